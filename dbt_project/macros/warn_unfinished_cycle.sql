{#
  At the start of a run (on-run-start): a warning for every table whose last load failed, since what is built from it is
  older than the rest. They are built all the same, from the last good rows that raw holds. As for `jde-loader status`, a
  reconciliation is no load: one that fails has taken nothing away, and one that succeeds does not make up for a failed run.
#}
{% macro warn_unfinished_cycle() -%}
    {%- set log = source('raw_jde', 'jde_loads') -%}
    {%- if execute and flags.WHICH in ('build', 'run') -%}
        {%- if adapter.get_relation(database=log.database, schema=log.schema, identifier=log.identifier) is none -%}
            {%- do exceptions.warn('There is no load log in ' ~ log.schema ~ ': run `jde-loader run` first.') -%}
        {%- else -%}
            {%- set unfinished = run_query(
                "select table_name, error from (select table_name, outcome, error, row_number() over ("
                ~ "partition by table_name order by finished_at desc nulls last, run_id desc) as run_rank from " ~ log
                ~ " where strategies <> 'reconcile') as runs where run_rank = 1 and outcome <> 'ok' order by table_name"
            ) -%}
            {%- for row in unfinished.rows -%}
                {%- do exceptions.warn(
                    'The last load of ' ~ row[0] ~ ' did not finish (' ~ (row[1] or 'no reason given')
                    ~ '): models that stand on it are older than the rest.'
                ) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
