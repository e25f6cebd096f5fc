with

source as (
    select * from {{ source('raw_jde', 'f0116') }}
),

renamed as (
    select
        cast(source.an8 as bigint) as address_number,
        coalesce({{ jde_date('source.eftb') }}, cast('1900-01-01' as date)) as effective_date,
        {{ jde_text('source.add1') }} as address_line_1,
        {{ jde_text('source.add2') }} as address_line_2,
        {{ jde_text('source.cty1') }} as city,
        {{ jde_text('source.coun') }} as county,
        {{ jde_text('source.adds') }} as state_code,
        {{ jde_text('source.addz') }} as postal_code,
        {{ jde_text('source.ctr') }} as country_code,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
