{#
  Whether a row of `model`, one of the large staging tables, came by a load that the last whole build did not know. The
  watermark is written into the SQL as a literal, since engines plan a range over a known value and guess over a subquery.
#}
{% macro is_newly_loaded(model, relation=none) -%}
    {%- set watermarks = ref('int_build_watermarks') -%}
    {%- set built = namespace(version='') -%}
    {%- if execute and load_relation(watermarks) is not none -%}
        {%- for row in run_query(
            "select built_version from " ~ watermarks ~ " where source_name = '" ~ model ~ "'"
        ).rows -%}
            {%- set built.version = row[0] -%}
        {%- endfor -%}
    {%- endif -%}
    {{ relation ~ '.' if relation }}_dlt_load_id > '{{ built.version }}'
{%- endmacro %}

{#
  On-run-end: what was seen counts as built when the run has built every incremental model. A run that failed, or left some
  out, moves nothing: the next one builds the same keys again, which does no harm.
#}
{% macro move_build_watermarks(results) -%}
    {%- set watermarks = ref('int_build_watermarks') -%}
    {%- if execute and flags.WHICH in ('build', 'run') -%}
        {%- set built = results | selectattr('status', 'equalto', 'success') | map(attribute='node.unique_id') | list -%}
        {%- set missing = namespace(count=0) -%}
        {%- for node in graph.nodes.values()
            if node.resource_type == 'model' and node.config.materialized == 'incremental' and node.unique_id not in built -%}
            {%- set missing.count = missing.count + 1 -%}
        {%- endfor -%}
        {%- if missing.count == 0 -%}
    update {{ watermarks }} set built_version = seen_version where built_version <> seen_version
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
