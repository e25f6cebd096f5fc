with balances as (
    select * from {{ ref('fct_gl_balances') }}
    where ledger_role = 'actual'
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

instructions as (
    select * from {{ ref('stg_jde__automatic_accounting_instructions') }}
    where not is_deleted and instruction_code = 'GLG4'
),

-- the account that takes the result of the year at the annual close; a company's own instruction before that of 00000
retained_earnings as (
    select
        accounts.company_code,
        min(accounts.account_id) as account_id
    from accounts
    inner join instructions
        on accounts.object_account = instructions.object_account
        and accounts.subsidiary = instructions.subsidiary
        and instructions.company_code in ('00000', accounts.company_code)
        and (instructions.cost_center_code = '' or accounts.cost_center_code = instructions.cost_center_code)
    group by accounts.company_code
),

years as (
    select
        balances.company_code,
        balances.account_id,
        accounts.statement,
        balances.ledger_type_code,
        balances.fiscal_year,
        sum(case when balances.fiscal_period = 0 then balances.opening_amount else 0 end) as opening_amount,
        sum(balances.movement_amount) as movement_amount
    from balances
    inner join accounts on balances.account_id = accounts.account_id
    group by
        balances.company_code, balances.account_id, accounts.statement, balances.ledger_type_code, balances.fiscal_year
),

results as (
    select
        company_code,
        ledger_type_code,
        fiscal_year,
        sum(movement_amount) as result_amount
    from years
    where statement <> 'balance_sheet'
    group by company_code, ledger_type_code, fiscal_year
),

company_years as (
    select
        company_code,
        ledger_type_code,
        fiscal_year,
        max(case when opening_amount <> 0 and statement = 'balance_sheet' then 1 else 0 end) = 1 as is_carried_forward
    from years
    group by company_code, ledger_type_code, fiscal_year
),

-- what each year should hand to the next
closings as (
    select
        years.company_code,
        years.account_id,
        years.ledger_type_code,
        years.fiscal_year + 1 as fiscal_year,
        years.opening_amount + years.movement_amount
        + case when retained_earnings.account_id is not null then coalesce(results.result_amount, 0) else 0 end
            as closing_amount
    from years
    left join retained_earnings on years.account_id = retained_earnings.account_id
    left join results
        on years.company_code = results.company_code
        and years.ledger_type_code = results.ledger_type_code
        and years.fiscal_year = results.fiscal_year
    where years.statement = 'balance_sheet'
)

select
    'opening_balances' as check_name,
    closings.company_code,
    closings.ledger_type_code,
    closings.fiscal_year,
    0 as fiscal_period,
    coalesce(companies.company_currency_code, '') as currency_code,
    closings.account_id as detail_key,
    coalesce(years.opening_amount, 0) as source_amount,
    closings.closing_amount as warehouse_amount,
    case
        when not company_years.is_carried_forward then 'the annual close has not carried balances into this year'
        when retained_earnings.account_id is null then 'no account master for retained earnings (GLG4)'
    end as not_matchable_reason
from closings
inner join company_years
    on closings.company_code = company_years.company_code
    and closings.ledger_type_code = company_years.ledger_type_code
    and closings.fiscal_year = company_years.fiscal_year
left join years
    on closings.account_id = years.account_id
    and closings.ledger_type_code = years.ledger_type_code
    and closings.fiscal_year = years.fiscal_year
left join retained_earnings on closings.company_code = retained_earnings.company_code
left join companies on closings.company_code = companies.company_code
