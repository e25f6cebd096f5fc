{#
  Values of `column` that the model `used_in` holds and this model does not: what a seed leaves uncovered.
  used_in: a relation; used_column: its column, if it has another name; condition: which rows of it count.
#}
{% test covers(model, column, used_in, used_column=none, condition='true') %}
    select
        used.value,
        count(*) as row_count
    from (
        select {{ used_column or column }} as value
        from {{ used_in }}
        where {{ condition }}
    ) as used
    where not exists (
        select 1 from {{ model }} as covering
        where covering.{{ column }} = used.value
    )
    group by used.value
{% endtest %}
