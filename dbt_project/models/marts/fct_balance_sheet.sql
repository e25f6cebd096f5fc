with balances as (
    select * from {{ ref('fct_gl_balances') }}
    where ledger_role = 'actual'
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

-- the annual close writes the result into retained earnings; until then it stands in equity as a line of its own
lines as (
    select
        balances.company_code,
        case when accounts.statement = 'balance_sheet' then accounts.account_type else 'equity' end as account_type,
        case
            when accounts.statement = 'balance_sheet' then accounts.account_group
            else 'Result of the year'
        end as account_group,
        balances.fiscal_year,
        balances.fiscal_period,
        balances.company_currency_code,
        balances.fiscal_period_end_date,
        case when accounts.statement = 'balance_sheet' then balances.opening_amount
            else balances.ytd_amount - balances.movement_amount end as opening_amount,
        balances.movement_amount,
        case when accounts.statement = 'balance_sheet' then balances.itd_amount else balances.ytd_amount end
            as closing_amount
    from balances
    inner join accounts on balances.account_id = accounts.account_id

    union all

    -- what an account that no range names brought into the year is neither of this year's result nor of a known line
    select
        balances.company_code,
        'equity' as account_type,
        'Unassigned' as account_group,
        balances.fiscal_year,
        balances.fiscal_period,
        balances.company_currency_code,
        balances.fiscal_period_end_date,
        balances.itd_amount - balances.ytd_amount as opening_amount,
        0 as movement_amount,
        balances.itd_amount - balances.ytd_amount as closing_amount
    from balances
    inner join accounts on balances.account_id = accounts.account_id
    where accounts.statement = 'unclassified' and balances.itd_amount <> balances.ytd_amount
),

summed as (
    select
        company_code,
        account_type,
        account_group,
        fiscal_year,
        fiscal_period,
        max(company_currency_code) as company_currency_code,
        max(fiscal_period_end_date) as fiscal_period_end_date,
        cast(sum(opening_amount) * case when account_type = 'asset' then 1 else -1 end as numeric(28, 4))
            as opening_amount,
        cast(sum(movement_amount) * case when account_type = 'asset' then 1 else -1 end as numeric(28, 4))
            as movement_amount,
        cast(sum(closing_amount) * case when account_type = 'asset' then 1 else -1 end as numeric(28, 4))
            as closing_amount
    from lines
    group by company_code, account_type, account_group, fiscal_year, fiscal_period
)

select
    summed.*,
    {{ group_currency_code() }} as group_currency_code,
    {% for amount in ['opening_amount', 'movement_amount', 'closing_amount'] %}
    {{ group_amount('summed.' ~ amount) }} as {{ amount }}_group{{ ',' if not loop.last }}
    {% endfor %}
from summed
{{ join_group_rates(
    'summed.company_currency_code', 'summed.fiscal_period_end_date', 'summed.fiscal_period_end_date'
) }}
