{# Groups of rows whose amounts do not sum to exactly zero. #}
{% test nets_to_zero(model, amount, by) %}
    select
        {{ by | join(', ') }},
        sum({{ amount }}) as total
    from {{ model }}
    group by {{ by | join(', ') }}
    having sum({{ amount }}) <> 0
{% endtest %}
