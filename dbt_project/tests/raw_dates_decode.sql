{{ config(severity='warn') }}
{#
  Raw dates that are neither empty nor a day: they are null from staging on, so this counts them. The loader holds such rows
  back; rows that another tool copied may have them.
#}
{% set columns = [] %}
{% if execute %}
    {% for table in graph.sources.values() if table.source_name == 'raw_jde' and (
        not table.config.meta.get('jde', {}).get('on_request')
        or adapter.get_relation(database=table.database, schema=table.schema, identifier=table.identifier)
    ) %}
        {% for column in table.columns.values() if column.config.meta.get('jde', {}).get('type') == 'date' %}
            {% do columns.append((table, column.name)) %}
        {% endfor %}
    {% endfor %}
{% endif %}

{% for table, column in columns %}
select
    '{{ table.name }}' as table_name,
    '{{ column }}' as column_name,
    count(*) as row_count
from {{ adapter.Relation.create(database=table.database, schema=table.schema, identifier=table.identifier) }} as raw_table
where raw_table.{{ column }} <> 0 and {{ jde_date('raw_table.' ~ column) }} is null
having count(*) > 0
{{ 'union all' if not loop.last }}
{% endfor %}
