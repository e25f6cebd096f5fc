with cost_centers as (
    select * from {{ ref('dim_cost_centers') }}
),

last_load as (
    select cast(max(finished_at) as {{ dbt.type_timestamp() }}) as seen_at
    from {{ source('raw_jde', 'jde_loads') }}
    where outcome = 'ok'
)

select
    cost_centers.*,
    coalesce(cost_center_name, '') || '|' || coalesce(company_code, '') || '|'
    || coalesce(cost_center_type_code, '') || '|' || coalesce(cast(manager_number as {{ dbt.type_string() }}), '')
    {%- for code in range(1, 31) %}
    || '|' || coalesce(category_code_{{ '%02d' % code }}, '')
    {%- endfor %} as row_state,
    last_load.seen_at
from cost_centers
cross join last_load
