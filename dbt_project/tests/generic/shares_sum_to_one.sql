{# Groups of rows whose shares do not sum to one; rows without a share do not count. #}
{% test shares_sum_to_one(model, share, by, condition='true') %}
    select
        {{ by | join(', ') }},
        sum({{ share }}) as total
    from {{ model }}
    where {{ share }} is not null and {{ condition }}
    group by {{ by | join(', ') }}
    having abs(sum({{ share }}) - 1) > 0.000000001
{% endtest %}
