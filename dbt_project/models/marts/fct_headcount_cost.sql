{% set minimum = var('minimum_group_size', 5) %}

with balances as (
    select * from {{ ref('fct_gl_balances') }}
    where ledger_role = 'actual' and data_class = 'payroll' and fiscal_period > 0
),

variances as (
    select * from {{ ref('fct_budget_variance') }}
    where data_class = 'payroll' and budget_version = '{{ var("headcount_budget_version", "Operating budget") }}'
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

company_periods as (
    select * from {{ ref('int_company_periods') }}
),

headcount as (
    select * from {{ ref('int_headcount_by_period') }}
),

amounts as (
    select
        balances.company_code,
        balances.cost_center_code,
        accounts.account_group,
        balances.fiscal_year,
        balances.fiscal_period,
        balances.movement_amount as actual_amount,
        0 as budget_amount
    from balances
    inner join accounts on balances.account_id = accounts.account_id

    union all

    select
        variances.company_code,
        variances.cost_center_code,
        accounts.account_group,
        variances.fiscal_year,
        variances.fiscal_period,
        0 as actual_amount,
        variances.budget_amount * accounts.natural_sign as budget_amount
    from variances
    inner join accounts on variances.account_id = accounts.account_id
),

costs as (
    select
        company_code,
        cost_center_code,
        account_group,
        fiscal_year,
        fiscal_period,
        sum(actual_amount) as actual_amount,
        sum(budget_amount) as budget_amount
    from amounts
    group by company_code, cost_center_code, account_group, fiscal_year, fiscal_period
),

cost_centers as (
    select distinct
        costs.company_code,
        costs.cost_center_code,
        costs.fiscal_year,
        costs.fiscal_period,
        coalesce(headcount.headcount, 0) as headcount
    from costs
    left join headcount
        on costs.company_code = headcount.company_code
        and costs.cost_center_code = headcount.cost_center_code
        and costs.fiscal_year = headcount.fiscal_year
        and costs.fiscal_period = headcount.fiscal_period
),

sized as (
    select
        cost_centers.*,
        headcount < {{ minimum }} as is_small,
        sum(case when headcount < {{ minimum }} then headcount else 0 end) over (
            partition by company_code, fiscal_year, fiscal_period
        ) as small_headcount,
        count(case when headcount < {{ minimum }} then 1 end) over (
            partition by company_code, fiscal_year, fiscal_period
        ) as small_count,
        row_number() over (
            partition by company_code, fiscal_year, fiscal_period, headcount < {{ minimum }}
            order by headcount, cost_center_code
        ) as size_rank
    from cost_centers
),

-- where the small groups together are still too small, the next larger one goes with them
folded as (
    select
        sized.*,
        is_small or (small_count > 0 and small_headcount < {{ minimum }} and size_rank = 1) as is_folded
    from sized
),

shown as (
    select
        costs.company_code,
        case when folded.is_folded then '*FOLDED' else costs.cost_center_code end as cost_center_code,
        costs.account_group,
        costs.fiscal_year,
        costs.fiscal_period,
        folded.is_folded,
        sum(costs.actual_amount) as actual_amount,
        sum(costs.budget_amount) as budget_amount
    from costs
    inner join folded
        on costs.company_code = folded.company_code
        and costs.cost_center_code = folded.cost_center_code
        and costs.fiscal_year = folded.fiscal_year
        and costs.fiscal_period = folded.fiscal_period
    group by
        costs.company_code, case when folded.is_folded then '*FOLDED' else costs.cost_center_code end,
        costs.account_group, costs.fiscal_year, costs.fiscal_period, folded.is_folded
),

-- heads are those of the whole group, whichever of its cost centres have the account group
heads as (
    select
        company_code,
        case when is_folded then '*FOLDED' else cost_center_code end as cost_center_code,
        fiscal_year,
        fiscal_period,
        sum(headcount) as headcount
    from folded
    group by company_code, case when is_folded then '*FOLDED' else cost_center_code end, fiscal_year, fiscal_period
)

select
    shown.company_code,
    shown.cost_center_code,
    shown.account_group,
    shown.fiscal_year,
    shown.fiscal_period,
    company_periods.end_date as fiscal_period_end_date,
    companies.company_currency_code,
    'payroll' as data_class,
    cast(shown.actual_amount as numeric(28, 4)) as actual_amount,
    cast(shown.budget_amount as numeric(28, 4)) as budget_amount,
    cast(heads.headcount as numeric(28, 8)) as headcount,
    cast(case
        when heads.headcount >= {{ minimum }}
            then {{ rounded_share('shown.actual_amount', '1', 'heads.headcount', 4) }}
    end as numeric(28, 8)) as cost_per_head,
    {{ group_currency_code() }} as group_currency_code,
    {{ group_amount('shown.actual_amount') }} as actual_amount_group,
    {{ group_amount('shown.budget_amount') }} as budget_amount_group,
    shown.is_folded
from shown
inner join heads
    on shown.company_code = heads.company_code
    and shown.cost_center_code = heads.cost_center_code
    and shown.fiscal_year = heads.fiscal_year
    and shown.fiscal_period = heads.fiscal_period
left join companies on shown.company_code = companies.company_code
left join company_periods
    on shown.company_code = company_periods.company_code
    and shown.fiscal_year = company_periods.fiscal_year
    and shown.fiscal_period = company_periods.fiscal_period
{{ join_group_rates('companies.company_currency_code', 'company_periods.end_date', 'company_periods.end_date') }}
