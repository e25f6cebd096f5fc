{#
  Of a large raw table, the rows that a load brought since this model was last built; all of them when it is built anew. Raw
  keeps deleted rows, marked under a new load id, so nothing else can change.
#}
{% macro where_newer_than_held() -%}
    {%- if is_incremental() -%}
    where _dlt_load_id > (select coalesce(max(held._dlt_load_id), '') from {{ this }} as held)
    {%- endif -%}
{%- endmacro %}
