{#
  The columns that end every staging model: is_deleted, updated_at, updated_by, loaded_at, _dlt_load_id.
  A row that JDE deleted or gave a new key leaves the marts; a row that JDE purged stays as history.
  `date` and `time` are the table's update stamp; F40205 and F0909 have none.
#}
{% macro jde_audit_columns(date='upmj', time='upmt') -%}
    source._jde_deleted_at is not null
        and coalesce(source._jde_deleted_reason, 'deleted') <> 'purged' as is_deleted,
    {%- if date %}
        {{ jde_timestamp('source.' ~ date, 'source.' ~ time) }} as updated_at,
        trim(source.user) as updated_by,
    {%- endif %}
        source._jde_extracted_at as loaded_at,
        source._dlt_load_id
{%- endmacro %}
