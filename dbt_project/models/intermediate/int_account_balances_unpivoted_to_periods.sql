{% set periods = range(1, 15) %}

with balances as (
    select * from {{ ref('stg_jde__account_balances') }}
    where not is_deleted
),

companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    {% for period in range(0, 15) %}
    select {{ period }} as fiscal_period
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

moved as (
    select
        balances.*,
        coalesce(balances.prior_year_end_balance_amount, 0) as brought_forward_amount,
        case
            {% for period in periods | reverse %}
            when coalesce(balances.period_{{ '%02d' % period }}_amount, 0) <> 0 then {{ period }}
            {% endfor %}
            else 0
        end as last_moved_period,
        -- a year before the current one is complete; without a company there is no telling
        case
            when balances.fiscal_year = companies.current_gl_fiscal_year then companies.current_gl_period
            when balances.fiscal_year > companies.current_gl_fiscal_year then 0
            else 14
        end as current_period
    from balances
    left join companies on balances.company_code = companies.company_code
),

-- a ledger that has moved beyond the current period, as a budget has, is dense up to there in the whole company
bounded as (
    select
        moved.*,
        greatest(
            current_period,
            max(last_moved_period) over (partition by company_code, fiscal_year, ledger_type_code)
        ) as last_period
    from moved
),

unpivoted as (
    select
        bounded.*,
        periods.fiscal_period,
        case periods.fiscal_period
            {% for period in periods %}
            when {{ period }} then coalesce(bounded.period_{{ '%02d' % period }}_amount, 0)
            {% endfor %}
            else 0
        end as movement_amount,
        case periods.fiscal_period
            {% for period in periods %}
            when {{ period }} then
                {% for earlier in range(1, period + 1) -%}
                coalesce(bounded.period_{{ '%02d' % earlier }}_amount, 0){{ ' + ' if not loop.last }}
                {%- endfor %}
            {% endfor %}
            else 0
        end as ytd_amount
    from bounded
    inner join periods on periods.fiscal_period <= bounded.last_period
)

select
    account_id,
    fiscal_year,
    fiscal_period,
    ledger_type_code,
    subledger,
    subledger_type_code,
    transaction_currency_code,
    fiscal_quarter_code,
    company_code,
    cost_center_code,
    object_account,
    subsidiary,
    denominated_currency_code,
    cast(brought_forward_amount + ytd_amount - movement_amount as numeric(28, 4)) as opening_amount,
    cast(movement_amount as numeric(28, 4)) as movement_amount,
    cast(ytd_amount as numeric(28, 4)) as ytd_amount,
    cast(brought_forward_amount + ytd_amount as numeric(28, 4)) as itd_amount,
    updated_at,
    updated_by,
    loaded_at,
    _dlt_load_id
from unpivoted
