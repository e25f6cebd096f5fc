{#
  What `fiscal_year_label` adds to JDE's fiscal year, which is the calendar year in which period 1 ends: many companies name
  October 2008 to September 2009 after its end, which is offset 1. Var `fiscal_year_label_offset` is one number for every
  date pattern, or a number by pattern: `{O: 1}`; a pattern that it does not name has 0.
#}
{% macro fiscal_year_label_offset(date_pattern_code) -%}
    {%- set offset = var('fiscal_year_label_offset', 0) -%}
    {%- if offset is mapping -%}
        case {{ date_pattern_code }}
            {%- for pattern, years in offset.items() %}
            when '{{ pattern }}' then {{ years | int }}
            {%- endfor %}
            else 0
        end
    {%- else -%}
        {{ offset | int }}
    {%- endif -%}
{%- endmacro %}
