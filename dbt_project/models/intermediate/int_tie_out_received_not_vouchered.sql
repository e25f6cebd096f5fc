with accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

instructions as (
    select * from {{ ref('stg_jde__automatic_accounting_instructions') }}
    where not is_deleted
),

lines as (
    select * from {{ ref('stg_jde__gl_lines') }}
    where not is_deleted and ledger_type_code = 'AA'
),

not_vouchered_accounts as (
    select accounts.*
    from accounts
    where
        accounts.account_group = 'Received not vouchered'
        or exists (
            select 1 from instructions
            where
                instructions.instruction_code = 'RNV'
                and instructions.company_code = accounts.company_code
                and instructions.object_account = accounts.object_account
                and instructions.cost_center_code in ('', accounts.cost_center_code)
        )
),

-- unposted lines too: F43121 moves when the receipt or the voucher is entered
not_vouchered_lines as (
    select
        not_vouchered_accounts.company_code,
        coalesce(lines.order_number, 0) as order_number,
        max(case when lines.is_part_of_summary then 1 else 0 end) as summarised_count,
        max(case when lines.offset_method_code = 'B' then 1 else 0 end) as batch_offset_count,
        -sum(lines.amount) as amount
    from lines
    inner join not_vouchered_accounts on lines.account_id = not_vouchered_accounts.account_id
    where lines.is_posted or lines.posted_code is null
    group by not_vouchered_accounts.company_code, coalesce(lines.order_number, 0)
),

receipts as (
    select
        company_code,
        order_number,
        sum(received_not_vouchered_amount) as amount
    from {{ ref('fct_po_receipts') }}
    group by company_code, order_number
),

has_accounts as (
    select distinct company_code from not_vouchered_accounts
),

checked as (
    select
        'received_not_vouchered' as check_name,
        coalesce(receipts.company_code, not_vouchered_lines.company_code) as company_code,
        'AA' as ledger_type_code,
        'order ' || cast(coalesce(receipts.order_number, not_vouchered_lines.order_number) as {{ dbt.type_string() }})
            as detail_key,
        coalesce(not_vouchered_lines.amount, 0) as source_amount,
        coalesce(receipts.amount, 0) as warehouse_amount,
        case
            when has_accounts.company_code is null then 'account_ranges names no group Received not vouchered'
            when not_vouchered_lines.order_number = 0 then 'ledger lines name no order'
            when not_vouchered_lines.batch_offset_count = 1 then 'offset method B: one line for a whole batch'
            when not_vouchered_lines.summarised_count = 1 then 'ledger lines were summarised'
        end as not_matchable_reason
    from receipts
    full outer join not_vouchered_lines
        on receipts.company_code = not_vouchered_lines.company_code
        and receipts.order_number = not_vouchered_lines.order_number
    left join has_accounts
        on coalesce(receipts.company_code, not_vouchered_lines.company_code) = has_accounts.company_code
    where coalesce(receipts.amount, 0) <> 0 or coalesce(not_vouchered_lines.amount, 0) <> 0
)

-- as of now, so the company's current period
select
    checked.check_name,
    checked.company_code,
    checked.ledger_type_code,
    coalesce(companies.current_gl_fiscal_year, 0) as fiscal_year,
    coalesce(companies.current_gl_period, 0) as fiscal_period,
    coalesce(companies.company_currency_code, '') as currency_code,
    checked.detail_key,
    cast(checked.source_amount as numeric(28, 4)) as source_amount,
    cast(checked.warehouse_amount as numeric(28, 4)) as warehouse_amount,
    checked.not_matchable_reason
from checked
left join companies on checked.company_code = companies.company_code
