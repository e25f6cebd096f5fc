with

source as (
    select * from {{ source('raw_jde', 'f40205') }}
),

renamed as (
    select
        coalesce(trim(source.lnty), '') as line_type_code,
        {{ jde_text('source.lnds') }} as line_type_name,
        {{ jde_text('source.gli') }} as gl_interface_code,
        {{ jde_text('source.ivi') }} as inventory_interface_code,
        {{ jde_text('source.glc') }} as gl_offset_code,
        coalesce(trim(source.api) in ('Y', '1'), false) as writes_ap,
        coalesce(trim(source.rsgn) = '-', false) as reverses_sign,
        {{ jde_audit_columns(date=none) }}
    from source
)

select * from renamed
