{# The day that ages are counted to: var `as_of_date`, else the business date of the last finished load. Never the wall clock. #}
{% macro as_of_date() -%}
    {%- if var('as_of_date') -%}
        cast('{{ var("as_of_date") }}' as date)
    {%- else -%}
        {{ latest_business_date() }}
    {%- endif -%}
{%- endmacro %}

{# The JDE server's day at the last finished load, as a scalar subquery. #}
{% macro latest_business_date() -%}
    (
        select max(jde_loads.business_date)
        from {{ source('raw_jde', 'jde_loads') }} as jde_loads
        where jde_loads.outcome = 'ok'
    )
{%- endmacro %}
