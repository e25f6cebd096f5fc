{#
  The optional group currency: var `group_currency_code`, empty is off. A row has one rate and all of its amounts are
  converted by it, rounded half away from zero to the decimals of the group currency. `join_group_rates` belongs in the
  from clause, `group_amount` and `group_currency_code` in the select. Without a rate the group amount is null.

  Var `group_rate_date` says whose rate: `transaction` that of the row's own day, `period_end` that of the last day of its
  fiscal period, `latest` that of as_of_date. Balances have no day of their own: their day is the period's last.
#}
{% macro group_amount(amount) -%}
    {%- if not var('group_currency_code', '') -%}
        cast(null as numeric(28, 4))
    {%- else -%}
        {%- set product = '(' ~ amount ~ ') * group_rates.multiplier' -%}
        cast({{ whole_quotient(
            '2 * ' ~ product ~ ' + sign(' ~ amount ~ ') * group_rates.divisor', '2 * group_rates.divisor'
        ) }} * group_rates.smallest_unit as numeric(28, 4))
    {%- endif -%}
{%- endmacro %}

{% macro group_currency_code() -%}
    cast({{ "'" ~ var('group_currency_code') ~ "'" if var('group_currency_code', '') else 'null' }} as {{ dbt.type_string() }})
{%- endmacro %}

{% macro join_group_rates(currency, day, period_end) -%}
    {%- if var('group_currency_code', '') -%}
        {%- set rule = var('group_rate_date', 'transaction') -%}
        {%- if rule not in ('transaction', 'period_end', 'latest') -%}
            {{ exceptions.raise_compiler_error('group_rate_date is transaction, period_end or latest, not ' ~ rule) }}
        {%- endif -%}
left join {{ ref('int_group_exchange_rates') }} as group_rates
    on group_rates.currency_code = {{ currency }}
    and group_rates.date_day = {{ as_of_date() if rule == 'latest' else period_end if rule == 'period_end' else day }}
    {%- endif -%}
{%- endmacro %}
