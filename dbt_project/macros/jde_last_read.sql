{# When the loader last read a table to the end. Quiet tables write no row, so freshness asks the loader's log, not the rows. #}
{% macro jde_last_read(table_name) -%}
    select max(jde_loads.finished_at)
    from {{ source('raw_jde', 'jde_loads') }} as jde_loads
    where jde_loads.outcome = 'ok' and jde_loads.table_name = '{{ table_name }}'
{%- endmacro %}
