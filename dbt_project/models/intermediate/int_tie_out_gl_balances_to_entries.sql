with ledger_roles as (
    select * from {{ ref('ledger_roles') }}
    where ledger_role in ('actual', 'foreign', 'units', 'foreign_units', 'cash_basis')
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

-- posting edit code S keeps the balance of all subledgers together
balances as (
    select
        balances.account_id,
        balances.ledger_type_code,
        case when accounts.posting_edit_code = 'S' then '' else balances.subledger end as subledger,
        case when accounts.posting_edit_code = 'S' then '' else balances.subledger_type_code end as subledger_type_code,
        balances.fiscal_year,
        balances.fiscal_period,
        max(coalesce(nullif(balances.company_code, ''), accounts.company_code, '')) as company_code,
        sum(balances.movement_amount) as amount
    from {{ ref('int_account_balances_unpivoted_to_periods') }} as balances
    inner join ledger_roles on balances.ledger_type_code = ledger_roles.ledger_type_code
    left join accounts on balances.account_id = accounts.account_id
    where balances.fiscal_period > 0 and not coalesce(accounts.is_model, false)
    group by 1, 2, 3, 4, 5, 6
),

entries as (
    select
        entries.account_id,
        entries.ledger_type_code,
        case when accounts.posting_edit_code = 'S' then '' else entries.subledger end as subledger,
        case when accounts.posting_edit_code = 'S' then '' else entries.subledger_type_code end as subledger_type_code,
        entries.fiscal_year,
        entries.fiscal_period,
        max(entries.company_code) as company_code,
        sum(entries.amount) as amount
    from {{ ref('fct_gl_entries') }} as entries
    inner join ledger_roles on entries.ledger_type_code = ledger_roles.ledger_type_code
    left join accounts on entries.account_id = accounts.account_id
    group by 1, 2, 3, 4, 5, 6
),

-- a load may begin later than the books: balances of years before the first line have nothing to match
loaded as (
    select
        company_code,
        min(fiscal_year) as first_fiscal_year
    from entries
    group by company_code
),

matched as (
    select
        coalesce(balances.company_code, entries.company_code) as company_code,
        coalesce(balances.account_id, entries.account_id) as account_id,
        coalesce(balances.ledger_type_code, entries.ledger_type_code) as ledger_type_code,
        coalesce(balances.subledger, entries.subledger) as subledger,
        coalesce(balances.subledger_type_code, entries.subledger_type_code) as subledger_type_code,
        coalesce(balances.fiscal_year, entries.fiscal_year) as fiscal_year,
        coalesce(balances.fiscal_period, entries.fiscal_period) as fiscal_period,
        coalesce(balances.amount, 0) as source_amount,
        coalesce(entries.amount, 0) as warehouse_amount
    from balances
    full outer join entries
        on balances.account_id = entries.account_id
        and balances.ledger_type_code = entries.ledger_type_code
        and balances.subledger = entries.subledger
        and balances.subledger_type_code = entries.subledger_type_code
        and balances.fiscal_year = entries.fiscal_year
        and balances.fiscal_period = entries.fiscal_period
)

select
    'gl_balances_to_entries' as check_name,
    matched.company_code,
    matched.ledger_type_code,
    matched.fiscal_year,
    matched.fiscal_period,
    case
        when matched.ledger_type_code like '_U' or matched.ledger_type_code = 'CA' then ''
        else coalesce(companies.company_currency_code, '')
    end as currency_code,
    matched.account_id || case when matched.subledger <> '' then '/' || matched.subledger else '' end as detail_key,
    cast(matched.source_amount as numeric(28, 4)) as source_amount,
    cast(matched.warehouse_amount as numeric(28, 4)) as warehouse_amount,
    case
        when matched.fiscal_year < loaded.first_fiscal_year or loaded.first_fiscal_year is null
            then 'no journal lines of this year are loaded'
    end as not_matchable_reason
from matched
left join loaded on matched.company_code = loaded.company_code
left join companies on matched.company_code = companies.company_code
where matched.source_amount <> 0 or matched.warehouse_amount <> 0
