{#
  A CYYDDD date and an HHMMSS time (leading zeros lost: 3005 is 00:30:05) as a timestamp on the clock of the JDE server,
  which carries no time zone. Null where the date is no day; midnight where the time is null or no time of day
  (236100, 246060, negatives), since JDE itself writes 0 for midnight and for unknown.
#}
{% macro jde_timestamp(date_column, time_column) -%}
    {{ dbt.dateadd('second', jde_seconds(time_column), 'cast(' ~ jde_date(date_column) ~ ' as ' ~ dbt.type_timestamp() ~ ')') }}
{%- endmacro %}

{# Seconds after midnight of an HHMMSS number, 0 where it is null or no time of day. #}
{% macro jde_seconds(time_column) -%}
    case
        when {{ time_column }} between 1 and 235959
            and mod({{ time_column }}, 10000) < 6000
            and mod({{ time_column }}, 100) < 60
            then cast(
                ({{ time_column }} - mod({{ time_column }}, 10000)) / 10000 * 3600
                + (mod({{ time_column }}, 10000) - mod({{ time_column }}, 100)) / 100 * 60
                + mod({{ time_column }}, 100) as integer
            )
        else 0
    end
{%- endmacro %}
