{#
  How a fact that grows follows the load: whatever belongs to a changed key (an order, a document, a payment) leaves the fact
  and comes again as it is now, or not at all.

  A model says in its config which keys those are (`meta: {changed_keys: int_changed_orders}`) and by which columns
  (`unique_key`), and keeps its inputs to them with `is_changed`.
#}
{% macro get_incremental_rebuild_changed_sql(arg_dict) -%}
    {%- set columns = get_quoted_csv(arg_dict['dest_columns'] | map(attribute='name')) -%}
    delete from {{ arg_dict['target_relation'] }}
    where {{ is_changed(ref(config.get('meta')['changed_keys']), arg_dict['target_relation'].identifier) }};

    insert into {{ arg_dict['target_relation'] }} ({{ columns }})
    select {{ columns }} from {{ arg_dict['temp_relation'] }}
{%- endmacro %}

{# Whether a row of `relation` belongs to a changed key; every row does when the model is built anew. #}
{% macro is_changed(changed, relation) -%}
    {%- if is_incremental() -%}
    exists (
        select 1 from {{ changed }} as changed
        where
            {%- for column in config.get('unique_key') %}
            {{ 'and ' if not loop.first }}changed.{{ column }} = {{ relation }}.{{ column }}
            {%- endfor %}
    )
    {%- else -%}
    true
    {%- endif -%}
{%- endmacro %}
