{{ config(severity='warn') }}

-- pools with cost in a period in which no target has a driver value: the computed allocation leaves that cost where it is
select
    pools.pool_code,
    pools.driver_name,
    balances.fiscal_year,
    balances.fiscal_period,
    sum(balances.movement_amount) as cost_amount
from {{ ref('allocation_pools') }} as pools
inner join {{ ref('fct_gl_balances') }} as balances
    on pools.company_code = balances.company_code
    and pools.source_cost_center_code = balances.cost_center_code
    and balances.object_account >= pools.object_from
    and left(balances.object_account, length(pools.object_to)) <= pools.object_to
    and balances.ledger_role = 'actual'
    and balances.fiscal_period > 0
where not exists (
    select 1 from {{ ref('int_allocation_driver_values') }} as driver_values
    where
        driver_values.pool_code = pools.pool_code
        and driver_values.fiscal_year = balances.fiscal_year
        and driver_values.fiscal_period = balances.fiscal_period
        and driver_values.driver_value > 0
)
group by pools.pool_code, pools.driver_name, balances.fiscal_year, balances.fiscal_period
having sum(balances.movement_amount) <> 0
