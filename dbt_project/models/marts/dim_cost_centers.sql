{% set codes = range(1, 31) %}
{% set levels = var('cost_center_hierarchy', [1, 2, 3]) %}

with business_units as (
    select * from {{ ref('stg_jde__business_units') }}
    where not is_deleted
),

-- what F0006 does not hold keeps the facts that name it: through its accounts, on orders, as the header of a voucher
named as (
    {% for model, column in [
        ('accounts', 'cost_center_code'), ('ap_pay_items', 'cost_center_code'),
        ('purchase_order_lines', 'cost_center_code'), ('purchase_order_lines', 'branch_plant_code'),
        ('purchase_order_line_accounts', 'cost_center_code'),
        ('purchase_order_receipts', 'cost_center_code'), ('purchase_order_receipts', 'branch_plant_code'),
    ] %}
    select
        {{ column }} as cost_center_code,
        company_code
    from {{ ref('stg_jde__' ~ model) }}
    where not is_deleted and {{ column }} <> ''

    union
    {% endfor %}

    select
        cost_center_code,
        company_code
    from {{ ref('int_accounts_unknown') }}
    where cost_center_code <> ''
),

unknown as (
    select
        named.cost_center_code,
        max(named.company_code) as company_code
    from named
    where not exists (
        select 1 from business_units
        where business_units.cost_center_code = named.cost_center_code
    )
    group by named.cost_center_code
),

cost_centers as (
    select
        cost_center_code,
        cost_center_name,
        company_code,
        cost_center_type_code,
        level_of_detail,
        posting_edit_code,
        manager_number,
        true as is_in_master,
        {% for code in codes %}
        category_code_{{ '%02d' % code }}{{ ',' if not loop.last }}
        {% endfor %}
    from business_units

    union all

    select
        cost_center_code,
        'Unknown cost centre ' || cost_center_code as cost_center_name,
        company_code,
        null as cost_center_type_code,
        null as level_of_detail,
        null as posting_edit_code,
        null as manager_number,
        false as is_in_master,
        {% for code in codes %}
        null as category_code_{{ '%02d' % code }}{{ ',' if not loop.last }}
        {% endfor %}
    from unknown
),

user_defined_codes as (
    select * from {{ ref('stg_jde__user_defined_codes') }}
    where not is_deleted and product_code = '00'
),

types as (
    select * from user_defined_codes
    where code_type = 'MC'
)

select
    cost_centers.cost_center_code,
    coalesce(cost_centers.cost_center_name, cost_centers.cost_center_code) as cost_center_name,
    cost_centers.company_code,
    cost_centers.cost_center_type_code,
    types.code_name as cost_center_type_name,
    cost_centers.level_of_detail,
    cost_centers.manager_number,
    coalesce(cost_centers.posting_edit_code, '') not in ('N', 'P') as is_open_for_posting,
    cost_centers.is_in_master,
    {% for level in range(4) %}
    {% if level < levels | length %}
    cost_centers.category_code_{{ '%02d' % levels[level] }} as hierarchy_level_{{ level + 1 }}_code,
    {{ category_code_name('cost_centers', levels[level]) }} as hierarchy_level_{{ level + 1 }}_name,
    {% else %}
    cast(null as {{ dbt.type_string() }}) as hierarchy_level_{{ level + 1 }}_code,
    cast(null as {{ dbt.type_string() }}) as hierarchy_level_{{ level + 1 }}_name,
    {% endif %}
    {% endfor %}
    {% for code in codes %}
    cost_centers.category_code_{{ '%02d' % code }},
    {{ category_code_name('cost_centers', code) }} as category_code_{{ '%02d' % code }}_name{{ ',' if not loop.last }}
    {% endfor %}
from cost_centers
left join types on cost_centers.cost_center_type_code = types.code
{{ join_category_codes('cost_centers', codes) }}
