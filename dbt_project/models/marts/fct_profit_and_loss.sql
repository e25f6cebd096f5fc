with balances as (
    select * from {{ ref('fct_gl_balances') }}
    where ledger_role = 'actual' and fiscal_period > 0
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

summed as (
    select
        balances.company_code,
        balances.cost_center_code,
        accounts.account_type,
        accounts.account_group,
        accounts.data_class,
        balances.fiscal_year,
        balances.fiscal_period,
        max(accounts.natural_sign) as natural_sign,
        max(balances.company_currency_code) as company_currency_code,
        max(balances.fiscal_period_end_date) as fiscal_period_end_date,
        sum(balances.movement_amount) as movement_amount,
        sum(balances.ytd_amount) as ytd_amount
    from balances
    inner join accounts on balances.account_id = accounts.account_id
    where accounts.statement <> 'balance_sheet'
    group by
        balances.company_code, balances.cost_center_code, accounts.account_type, accounts.account_group,
        accounts.data_class, balances.fiscal_year, balances.fiscal_period
),

company_periods as (
    select
        company_code,
        fiscal_year,
        fiscal_period,
        max(company_currency_code) as company_currency_code,
        max(fiscal_period_end_date) as fiscal_period_end_date
    from summed
    group by company_code, fiscal_year, fiscal_period
),

-- a line that had cost a year before and has none now is part of the comparison
both_years as (
    select
        company_code, cost_center_code, account_type, account_group, data_class, fiscal_year, fiscal_period, natural_sign,
        movement_amount, ytd_amount, 0 as prior_movement_amount, 0 as prior_ytd_amount
    from summed

    union all

    select
        company_code, cost_center_code, account_type, account_group, data_class, fiscal_year + 1 as fiscal_year,
        fiscal_period, natural_sign,
        0 as movement_amount, 0 as ytd_amount, movement_amount as prior_movement_amount, ytd_amount as prior_ytd_amount
    from summed
),

compared as (
    select
        both_years.company_code,
        both_years.cost_center_code,
        both_years.account_type,
        both_years.account_group,
        both_years.data_class,
        both_years.fiscal_year,
        both_years.fiscal_period,
        max(company_periods.company_currency_code) as company_currency_code,
        max(company_periods.fiscal_period_end_date) as fiscal_period_end_date,
        cast(sum(both_years.natural_sign * both_years.movement_amount) as numeric(28, 4)) as amount,
        cast(sum(both_years.natural_sign * both_years.ytd_amount) as numeric(28, 4)) as amount_ytd,
        cast(sum(both_years.natural_sign * both_years.prior_movement_amount) as numeric(28, 4)) as prior_year_amount,
        cast(sum(both_years.natural_sign * both_years.prior_ytd_amount) as numeric(28, 4)) as prior_year_amount_ytd,
        cast(-sum(both_years.movement_amount) as numeric(28, 4)) as result_amount,
        cast(-sum(both_years.ytd_amount) as numeric(28, 4)) as result_amount_ytd
    from both_years
    inner join company_periods
        on both_years.company_code = company_periods.company_code
        and both_years.fiscal_year = company_periods.fiscal_year
        and both_years.fiscal_period = company_periods.fiscal_period
    group by
        both_years.company_code, both_years.cost_center_code, both_years.account_type, both_years.account_group,
        both_years.data_class, both_years.fiscal_year, both_years.fiscal_period
)

select
    compared.*,
    {{ group_currency_code() }} as group_currency_code,
    {% for amount in [
        'amount', 'amount_ytd', 'prior_year_amount', 'prior_year_amount_ytd', 'result_amount', 'result_amount_ytd'
    ] %}
    {{ group_amount('compared.' ~ amount) }} as {{ amount }}_group{{ ',' if not loop.last }}
    {% endfor %}
from compared
{{ join_group_rates(
    'compared.company_currency_code', 'compared.fiscal_period_end_date', 'compared.fiscal_period_end_date'
) }}
