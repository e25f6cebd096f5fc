with pools as (
    select distinct
        pool_code,
        company_code,
        source_cost_center_code,
        driver_name
    from {{ ref('allocation_pools') }}
),

drivers as (
    select * from {{ ref('allocation_drivers') }}
),

company_periods as (
    select * from {{ ref('int_company_periods') }}
),

headcount as (
    select * from {{ ref('int_headcount_by_period') }}
),

balances as (
    select * from {{ ref('fct_gl_balances') }}
    where fiscal_period > 0
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

measured as (
    select
        balances.cost_center_code,
        balances.fiscal_year,
        balances.fiscal_period,
        sum(case
            when balances.ledger_role = 'actual' and accounts.account_type = 'revenue' then -balances.movement_amount
            else 0
        end) as revenue,
        sum(case when balances.ledger_role = 'units' then balances.movement_amount else 0 end) as units
    from balances
    inner join accounts on balances.account_id = accounts.account_id
    where balances.ledger_role in ('actual', 'units')
    group by balances.cost_center_code, balances.fiscal_year, balances.fiscal_period
),

-- a row for the year and period goes before one for every year; a source takes nothing of its own pool
ranked as (
    select
        pools.pool_code,
        pools.driver_name,
        drivers.driver_basis,
        drivers.cost_center_code,
        company_periods.fiscal_year,
        company_periods.fiscal_period,
        drivers.driver_value,
        row_number() over (
            partition by
                pools.pool_code, drivers.cost_center_code, company_periods.fiscal_year, company_periods.fiscal_period
            order by drivers.fiscal_year desc, drivers.fiscal_period desc
        ) as row_rank
    from pools
    inner join drivers on pools.driver_name = drivers.driver_name
    inner join company_periods
        on pools.company_code = company_periods.company_code
        and drivers.fiscal_year in (0, company_periods.fiscal_year)
        and drivers.fiscal_period in (0, company_periods.fiscal_period)
    where
        not exists (
            select 1 from pools as sources
            where
                sources.pool_code = pools.pool_code
                and sources.source_cost_center_code = drivers.cost_center_code
        )
)

select
    ranked.pool_code,
    ranked.driver_name,
    ranked.cost_center_code,
    ranked.fiscal_year,
    ranked.fiscal_period,
    cast(coalesce(case ranked.driver_basis
        when 'value' then ranked.driver_value
        when 'headcount' then headcount.headcount
        when 'revenue' then measured.revenue
        when 'units' then measured.units
    end, 0) as numeric(28, 4)) as driver_value
from ranked
left join headcount
    on ranked.cost_center_code = headcount.cost_center_code
    and ranked.fiscal_year = headcount.fiscal_year
    and ranked.fiscal_period = headcount.fiscal_period
left join measured
    on ranked.cost_center_code = measured.cost_center_code
    and ranked.fiscal_year = measured.fiscal_year
    and ranked.fiscal_period = measured.fiscal_period
where ranked.row_rank = 1
