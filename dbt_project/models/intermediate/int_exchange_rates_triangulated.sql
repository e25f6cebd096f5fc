{% set group_currency = var('group_currency_code', '') %}

with fractions as (
    select * from {{ ref('int_exchange_rates_as_fractions') }}
),

legs as (
    select
        from_currency_code,
        to_currency_code,
        1 as preference,
        effective_date,
        numerator,
        denominator
    from fractions
    where has_rate

    union all

    select
        to_currency_code as from_currency_code,
        from_currency_code as to_currency_code,
        2 as preference,
        effective_date,
        denominator as numerator,
        numerator as denominator
    from fractions
    where has_rate
),

-- pairs with the group currency for which JDE names a third currency in place of a rate
pairs as (
    select
        case when to_currency_code = '{{ group_currency }}' then from_currency_code else to_currency_code end as currency_code,
        case when to_currency_code = '{{ group_currency }}' then 1 else 2 end as preference,
        triangulation_currency_code,
        effective_date,
        next_effective_date
    from fractions
    where triangulation_currency_code is not null and '{{ group_currency }}' in (from_currency_code, to_currency_code)
),

-- the way through the third currency changes on every day on which one of its two rates does
changes as (
    select
        currency_code,
        preference,
        triangulation_currency_code,
        effective_date
    from pairs

    union

    select
        pairs.currency_code,
        pairs.preference,
        pairs.triangulation_currency_code,
        legs.effective_date
    from pairs
    inner join legs
        on (
            (legs.from_currency_code = pairs.currency_code and legs.to_currency_code = pairs.triangulation_currency_code)
            or (legs.from_currency_code = pairs.triangulation_currency_code and legs.to_currency_code = '{{ group_currency }}')
        )
        and legs.effective_date > pairs.effective_date
        and legs.effective_date < coalesce(pairs.next_effective_date, legs.effective_date + 1)
),

{% for name, from_currency, to_currency in [
    ('first_legs', 'changes.currency_code', 'changes.triangulation_currency_code'),
    ('second_legs', 'changes.triangulation_currency_code', "'" ~ group_currency ~ "'"),
] %}
{{ name }} as (
    select
        changes.*,
        legs.numerator,
        legs.denominator,
        row_number() over (
            partition by changes.currency_code, changes.preference, changes.effective_date
            order by legs.effective_date desc, legs.preference
        ) as leg_rank
    from changes
    inner join legs
        on legs.from_currency_code = {{ from_currency }}
        and legs.to_currency_code = {{ to_currency }}
        and legs.effective_date <= changes.effective_date
){{ ',' if not loop.last }}

{% endfor %}
-- a million times both, so that the digits of two rates fit the places of one
select
    first_legs.currency_code,
    first_legs.preference,
    first_legs.effective_date,
    cast(cast(first_legs.numerator * 1000000 as numeric(28, 8)) * cast(second_legs.numerator as numeric(28, 8)) as numeric(28, 8))
        as numerator,
    cast(cast(first_legs.denominator * 1000000 as numeric(28, 8)) * cast(second_legs.denominator as numeric(28, 8)) as numeric(28, 8))
        as denominator
from first_legs
inner join second_legs
    on first_legs.currency_code = second_legs.currency_code
    and first_legs.preference = second_legs.preference
    and first_legs.effective_date = second_legs.effective_date
where first_legs.leg_rank = 1 and second_legs.leg_rank = 1
