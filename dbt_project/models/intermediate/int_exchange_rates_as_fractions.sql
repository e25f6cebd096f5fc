{% set rate_type = var('group_rate_type', '') %}

with stated as (
    {% if var('exchange_rate_source', 'F0015') == 'F0015' %}
    select
        from_currency_code,
        to_currency_code,
        effective_date,
        multiplier,
        divisor,
        triangulation_currency_code,
        -- what F0015 leaves open the General Accounting Constants say (F0009), which are not loaded
        coalesce(conversion_method_code, '{{ var("group_rate_method", "Y") }}') as conversion_method_code
    from {{ ref('stg_jde__exchange_rates') }}
    where
        not is_deleted
        and address_number = 0
        and rate_type_code = '{{ rate_type }}'
    {% else %}
    select
        from_currency_code,
        to_currency_code,
        effective_date,
        rate as multiplier,
        rate as divisor,
        cast(null as {{ dbt.type_string() }}) as triangulation_currency_code,
        conversion_method_code
    from {{ ref('exchange_rates') }}
    where coalesce(rate_type_code, '') = '{{ rate_type }}'
    {% endif %}
),

-- the method decides between the two rates; where that one is empty, the other is the rate
chosen as (
    select
        stated.*,
        case
            when conversion_method_code = 'Z' then coalesce(divisor, 0) > 0
            else coalesce(multiplier, 0) <= 0
        end as is_divided,
        coalesce(multiplier, 0) > 0 or coalesce(divisor, 0) > 0 as has_rate
    from stated
)

select
    from_currency_code,
    to_currency_code,
    effective_date,
    lead(effective_date) over (
        partition by from_currency_code, to_currency_code order by effective_date
    ) as next_effective_date,
    has_rate,
    -- a row with a rate of its own needs no third currency
    case when not has_rate then triangulation_currency_code end as triangulation_currency_code,
    cast(case when not has_rate then null when is_divided then 1 else multiplier end as numeric(28, 8)) as numerator,
    cast(case when not has_rate then null when is_divided then divisor else 1 end as numeric(28, 8)) as denominator
from chosen
where has_rate or triangulation_currency_code is not null
