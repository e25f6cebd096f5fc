{#
  At the end of a build (on-run-end): one row in trust_builds when the trust marts were part of it and nothing failed. Its
  `finished_at` tells Looker that there is something new to show; a build that failed or left the tie-outs out tells
  nothing, and the dashboards keep what they have.
#}
{% macro record_build(results) -%}
    {%- set trust_builds = ref('trust_builds') -%}
    {%- set jde_loads = source('raw_jde', 'jde_loads') -%}
    {%- if execute and flags.WHICH == 'build' -%}
        {%- set count = namespace(models=0, tests=0, warnings=0, failures=0, tie_outs=0, builds=0) -%}
        {%- for result in results -%}
            {%- if result.status in ('error', 'fail', 'skipped', 'runtime error') -%}
                {%- set count.failures = count.failures + 1 -%}
            {%- elif result.status == 'warn' -%}
                {%- set count.warnings = count.warnings + 1 -%}
            {%- endif -%}
            {%- if result.node.resource_type in ('test', 'unit_test') -%}
                {%- set count.tests = count.tests + 1 -%}
            {%- elif result.node.resource_type in ('model', 'snapshot') -%}
                {%- set count.models = count.models + 1 -%}
            {%- endif -%}
            {%- if result.node.name == 'trust_tie_outs' -%}{%- set count.tie_outs = 1 -%}{%- endif -%}
            {%- if result.node.name == 'trust_builds' -%}{%- set count.builds = 1 -%}{%- endif -%}
        {%- endfor -%}
        {%- if count.failures == 0 and count.tie_outs and count.builds -%}
            {%- set finished_at = modules.datetime.datetime.now(modules.pytz.utc) -%}
    insert into {{ trust_builds }} (
        invocation_id, load_id, business_date, started_at, finished_at, model_count, test_count, warning_count
    )
    select
        '{{ invocation_id }}',
        max(jde_loads.load_id),
        max(jde_loads.business_date),
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f") }}' as {{ dbt.type_timestamp() }}),
        cast('{{ finished_at.strftime("%Y-%m-%d %H:%M:%S.%f") }}' as {{ dbt.type_timestamp() }}),
        {{ count.models }},
        {{ count.tests }},
        {{ count.warnings }}
    from {{ jde_loads }} as jde_loads
    where jde_loads.outcome = 'ok'
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
