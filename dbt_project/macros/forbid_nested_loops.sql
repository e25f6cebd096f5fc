{#
  Pre-hook of every model. PostgreSQL takes the parts of a JDE key for independent of each other, so it expects one row of a
  join over three of them and then loops over all rows for each row. Joins of whole tables are always better hashed.
#}
{% macro forbid_nested_loops() -%}
    {{ adapter.dispatch('forbid_nested_loops', 'jde_looker')() }}
{%- endmacro %}

{% macro default__forbid_nested_loops() -%}
{%- endmacro %}

{% macro postgres__forbid_nested_loops() -%}
    set local enable_nestloop = off
{%- endmacro %}
