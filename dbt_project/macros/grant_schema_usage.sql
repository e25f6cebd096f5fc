{#
  On-run-end: lets Looker's role (var reader_role or JDE_READER_ROLE) into the schemas of marts and trust. `+grants` gives it
  select on their tables, which on most engines is worth nothing without usage on the schema.
#}
{% macro grant_schema_usage(schemas) -%}
    {%- set role = var('reader_role', env_var('JDE_READER_ROLE', '')) -%}
    {%- if execute and role -%}
        {{ adapter.dispatch('grant_schema_usage', 'jde_looker')(schemas, role) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__grant_schema_usage(schemas, role) -%}
    {%- for schema in schemas if schema.split('_') | last in ('marts', 'trust') %}
    grant usage on schema {{ schema }} to {{ role }};
    {%- endfor -%}
{%- endmacro %}

{# DuckDB has no users, BigQuery grants on data sets outside SQL. #}
{% macro duckdb__grant_schema_usage(schemas, role) -%}
{%- endmacro %}

{% macro bigquery__grant_schema_usage(schemas, role) -%}
{%- endmacro %}
