with

source as (
    select * from {{ source('raw_jde', 'f0015') }}
),

renamed as (
    select
        coalesce(trim(source.crcd), '') as from_currency_code,
        coalesce(trim(source.crdc), '') as to_currency_code,
        cast(source.an8 as bigint) as address_number,
        coalesce(trim(source.rttyp), '') as rate_type_code,
        {{ jde_date('source.eft') }} as effective_date,
        {{ jde_text('source.crcm') }} as conversion_method_code,
        {{ jde_text('source.trcr') }} as triangulation_currency_code,
        {{ jde_number('source.crr', 'f0015') }} as multiplier,
        {{ jde_number('source.crrd', 'f0015') }} as divisor,
        {{ jde_text('source.pid') }} as updated_by_program,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
