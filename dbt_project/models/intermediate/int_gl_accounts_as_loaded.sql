with accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

last_load as (
    select cast(max(finished_at) as {{ dbt.type_timestamp() }}) as seen_at
    from {{ source('raw_jde', 'jde_loads') }}
    where outcome = 'ok'
)

select
    accounts.*,
    account_number || '|' || account_name || '|' || company_code || '|' || account_type || '|' || account_group
    || '|' || data_class || '|' || coalesce(posting_edit_code, '') || '|' || coalesce(parent_object_account, '')
    {%- for code in range(1, 21) %}
    || '|' || coalesce(category_code_{{ '%02d' % code }}, '')
    {%- endfor %} as row_state,
    last_load.seen_at
from accounts
cross join last_load
