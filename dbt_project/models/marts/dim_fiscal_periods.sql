{% set periods = range(1, 15) %}

with patterns as (
    select * from {{ ref('stg_jde__fiscal_date_patterns') }}
    where not is_deleted
),

-- the fiscal quarter in F0008's key is obsolete; a year that has several rows keeps the first
years as (
    select
        patterns.*,
        row_number() over (
            partition by patterns.date_pattern_code, patterns.fiscal_year
            order by patterns.fiscal_quarter_code, patterns.fiscal_year_start_date desc nulls last
        ) as year_rank
    from patterns
    where patterns.fiscal_year_start_date is not null
),

stated as (
    {% for period in periods %}
    select
        years.date_pattern_code,
        years.fiscal_year,
        {{ period }} as fiscal_period,
        years.fiscal_year_start_date,
        years.period_{{ '%02d' % period }}_end_date as stated_end_date
    from years
    where years.year_rank = 1
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- a period without an end date, or with one before its predecessor's, is an adjustment period on the last day reached
ended as (
    select
        stated.*,
        max(stated.stated_end_date) over (
            partition by stated.date_pattern_code, stated.fiscal_year
            order by stated.fiscal_period
            rows between unbounded preceding and current row
        ) as end_date
    from stated
),

started as (
    select
        ended.*,
        coalesce(
            lag(ended.end_date) over (
                partition by ended.date_pattern_code, ended.fiscal_year
                order by ended.fiscal_period
            ) + 1,
            ended.fiscal_year_start_date
        ) as start_date
    from ended
),

flagged as (
    select
        started.*,
        coalesce(started.start_date > started.end_date, true) as is_adjustment
    from started
)

select
    date_pattern_code,
    fiscal_year,
    fiscal_period,
    'FY' || cast(fiscal_year + {{ fiscal_year_label_offset('date_pattern_code') }} as {{ dbt.type_string() }})
        as fiscal_year_label,
    case
        when is_adjustment or fiscal_period > 9 then 4
        when fiscal_period > 6 then 3
        when fiscal_period > 3 then 2
        else 1
    end as fiscal_quarter,
    case when is_adjustment then end_date else start_date end as start_date,
    end_date,
    fiscal_year_start_date,
    max(end_date) over (partition by date_pattern_code, fiscal_year) as fiscal_year_end_date,
    cast(case when is_adjustment then 0 else end_date - start_date + 1 end as integer) as days_in_period,
    is_adjustment
from flagged
where end_date is not null
