{#
  At the start of a run that is to build the tie-outs (on-run-start): a row in trust_builds without an end. It stays when the
  run fails, even before the tie-outs, or is killed: nothing goes to Looker until a later build ends green.
#}
{% macro announce_build() -%}
    {%- set trust_builds = ref('trust_builds') -%}
    {%- if
        execute and flags.WHICH in ('build', 'run') and 'model.jde_looker.trust_tie_outs' in selected_resources
        and load_relation(trust_builds) is not none
    -%}
        {%- call statement(auto_begin=True) -%}
    insert into {{ trust_builds }} (invocation_id, started_at)
    values ('{{ invocation_id }}', {{ utc_timestamp(run_started_at) }})
        {%- endcall -%}
        {#- what the hooks of a start have written dbt rolls back -#}
        {%- do adapter.commit() -%}
    {%- endif -%}
{%- endmacro %}

{#
  At the end of a build (on-run-end): that row gets its end when the trust marts were part of the build and nothing failed. Its
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
    delete from {{ trust_builds }} where invocation_id = '{{ invocation_id }}';

    insert into {{ trust_builds }} (
        invocation_id, load_id, business_date, started_at, finished_at, model_count, test_count, warning_count
    )
    select
        '{{ invocation_id }}',
        max(jde_loads.load_id),
        max(jde_loads.business_date),
        {{ utc_timestamp(run_started_at) }},
        {{ utc_timestamp(modules.datetime.datetime.now(modules.pytz.utc)) }},
        {{ count.models }},
        {{ count.tests }},
        {{ count.warnings }}
    from {{ jde_loads }} as jde_loads
    where jde_loads.outcome = 'ok'
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{% macro utc_timestamp(moment) -%}
    cast('{{ moment.strftime("%Y-%m-%d %H:%M:%S.%f") }}' as {{ dbt.type_timestamp() }})
{%- endmacro %}
