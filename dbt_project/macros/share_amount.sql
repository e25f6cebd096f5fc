{#
  The part of `amount` that falls to this row by `weight`, exact to the last unit: parts are rounded to `decimals` places and
  whatever rounding leaves goes to the row with the largest weight, so that the parts of a partition always sum to `amount`.
  Where the weights sum to zero that row gets everything. No floating point on any engine.

  amount, weight, total_weight: numeric expressions; amount and total_weight are the same on every row of the partition.
  decimals: a number, or a column with the decimals of the amount's currency (null counts as 2).
  partition_by: what shares one amount; order_by: breaks ties between equal weights, and must be unique in the partition.
#}
{% macro share_amount(amount, weight, total_weight, partition_by, order_by, decimals=2) -%}
    {%- set rounded = rounded_share(amount, weight, total_weight, decimals) -%}
    cast(
        {{ rounded }} + case
            when row_number() over (
                partition by {{ partition_by }} order by abs({{ weight }}) desc nulls last, {{ order_by }}
            ) = 1
                then {{ amount }} - sum({{ rounded }}) over (partition by {{ partition_by }})
            else 0
        end as numeric(28, 4)
    )
{%- endmacro %}

{# amount * weight / total_weight rounded half away from zero; 0 where total_weight is 0. Weights keep eight places. #}
{% macro rounded_share(amount, weight, total_weight, decimals=2) -%}
    {%- set product = '(' ~ amount ~ ') * ' ~ units_per_whole(decimals) ~ ' * (' ~ weight ~ ')' -%}
    {%- set doubled = '2 * ' ~ product ~ ' + sign(' ~ product ~ ') * abs(' ~ total_weight ~ ')' -%}
    coalesce({{ whole_quotient(doubled, '2 * nullif(' ~ total_weight ~ ', 0)') }} * {{ unit_of(decimals) }}, 0)
{%- endmacro %}

{# How many of the smallest units make 1 (100 cents), and the smallest unit (0.01), for a number or a column of decimals. #}
{% macro units_per_whole(decimals) -%}
    {%- if decimals is number -%}
        1{{ '0' * decimals }}
    {%- else -%}
        case coalesce({{ decimals }}, 2)
            {%- for places in range(5) %} when {{ places }} then 1{{ '0' * places }}{% endfor -%}
        {{ ' ' }}end
    {%- endif -%}
{%- endmacro %}

{% macro unit_of(decimals) -%}
    {{ power_of_ten(decimals) if decimals is number else power_of_ten_of(decimals) }}
{%- endmacro %}

{# a / b without what is behind the point, exact. Dispatched: DuckDB divides decimals as doubles, so it divides 128-bit whole numbers. #}
{% macro whole_quotient(a, b) -%}
    {{ adapter.dispatch('whole_quotient', 'jde_looker')(a, b) }}
{%- endmacro %}

{% macro default__whole_quotient(a, b) -%}
    trunc(({{ a }}) / ({{ b }}))
{%- endmacro %}

{% macro postgres__whole_quotient(a, b) -%}
    div({{ a }}, {{ b }})
{%- endmacro %}

{% macro duckdb__whole_quotient(a, b) -%}
    cast({{ duckdb__hundred_millionths(a) }} // {{ duckdb__hundred_millionths(b) }} as decimal(28, 0))
{%- endmacro %}

{# What stands before the point goes on its own: times 100000000, a decimal with places overflows at the yen of a large order. #}
{% macro duckdb__hundred_millionths(number) -%}
    (cast(trunc({{ number }}) as hugeint) * 100000000 + cast(({{ number }} - trunc({{ number }})) * 100000000 as hugeint))
{%- endmacro %}
