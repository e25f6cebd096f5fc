{% set months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
    'November', 'December'] %}
{% set weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] %}

-- from ten years before the first fiscal year that JDE knows to ten years after the last: due dates and original
-- invoice dates lie outside the fiscal calendar
with bounds as (
    select
        cast({{ dbt.dateadd('year', -10, 'min(fiscal_year_start_date)') }} as date) as first_day,
        cast({{ dbt.dateadd('year', 10, 'max(fiscal_year_end_date)') }} as date) as last_day
    from {{ ref('dim_fiscal_periods') }}
),

numbers as (
    {{ dbt.generate_series(65536) }}
),

days as (
    select
        cast({{ dbt.dateadd('day', 'cast(numbers.generated_number as integer) - 1', 'bounds.first_day') }} as date)
            as date_day
    from numbers
    inner join bounds
        on numbers.generated_number <= bounds.last_day - bounds.first_day + 1
),

parts as (
    select
        date_day,
        cast(extract(year from date_day) as integer) as calendar_year,
        cast(extract(month from date_day) as integer) as calendar_month,
        cast(extract(day from date_day) as integer) as day_of_month,
        cast(extract(isodow from date_day) as integer) as day_of_week
    from days
),

business_date as (
    select {{ as_of_date() }} as date_day
)

select
    parts.date_day,
    parts.calendar_year,
    cast((calendar_month - 1 - mod(calendar_month - 1, 3)) / 3 + 1 as integer) as calendar_quarter,
    calendar_month,
    case calendar_month
        {% for month in months %}
        when {{ loop.index }} then '{{ month }}'
        {% endfor %}
    end as calendar_month_name,
    cast({{ dbt.date_trunc('month', 'parts.date_day') }} as date) as month_start_date,
    day_of_month,
    day_of_week,
    case day_of_week
        {% for weekday in weekdays %}
        when {{ loop.index }} then '{{ weekday }}'
        {% endfor %}
    end as day_name,
    day_of_week > 5 as is_weekend,
    cast(
        12 * (extract(year from business_date.date_day) - parts.calendar_year)
        + extract(month from business_date.date_day) - parts.calendar_month as integer
    ) as months_ago
from parts
cross join business_date
