with ledger_roles as (
    select * from {{ ref('ledger_roles') }}
    where ledger_role in ('budget', 'forecast')
),

balances as (
    select * from {{ ref('stg_jde__account_balances') }}
    where not is_deleted
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

fiscal_periods as (
    select * from {{ ref('dim_fiscal_periods') }}
),

periods as (
    {% for period in range(1, 15) %}
    select {{ period }} as fiscal_period
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

budgets as (
    select
        balances.account_id,
        balances.fiscal_year,
        ledger_roles.budget_version,
        ledger_roles.budget_method,
        balances.ledger_type_code,
        max(balances.company_code) as company_code,
        sum(coalesce(balances.original_budget_amount, 0)) as original_budget_amount{% for period in range(1, 15) %},
        sum(coalesce(balances.period_{{ '%02d' % period }}_amount, 0)) as period_{{ '%02d' % period }}_amount{% endfor %}
    from balances
    inner join ledger_roles on balances.ledger_type_code = ledger_roles.ledger_type_code
    left join accounts on balances.account_id = accounts.account_id
    where not coalesce(accounts.is_model, false)
    group by
        balances.account_id, balances.fiscal_year, ledger_roles.budget_version, ledger_roles.budget_method,
        balances.ledger_type_code
),

unpivoted as (
    select
        budgets.account_id,
        budgets.fiscal_year,
        periods.fiscal_period,
        budgets.budget_version,
        budgets.budget_method,
        budgets.ledger_type_code,
        budgets.original_budget_amount,
        coalesce(companies.company_currency_decimals, 2) as currency_decimals,
        -- a year that F0008 does not hold counts as one of twelve periods
        case
            when coalesce(fiscal_periods.is_adjustment, periods.fiscal_period > 12) then 0
            else 1
        end as straight_line_weight,
        case periods.fiscal_period
            {% for period in range(1, 15) %}
            when {{ period }} then budgets.period_{{ '%02d' % period }}_amount
            {% endfor %}
        end as period_amount
    from budgets
    cross join periods
    left join accounts on budgets.account_id = accounts.account_id
    left join companies
        on coalesce(nullif(budgets.company_code, ''), accounts.company_code) = companies.company_code
    left join fiscal_periods
        on companies.date_pattern_code = fiscal_periods.date_pattern_code
        and budgets.fiscal_year = fiscal_periods.fiscal_year
        and periods.fiscal_period = fiscal_periods.fiscal_period
),

weighed as (
    select
        unpivoted.*,
        sum(straight_line_weight) over (
            partition by account_id, fiscal_year, ledger_type_code
        ) as straight_line_total
    from unpivoted
),

spread as (
    select
        weighed.*,
        case currency_decimals
            {% for decimals in [0, 3, 2] %}
            {{ 'when ' ~ decimals ~ ' then' if not loop.last else 'else' }} {{ share_amount(
                'original_budget_amount', 'straight_line_weight', 'straight_line_total',
                'account_id, fiscal_year, ledger_type_code', 'fiscal_period', decimals
            ) }}
            {% endfor %}
        end as straight_line_amount
    from weighed
)

select
    account_id,
    fiscal_year,
    fiscal_period,
    budget_version,
    cast(sum(case budget_method
        when 'borg_straight_line' then straight_line_amount
        when 'borg_plus_periods' then period_amount + case when fiscal_period = 1 then original_budget_amount else 0 end
        else period_amount
    end) as numeric(28, 4)) as budget_amount
from spread
group by account_id, fiscal_year, fiscal_period, budget_version
