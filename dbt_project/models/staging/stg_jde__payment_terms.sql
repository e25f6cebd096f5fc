with

source as (
    select * from {{ source('raw_jde', 'f0014') }}
),

renamed as (
    select
        coalesce(trim(source.ptc), '') as payment_terms_code,
        {{ jde_text('source.ptd') }} as payment_terms_name,
        cast(source.ndtp as integer) as net_days,
        cast(source.dcd as integer) as discount_days,
        {{ jde_number('source.dcp', 'f0014') }} as discount_percent,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
