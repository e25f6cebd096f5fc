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

balances as (
    select * from {{ ref('fct_gl_balances') }}
    where ledger_role = 'actual'
),

first_years as (
    select
        account_id,
        min(fiscal_year) as fiscal_year
    from balances
    group by account_id
),

-- what the first year brought forward and all postings since: right before and after the annual close
account_totals as (
    select
        balances.account_id,
        sum(case
            when balances.fiscal_period > 0 then balances.movement_amount
            when balances.fiscal_year = first_years.fiscal_year then balances.opening_amount
            else 0
        end) as amount
    from balances
    inner join first_years on balances.account_id = first_years.account_id
    group by balances.account_id
),

pay_items as (
    select * from {{ ref('int_ap_pay_items_marked') }}
    where is_posted or is_purged
),

documents as (
    select distinct document_company_code, document_type_code, document_number
    from {{ ref('int_ap_pay_items_marked') }}
),

payment_lines as (
    select * from {{ ref('int_ap_payment_lines_marked') }}
    where is_posted or is_purged
),

offset_classes as (
    select distinct
        company_code,
        coalesce(gl_offset_code, '') as gl_offset_code,
        is_draft
    from pay_items
),

-- AAI PC and the class, else PC alone, for drafts PD before them; the company's own before that of 00000
trade_instructions as (
    select
        offset_classes.company_code,
        offset_classes.gl_offset_code,
        offset_classes.is_draft,
        instructions.cost_center_code,
        instructions.object_account,
        instructions.subsidiary,
        row_number() over (
            partition by offset_classes.company_code, offset_classes.gl_offset_code, offset_classes.is_draft
            order by
                case when instructions.instruction_code like 'PD%' then 0 else 1 end,
                case when instructions.instruction_code in ('PC', 'PD') then 1 else 0 end,
                case when instructions.company_code = '00000' then 1 else 0 end
        ) as instruction_rank
    from offset_classes
    inner join instructions
        on (
            instructions.instruction_code in ('PC', 'PC' || offset_classes.gl_offset_code)
            or (offset_classes.is_draft and instructions.instruction_code in ('PD', 'PD' || offset_classes.gl_offset_code))
        )
        and instructions.company_code in ('00000', offset_classes.company_code)
),

-- without a cost centre in the instruction the post program takes one from the document, so all accounts of the object count
trade_accounts as (
    select
        trade_instructions.company_code,
        trade_instructions.gl_offset_code,
        trade_instructions.is_draft,
        min(accounts.account_id) as account_id,
        sum(account_totals.amount) as booked_amount
    from trade_instructions
    inner join accounts
        on trade_instructions.company_code = accounts.company_code
        and trade_instructions.object_account = accounts.object_account
        and trade_instructions.subsidiary = accounts.subsidiary
        and (trade_instructions.cost_center_code = '' or trade_instructions.cost_center_code = accounts.cost_center_code)
    left join account_totals on accounts.account_id = account_totals.account_id
    where trade_instructions.instruction_rank = 1
    group by trade_instructions.company_code, trade_instructions.gl_offset_code, trade_instructions.is_draft
),

-- a draft is closed by the bank's journal, not by a payment, so its open amount counts; a payment of a voucher that was
-- purged before the first load left nothing owed
owed as (
    select
        company_code,
        coalesce(gl_offset_code, '') as gl_offset_code,
        is_draft,
        case when is_draft then open_amount else gross_amount end as amount
    from pay_items
    where batch_type_code <> 'W'

    union all

    select
        payment_lines.company_code,
        coalesce(payment_lines.gl_offset_code, '') as gl_offset_code,
        false as is_draft,
        -(payment_lines.paid_amount + payment_lines.settled_discount_amount) as amount
    from payment_lines
    inner join {{ ref('stg_jde__ap_payments') }} as payments on payment_lines.payment_id = payments.payment_id
    inner join documents
        on payment_lines.document_company_code = documents.document_company_code
        and payment_lines.document_type_code = documents.document_type_code
        and payment_lines.document_number = documents.document_number
    where payment_lines.document_type_code <> 'P1' and payments.batch_type_code <> 'W'
),

owed_by_account as (
    select
        owed.company_code,
        coalesce(trade_accounts.account_id, '') as account_id,
        max(trade_accounts.booked_amount) as booked_amount,
        sum(owed.amount) as amount
    from owed
    left join trade_accounts
        on owed.company_code = trade_accounts.company_code
        and owed.gl_offset_code = trade_accounts.gl_offset_code
        and owed.is_draft = trade_accounts.is_draft
    group by owed.company_code, coalesce(trade_accounts.account_id, '')
),

checked as (
    select
        'ap_open_to_trade_account' as check_name,
        owed_by_account.company_code,
        'AA' as ledger_type_code,
        owed_by_account.account_id as detail_key,
        -coalesce(owed_by_account.booked_amount, 0) as source_amount,
        owed_by_account.amount as warehouse_amount,
        case when owed_by_account.account_id = '' then 'no AAI PC names a trade account' end as not_matchable_reason
    from owed_by_account
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
    checked.source_amount,
    checked.warehouse_amount,
    checked.not_matchable_reason
from checked
left join companies on checked.company_code = companies.company_code
