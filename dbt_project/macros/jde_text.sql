{# Text as people write it: without padding, and null where JDE holds a blank. Key parts are coalesce(trim(), ''): their blank is a value, null or not. #}
{% macro jde_text(column) -%}
    nullif(trim({{ column }}), '')
{%- endmacro %}

{# A JDE number that identifies something (order, address book, item): 0 and null mean none. #}
{% macro jde_id(column) -%}
    cast(nullif({{ column }}, 0) as bigint)
{%- endmacro %}
