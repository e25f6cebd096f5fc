with companies as (
    select * from {{ ref('dim_companies') }}
),

balances as (
    select
        account_id,
        ledger_role,
        max(company_code) as company_code,
        min(fiscal_year) as first_fiscal_year
    from {{ ref('fct_gl_balances') }}
    where ledger_role in ('actual', 'commitment')
    group by account_id, ledger_role
),

-- what the first year brought forward and all postings since: right before and after the annual close
account_totals as (
    select
        balances.account_id,
        balances.ledger_role,
        balances.company_code,
        sum(case
            when every_balance.fiscal_period > 0 then every_balance.movement_amount
            when every_balance.fiscal_year = balances.first_fiscal_year then every_balance.opening_amount
            else 0
        end) as amount
    from balances
    inner join {{ ref('fct_gl_balances') }} as every_balance
        on balances.account_id = every_balance.account_id
        and balances.ledger_role = every_balance.ledger_role
    group by balances.account_id, balances.ledger_role, balances.company_code
),

lines as (
    select * from {{ ref('stg_jde__gl_lines') }}
    where not is_deleted and ledger_type_code = 'AA'
),

received_lines as (
    select distinct
        order_company_code,
        order_type_code,
        order_number,
        line_number
    from {{ ref('stg_jde__purchase_order_receipts') }}
    where not is_deleted and match_code in ('1', '4')
),

-- the order closes when the receipt (or, without receipts, the voucher) is entered, the commitment when that is posted
unrelieved as (
    select
        lines.company_code,
        lines.account_id,
        sum(lines.amount) as amount
    from lines
    left join received_lines
        on lines.order_company_code = received_lines.order_company_code
        and lines.order_type_code = received_lines.order_type_code
        and lines.order_number = received_lines.order_number
        and lines.order_line_number = received_lines.line_number
    where
        lines.posted_code is null
        and lines.order_number is not null
        and lines.document_type_code not in ('AE', 'PE')
        and (lines.batch_type_code = 'O' or received_lines.order_number is null)
    group by lines.company_code, lines.account_id
),

committed as (
    select
        company_code,
        account_id,
        open_commitment_amount as amount
    from {{ ref('fct_po_commitments') }}
    where account_id <> ''

    union all

    select
        unrelieved.company_code,
        unrelieved.account_id,
        unrelieved.amount
    from unrelieved
    inner join balances
        on unrelieved.account_id = balances.account_id
        and balances.ledger_role = 'commitment'
),

commitments as (
    select
        company_code,
        account_id,
        sum(amount) as amount
    from committed
    group by company_code, account_id
),

checked as (
    select
        'commitments' as check_name,
        coalesce(account_totals.company_code, commitments.company_code) as company_code,
        'PA' as ledger_type_code,
        coalesce(account_totals.account_id, commitments.account_id) as detail_key,
        coalesce(account_totals.amount, 0) as source_amount,
        coalesce(commitments.amount, 0) as warehouse_amount,
        case
            when commitment_ledger.account_count = 0 then 'JDE keeps no commitment ledger'
        end as not_matchable_reason
    from (select * from account_totals where ledger_role = 'commitment') as account_totals
    full outer join commitments on account_totals.account_id = commitments.account_id
    cross join (
        select count(*) as account_count from account_totals
        where ledger_role = 'commitment'
    ) as commitment_ledger
    where coalesce(account_totals.amount, 0) <> 0 or coalesce(commitments.amount, 0) <> 0
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
