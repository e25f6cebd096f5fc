{% set mixed_tax = 'a part of the tax is recoverable and F0411 does not say which (explanation B or C)' %}

-- what JDE has purged from F0411 counts like what it holds: the ledger has both
with pay_items as (
    select
        marked.*,
        marked.is_posted or marked.is_purged as is_in_ledger
    from {{ ref('int_ap_pay_items_marked') }} as marked
),

companies as (
    select * from {{ ref('dim_companies') }}
),

lines as (
    select * from {{ ref('stg_jde__gl_lines') }}
    where not is_deleted and is_posted and ledger_type_code = 'AA'
),

spend as (
    select * from {{ ref('fct_ap_spend') }}
),

invoices as (
    select * from {{ ref('fct_ap_invoices') }}
),

pay_statuses as (
    select * from {{ ref('stg_jde__user_defined_codes') }}
    where not is_deleted and product_code = '00' and code_type = 'PS'
),

-- R04701: drafts (P1) have no distribution of their own
batches as (
    select
        voucher_company_code as company_code,
        batch_type_code,
        batch_number,
        min(fiscal_year * 100 + fiscal_period) as first_period,
        sum(gross_amount) as gross_amount,
        sum(recoverable_tax_amount) as recoverable_tax_amount,
        max(case when has_mixed_tax then 1 else 0 end) as has_mixed_tax
    from pay_items
    where is_in_ledger and not is_draft and batch_type_code <> 'W'
    group by voucher_company_code, batch_type_code, batch_number
),

batch_documents as (
    select distinct
        voucher_company_code as company_code,
        batch_type_code,
        batch_number,
        document_company_code,
        document_number,
        coalesce(adjustment_document_type_code, document_type_code) as document_type_code
    from pay_items
    where is_in_ledger and not is_draft
),

distributions as (
    select
        batch_documents.company_code,
        batch_documents.batch_type_code,
        batch_documents.batch_number,
        sum(lines.amount) as amount
    from batch_documents
    inner join lines
        on batch_documents.batch_type_code = lines.batch_type_code
        and batch_documents.batch_number = lines.batch_number
        and batch_documents.document_company_code = lines.document_company_code
        and batch_documents.document_number = lines.document_number
        and batch_documents.document_type_code = lines.document_type_code
    group by batch_documents.company_code, batch_documents.batch_type_code, batch_documents.batch_number
),

documents as (
    select
        document_company_code,
        document_type_code,
        document_number,
        max(voucher_company_code) as company_code,
        min(fiscal_year * 100 + fiscal_period) as first_period,
        sum(gross_amount) as gross_amount,
        sum(recoverable_tax_amount) as recoverable_tax_amount,
        min(case when is_purged then 1 else 0 end) as is_purged,
        max(case when has_mixed_tax then 1 else 0 end) as has_mixed_tax
    from pay_items
    where is_in_ledger and not is_draft
    group by document_company_code, document_type_code, document_number
),

spent as (
    select
        document_company_code,
        voucher_document_type_code,
        document_number,
        min(fiscal_year * 100 + fiscal_period) as first_period,
        sum(spend_amount) as amount
    from spend
    group by document_company_code, voucher_document_type_code, document_number
),

checked as (
    select
        'ap_invoices_to_gl' as check_name,
        batches.company_code,
        batches.first_period,
        batches.batch_type_code || '/' || cast(batches.batch_number as {{ dbt.type_string() }}) as detail_key,
        batches.gross_amount as source_amount,
        coalesce(distributions.amount, 0) + batches.recoverable_tax_amount as warehouse_amount,
        case when batches.has_mixed_tax = 1 then '{{ mixed_tax }}' end as not_matchable_reason
    from batches
    left join distributions
        on batches.company_code = distributions.company_code
        and batches.batch_type_code = distributions.batch_type_code
        and batches.batch_number = distributions.batch_number

    union all

    select
        case when documents.is_purged = 1 then 'ap_spend_to_purged_invoices' else 'ap_spend_to_invoices' end as check_name,
        documents.company_code,
        documents.first_period,
        documents.document_type_code || '/' || cast(documents.document_number as {{ dbt.type_string() }}) as detail_key,
        documents.gross_amount as source_amount,
        coalesce(spent.amount, 0) + documents.recoverable_tax_amount as warehouse_amount,
        case when documents.has_mixed_tax = 1 then '{{ mixed_tax }}' end as not_matchable_reason
    from documents
    left join spent
        on documents.document_company_code = spent.document_company_code
        and documents.document_type_code = spent.voucher_document_type_code
        and documents.document_number = spent.document_number

    union all

    select
        'ap_spend_to_purged_invoices' as check_name,
        vouchers.company_code,
        spent.first_period,
        vouchers.document_type_code || '/' || cast(vouchers.document_number as {{ dbt.type_string() }}) as detail_key,
        spent.amount as source_amount,
        spent.amount as warehouse_amount,
        'purged before the first load, the ledger alone knows the vouchers' as not_matchable_reason
    from {{ ref('int_ap_vouchers') }} as vouchers
    inner join spent
        on vouchers.document_company_code = spent.document_company_code
        and vouchers.document_type_code = spent.voucher_document_type_code
        and vouchers.document_number = spent.document_number
    where not vouchers.is_in_f0411

    union all

    -- counts of pay items, and of those whose status F0005 knows
    select
        'ap_pay_status' as check_name,
        pay_items.company_code,
        pay_items.fiscal_year * 100 + pay_items.fiscal_period as first_period,
        coalesce(pay_items.pay_status_code, '(blank)') as detail_key,
        count(*) as source_amount,
        count(pay_statuses.code) as warehouse_amount,
        case when not exists (select 1 from pay_statuses) then 'F0005 holds no list of pay statuses (00/PS)' end
            as not_matchable_reason
    from pay_items
    left join pay_statuses on coalesce(pay_items.pay_status_code, '') = pay_statuses.code
    where not pay_items.is_purged
    group by
        pay_items.company_code, pay_items.fiscal_year, pay_items.fiscal_period, coalesce(pay_items.pay_status_code, '(blank)')

    union all

    select
        'ap_invoices_to_f0411' as check_name,
        pay_items.company_code,
        pay_items.fiscal_year * 100 + pay_items.fiscal_period as first_period,
        pay_items.document_type_code || '/' || cast(pay_items.document_number as {{ dbt.type_string() }})
        || '/' || pay_items.pay_item as detail_key,
        pay_items.gross_amount + pay_items.open_amount as source_amount,
        coalesce(invoices.gross_amount + invoices.open_amount, 0) as warehouse_amount,
        null as not_matchable_reason
    from {{ ref('stg_jde__ap_pay_items') }} as pay_items
    left join invoices
        on pay_items.document_company_code = invoices.document_company_code
        and pay_items.document_type_code = invoices.document_type_code
        and pay_items.document_number = invoices.document_number
        and pay_items.pay_item = invoices.pay_item
        and pay_items.pay_item_extension = invoices.pay_item_extension
    where not pay_items.is_deleted
)

select
    checked.check_name,
    checked.company_code,
    'AA' as ledger_type_code,
    cast((checked.first_period - mod(checked.first_period, 100)) / 100 as integer) as fiscal_year,
    cast(mod(checked.first_period, 100) as integer) as fiscal_period,
    case when checked.check_name = 'ap_pay_status' then '' else coalesce(companies.company_currency_code, '') end
        as currency_code,
    checked.detail_key,
    cast(checked.source_amount as numeric(28, 4)) as source_amount,
    cast(checked.warehouse_amount as numeric(28, 4)) as warehouse_amount,
    checked.not_matchable_reason
from checked
left join companies on checked.company_code = companies.company_code
