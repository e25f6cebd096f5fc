with balances as (
    select
        account_id,
        transaction_currency_code,
        fiscal_year,
        fiscal_period,
        max(company_code) as company_code,
        sum(movement_amount) as amount
    from {{ ref('fct_gl_balances') }}
    where ledger_type_code = 'CA' and fiscal_period > 0
    group by account_id, transaction_currency_code, fiscal_year, fiscal_period
),

-- sites that do not post balances by currency leave it blank
by_currency as (
    select
        company_code,
        max(transaction_currency_code) <> '' as is_posted_by_currency
    from balances
    group by company_code
),

entries as (
    select
        entries.account_id,
        case
            when coalesce(by_currency.is_posted_by_currency, true) then entries.transaction_currency_code
            else ''
        end as transaction_currency_code,
        entries.fiscal_year,
        entries.fiscal_period,
        max(entries.company_code) as company_code,
        sum(entries.amount) as amount
    from {{ ref('fct_gl_entries') }} as entries
    left join by_currency on entries.company_code = by_currency.company_code
    where entries.ledger_type_code = 'CA'
    group by 1, 2, 3, 4
),

loaded as (
    select
        company_code,
        min(fiscal_year) as first_fiscal_year
    from {{ ref('fct_gl_entries') }}
    group by company_code
)

select
    'foreign_balances' as check_name,
    coalesce(balances.company_code, entries.company_code) as company_code,
    'CA' as ledger_type_code,
    coalesce(balances.fiscal_year, entries.fiscal_year) as fiscal_year,
    coalesce(balances.fiscal_period, entries.fiscal_period) as fiscal_period,
    coalesce(balances.transaction_currency_code, entries.transaction_currency_code) as currency_code,
    coalesce(balances.account_id, entries.account_id) as detail_key,
    coalesce(balances.amount, 0) as source_amount,
    coalesce(entries.amount, 0) as warehouse_amount,
    case
        when coalesce(balances.fiscal_year, entries.fiscal_year) < loaded.first_fiscal_year
            or loaded.first_fiscal_year is null then 'no journal lines of this year are loaded'
    end as not_matchable_reason
from balances
full outer join entries
    on balances.account_id = entries.account_id
    and balances.transaction_currency_code = entries.transaction_currency_code
    and balances.fiscal_year = entries.fiscal_year
    and balances.fiscal_period = entries.fiscal_period
left join loaded on coalesce(balances.company_code, entries.company_code) = loaded.company_code
where coalesce(balances.amount, 0) <> 0 or coalesce(entries.amount, 0) <> 0
