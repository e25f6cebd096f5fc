{% set group_currency = var('group_currency_code', '') %}

with fractions as (
    select * from {{ ref('int_exchange_rates_as_fractions') }}
    where has_rate
),

-- a pair that JDE holds only the other way round is used in reverse
pairs as (
    select
        from_currency_code as currency_code,
        1 as preference,
        effective_date,
        numerator,
        denominator
    from fractions
    where to_currency_code = '{{ group_currency }}' and from_currency_code <> '{{ group_currency }}'

    union all

    select
        to_currency_code as currency_code,
        2 as preference,
        effective_date,
        denominator as numerator,
        numerator as denominator
    from fractions
    where from_currency_code = '{{ group_currency }}' and to_currency_code <> '{{ group_currency }}'

    union all

    select
        currency_code,
        preference,
        effective_date,
        numerator,
        denominator
    from {{ ref('int_exchange_rates_triangulated') }}
),

days as (
    select date_day from {{ ref('dim_dates') }}
    union
    select effective_date as date_day from pairs
),

currencies as (
    select distinct
        currency_code,
        preference
    from pairs
),

-- the last rate that began on the day or before
in_force as (
    select
        currencies.currency_code,
        currencies.preference,
        days.date_day,
        max(pairs.effective_date) over (
            partition by currencies.currency_code, currencies.preference
            order by days.date_day
            rows between unbounded preceding and current row
        ) as effective_date
    from days
    cross join currencies
    left join pairs
        on currencies.currency_code = pairs.currency_code
        and currencies.preference = pairs.preference
        and days.date_day = pairs.effective_date
),

ranked as (
    select
        in_force.currency_code,
        in_force.date_day,
        pairs.effective_date,
        pairs.numerator,
        pairs.denominator,
        row_number() over (
            partition by in_force.currency_code, in_force.date_day
            order by in_force.preference
        ) as choice
    from in_force
    inner join pairs
        on in_force.currency_code = pairs.currency_code
        and in_force.preference = pairs.preference
        and in_force.effective_date = pairs.effective_date

    union all

    select
        '{{ group_currency }}' as currency_code,
        date_day,
        date_day as effective_date,
        1 as numerator,
        1 as denominator,
        1 as choice
    from days
),

group_currency as (
    select coalesce(max(currency_decimals), 2) as currency_decimals
    from {{ ref('stg_jde__currencies') }}
    where currency_code = '{{ group_currency }}' and not is_deleted
)

select
    ranked.currency_code,
    ranked.date_day,
    ranked.effective_date,
    cast(ranked.numerator * {{ units_per_whole('group_currency.currency_decimals') }} as numeric(28, 8)) as multiplier,
    cast(ranked.denominator as numeric(28, 8)) as divisor,
    cast({{ unit_of('group_currency.currency_decimals') }} as numeric(5, 4)) as smallest_unit
from ranked
cross join group_currency
where ranked.choice = 1
