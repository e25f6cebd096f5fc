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

compared as (
    select
        summed.company_code,
        summed.cost_center_code,
        summed.account_type,
        summed.account_group,
        summed.data_class,
        summed.fiscal_year,
        summed.fiscal_period,
        summed.company_currency_code,
        summed.fiscal_period_end_date,
        cast(summed.natural_sign * summed.movement_amount as numeric(28, 4)) as amount,
        cast(summed.natural_sign * summed.ytd_amount as numeric(28, 4)) as amount_ytd,
        cast(coalesce(prior_years.natural_sign * prior_years.movement_amount, 0) as numeric(28, 4)) as prior_year_amount,
        cast(coalesce(prior_years.natural_sign * prior_years.ytd_amount, 0) as numeric(28, 4)) as prior_year_amount_ytd,
        cast(-summed.movement_amount as numeric(28, 4)) as result_amount,
        cast(-summed.ytd_amount as numeric(28, 4)) as result_amount_ytd
    from summed
    left join summed as prior_years
        on summed.company_code = prior_years.company_code
        and summed.cost_center_code = prior_years.cost_center_code
        and summed.account_type = prior_years.account_type
        and summed.account_group = prior_years.account_group
        and summed.data_class = prior_years.data_class
        and summed.fiscal_year = prior_years.fiscal_year + 1
        and summed.fiscal_period = prior_years.fiscal_period
)

select
    compared.*,
    {{ group_currency_code() }} as group_currency_code,
    {% for amount in [
    'amount', 'amount_ytd', 'prior_year_amount', 'prior_year_amount_ytd',
    'result_amount', 'result_amount_ytd'
] %}
    {{ group_amount('compared.' ~ amount) }} as {{ amount }}_group{{ ',' if not loop.last }}
    {% endfor %}
from compared
{{ join_group_rates(
    'compared.company_currency_code', 'compared.fiscal_period_end_date', 'compared.fiscal_period_end_date'
) }}
