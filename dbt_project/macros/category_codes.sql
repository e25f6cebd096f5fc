{#
  Names of JDE's category codes. `join_category_codes` joins `user_defined_codes` (the codes of one product, filtered
  beforehand) once per category code: list 01 holds the names of category code 01, and so on.
  `category_code_name` is the name of one of them: the code itself where F0005 does not know it.
#}
{% macro join_category_codes(relation, numbers) -%}
    {%- for number in numbers -%}
    {%- set code = '%02d' % number %}
left join user_defined_codes as category_{{ code }}
    on {{ relation }}.category_code_{{ code }} = category_{{ code }}.code
    and category_{{ code }}.code_type = '{{ code }}'
    {%- endfor -%}
{%- endmacro %}

{% macro category_code_name(relation, number) -%}
    {%- set code = '%02d' % number -%}
    coalesce(category_{{ code }}.code_name, {{ relation }}.category_code_{{ code }})
{%- endmacro %}
