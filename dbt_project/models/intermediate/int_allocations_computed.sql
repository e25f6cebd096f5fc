with pools as (
    select * from {{ ref('allocation_pools') }}
),

entries as (
    select * from {{ ref('fct_gl_entries') }}
    where ledger_role = 'actual'
),

booked as (
    select * from {{ ref('int_allocation_lines_booked') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

driver_values as (
    select * from {{ ref('int_allocation_driver_values') }}
    where driver_value > 0
),

-- the cost before anything was booked out of it
sources as (
    select
        pools.pool_code,
        pools.company_code,
        pools.source_cost_center_code,
        entries.account_id,
        max(entries.data_class) as data_class,
        max(entries.object_account) as object_account,
        max(pools.target_object_account) as target_object_account,
        entries.fiscal_year,
        entries.fiscal_period,
        sum(entries.amount) as source_amount
    from entries
    inner join pools
        on entries.company_code = pools.company_code
        and entries.cost_center_code = pools.source_cost_center_code
        and entries.object_account >= pools.object_from
        and left(entries.object_account, length(pools.object_to)) <= pools.object_to
    where not exists (
        select 1 from booked
        where
            booked.document_type_code = entries.document_type_code
            and booked.document_number = entries.document_number
            and booked.document_company_code = entries.document_company_code
            and booked.gl_date = entries.gl_date
            and booked.journal_line_number = entries.journal_line_number
            and booked.ledger_type_code = entries.ledger_type_code
            and booked.line_extension_code = entries.line_extension_code
    )
    group by
        pools.pool_code, pools.company_code, pools.source_cost_center_code, entries.account_id, entries.fiscal_year,
        entries.fiscal_period
),

weighed as (
    select
        sources.*,
        driver_values.driver_name,
        driver_values.cost_center_code as target_cost_center_code,
        driver_values.driver_value,
        sum(driver_values.driver_value) over (
            partition by sources.pool_code, sources.account_id, sources.fiscal_year, sources.fiscal_period
        ) as driver_total,
        coalesce(companies.company_currency_decimals, 2) as currency_decimals
    from sources
    inner join driver_values
        on sources.pool_code = driver_values.pool_code
        and sources.fiscal_year = driver_values.fiscal_year
        and sources.fiscal_period = driver_values.fiscal_period
    left join companies on sources.company_code = companies.company_code
),

shared as (
    select
        weighed.*,
        case currency_decimals
            {% for decimals in [0, 3, 2] %}
            {{ 'when ' ~ decimals ~ ' then' if not loop.last else 'else' }} {{ share_amount(
                'source_amount', 'driver_value', 'driver_total', 'pool_code, account_id, fiscal_year, fiscal_period',
                'target_cost_center_code', decimals
            ) }}
            {% endfor %}
        end as allocated_amount,
        -- eight places, as a share of ten thousand
        {{ share_amount(
            'cast(10000 as numeric(28, 4))', 'driver_value', 'driver_total',
            'pool_code, account_id, fiscal_year, fiscal_period', 'target_cost_center_code', 4
        ) }} as ten_thousandths
    from weighed
)

select
    shared.pool_code,
    shared.source_cost_center_code,
    shared.account_id as source_account_id,
    shared.target_cost_center_code,
    coalesce(accounts.account_id, '') as target_account_id,
    shared.company_code,
    shared.fiscal_year,
    shared.fiscal_period,
    'in' as allocation_side,
    shared.data_class,
    shared.driver_name,
    shared.driver_value,
    cast(shared.ten_thousandths * 0.0001 as numeric(28, 8)) as share,
    cast(shared.allocated_amount as numeric(28, 4)) as allocated_amount
from shared
left join accounts
    on shared.target_cost_center_code = accounts.cost_center_code
    and coalesce(nullif(shared.target_object_account, ''), shared.object_account) = accounts.object_account
    and accounts.subsidiary = ''
    -- an account that was deleted and made again keeps a member by its old number, which would take the amount twice
    and accounts.is_in_master

union all

select
    sources.pool_code,
    sources.source_cost_center_code,
    sources.account_id as source_account_id,
    sources.source_cost_center_code as target_cost_center_code,
    sources.account_id as target_account_id,
    sources.company_code,
    sources.fiscal_year,
    sources.fiscal_period,
    'out' as allocation_side,
    sources.data_class,
    null as driver_name,
    null as driver_value,
    null as share,
    cast(-sources.source_amount as numeric(28, 4)) as allocated_amount
from sources
where exists (
    select 1 from driver_values
    where
        driver_values.pool_code = sources.pool_code
        and driver_values.fiscal_year = sources.fiscal_year
        and driver_values.fiscal_period = sources.fiscal_period
)
