with items as (
    select * from {{ ref('stg_jde__items') }}
    where not is_deleted
),

-- every number that purchasing names, and 0, which stands for none
numbers as (
    select item_number from items
    union
    select item_number from {{ ref('stg_jde__purchase_order_lines') }} where item_number is not null and not is_deleted
    union
    select item_number from {{ ref('stg_jde__purchase_order_receipts') }} where item_number is not null and not is_deleted
    union
    select cast(0 as bigint) as item_number
),

codes as (
    select * from {{ ref('stg_jde__user_defined_codes') }}
    where not is_deleted and product_code = '41'
)

select
    numbers.item_number,
    coalesce(items.item_code, cast(numbers.item_number as {{ dbt.type_string() }})) as item_code,
    case
        when numbers.item_number = 0 then 'No item'
        else coalesce(items.item_description, 'Unknown item ' || cast(numbers.item_number as {{ dbt.type_string() }}))
    end as item_description,
    items.item_description_2,
    items.alternate_item_code,
    items.item_number is not null as is_in_master,
    items.stocking_type_code,
    items.line_type_code,
    items.gl_class_code,
    items.unit_of_measure_code,
    items.purchasing_unit_of_measure_code,
    items.abc_code,
    items.buyer_number,
    {% for kind, list in [('sales', 'S'), ('purchasing', 'P')] %}
    {% set outer = loop %}
    {% for code in range(1, 6) %}
    {% set name = kind ~ '_category_code_' ~ '%02d' % code %}
    items.{{ name }},
    coalesce({{ kind }}_{{ code }}.code_name, items.{{ name }}) as {{ name }}_name{{ ',' if not (outer.last and loop.last) }}
    {% endfor %}
    {% endfor %}
from numbers
left join items on numbers.item_number = items.item_number
{% for kind, list in [('sales', 'S'), ('purchasing', 'P')] %}
{% for code in range(1, 6) %}
left join codes as {{ kind }}_{{ code }}
    on items.{{ kind }}_category_code_{{ '%02d' % code }} = {{ kind }}_{{ code }}.code
    and {{ kind }}_{{ code }}.code_type = '{{ list }}{{ code }}'
{% endfor %}
{% endfor %}
