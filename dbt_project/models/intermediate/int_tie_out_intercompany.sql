with instructions as (
    select distinct
        company_code,
        cost_center_code,
        object_account
    from {{ ref('stg_jde__automatic_accounting_instructions') }}
    where not is_deleted and instruction_code like 'IC%' and object_account <> ''
),

entries as (
    select * from {{ ref('fct_gl_entries') }}
    where ledger_role = 'actual'
)

-- over all companies, so by the currency that both sides of a transaction share
select
    'intercompany' as check_name,
    '*' as company_code,
    'AA' as ledger_type_code,
    0 as fiscal_year,
    0 as fiscal_period,
    entries.transaction_currency_code as currency_code,
    entries.document_company_code || '/' || cast(entries.document_number as {{ dbt.type_string() }})
        || '/' || cast(entries.batch_number as {{ dbt.type_string() }}) as detail_key,
    0 as source_amount,
    sum(entries.amount_txn) as warehouse_amount,
    case
        when min(entries.transaction_currency_code) over (
            partition by entries.document_company_code, entries.document_number, entries.batch_number
        ) <> max(entries.transaction_currency_code) over (
            partition by entries.document_company_code, entries.document_number, entries.batch_number
        ) then 'the two sides of the document are in different currencies'
    end as not_matchable_reason
from entries
inner join instructions
    on entries.object_account = instructions.object_account
    and instructions.company_code in ('00000', entries.company_code)
    and instructions.cost_center_code in ('', entries.cost_center_code)
group by
    entries.transaction_currency_code, entries.document_company_code, entries.document_number, entries.batch_number
