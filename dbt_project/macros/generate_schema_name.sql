{# Schemas are named by folder alone (`marts`), or `<prefix>_marts` where JDE_SCHEMA_PREFIX is set. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set prefix = env_var('JDE_SCHEMA_PREFIX', '') | trim -%}
    {%- if custom_schema_name is none -%}
        {{ target.schema }}
    {%- elif prefix -%}
        {{ prefix }}_{{ custom_schema_name | trim }}
    {%- else -%}
        {{ custom_schema_name | trim }}
    {%- endif -%}
{%- endmacro %}
