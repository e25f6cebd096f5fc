{#
  Post-hook of tables that others join. A table that was just filled has no statistics on PostgreSQL until its daemon comes
  by, and plans made without them loop over millions of rows; other engines keep statistics themselves.
#}
{% macro refresh_statistics() -%}
    {{ adapter.dispatch('refresh_statistics', 'jde_looker')() }}
{%- endmacro %}

{% macro default__refresh_statistics() -%}
{%- endmacro %}

{% macro postgres__refresh_statistics() -%}
    {%- if config.get('materialized') in ('table', 'incremental', 'seed', 'snapshot') -%}
        analyze {{ this }}
    {%- endif -%}
{%- endmacro %}
