{#
  A CYYDDD number as a date (C = centuries after 1900, YY = year, DDD = day of the year), from 1900-01-01 to 2199-12-31.
  Null for 0, for null and for whatever is no day: 123366 (2023 has no day 366), 100000, 100367, negatives, seven digits.
#}
{% macro jde_date(column) -%}
    case
        when {{ column }} between 1 and 299366
            and mod({{ column }}, 1000) between 1 and case
                -- 1900 and 2100 are no leap years, 2000 is
                when mod({{ column }}, 4000) < 1000 and {{ column }} >= 1000
                    and {{ column }} not between 200000 and 200999 then 366
                else 365
            end
            then {{ day_of_year(
                'cast((' ~ column ~ ' - mod(' ~ column ~ ', 1000)) / 1000 as integer) + 1900',
                'cast(mod(' ~ column ~ ', 1000) as integer)'
            ) }}
    end
{%- endmacro %}

{# The date of a day's number within a year. Dispatched: text to date is six times slower where make_date exists. #}
{% macro day_of_year(year, day) -%}
    {{ adapter.dispatch('day_of_year', 'jde_looker')(year, day) }}
{%- endmacro %}

{% macro default__day_of_year(year, day) -%}
    {%- set first_day = dbt.concat(['cast(' ~ year ~ ' as ' ~ dbt.type_string() ~ ')', "'-01-01'"]) -%}
    cast({{ dbt.dateadd('day', day ~ ' - 1', 'cast(' ~ first_day ~ ' as date)') }} as date)
{%- endmacro %}

{% macro duckdb__day_of_year(year, day) -%}
    make_date({{ year }}, 1, 1) + ({{ day }} - 1)
{%- endmacro %}

{% macro postgres__day_of_year(year, day) -%}
    make_date({{ year }}, 1, 1) + ({{ day }} - 1)
{%- endmacro %}
