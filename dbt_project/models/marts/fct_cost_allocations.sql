with booked as (
    select * from {{ ref('int_allocations_booked') }}
),

computed as (
    select * from {{ ref('int_allocations_computed') }}
),

pools as (
    select
        pool_code,
        max(pool_name) as pool_name
    from {{ ref('allocation_pools') }}
    group by pool_code
),

company_periods as (
    select * from {{ ref('int_company_periods') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

every_row as (
    select
        pool_code,
        source_cost_center_code,
        source_account_id,
        target_cost_center_code,
        target_account_id,
        company_code,
        fiscal_year,
        fiscal_period,
        'booked' as basis,
        allocation_side,
        data_class,
        cast(null as {{ dbt.type_string() }}) as driver_name,
        cast(null as numeric(28, 4)) as driver_value,
        case
            when allocation_side = 'in' then {{ rounded_share('cast(10000 as numeric(28, 4))', 'allocated_amount',
                "sum(case when allocation_side = 'in' then allocated_amount end) over (
                    partition by pool_code, company_code, fiscal_year, fiscal_period
                )", 4) }} * 0.0001
        end as share,
        allocated_amount
    from booked

    union all

    select
        pool_code,
        source_cost_center_code,
        source_account_id,
        target_cost_center_code,
        target_account_id,
        company_code,
        fiscal_year,
        fiscal_period,
        'computed' as basis,
        allocation_side,
        data_class,
        driver_name,
        driver_value,
        share,
        allocated_amount
    from computed
)

select
    every_row.pool_code,
    every_row.source_cost_center_code,
    every_row.source_account_id,
    every_row.target_cost_center_code,
    every_row.target_account_id,
    every_row.fiscal_year,
    every_row.fiscal_period,
    every_row.basis,
    coalesce(pools.pool_name, every_row.pool_code) as pool_name,
    every_row.company_code,
    companies.company_currency_code,
    company_periods.end_date as fiscal_period_end_date,
    every_row.allocation_side,
    every_row.data_class,
    every_row.driver_name,
    cast(every_row.driver_value as numeric(28, 8)) as driver_value,
    cast(every_row.share as numeric(28, 8)) as share,
    cast(every_row.allocated_amount as numeric(28, 4)) as allocated_amount,
    {{ group_currency_code() }} as group_currency_code,
    {{ group_amount('every_row.allocated_amount') }} as allocated_amount_group
from every_row
left join pools on every_row.pool_code = pools.pool_code
left join companies on every_row.company_code = companies.company_code
left join company_periods
    on every_row.company_code = company_periods.company_code
    and every_row.fiscal_year = company_periods.fiscal_year
    and every_row.fiscal_period = company_periods.fiscal_period
{{ join_group_rates('companies.company_currency_code', 'company_periods.end_date', 'company_periods.end_date') }}
