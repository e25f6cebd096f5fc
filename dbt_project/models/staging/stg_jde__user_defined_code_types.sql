with

source as (
    select * from {{ source('raw_jde', 'f0004') }}
),

renamed as (
    select
        coalesce(trim(source.sy), '') as product_code,
        coalesce(trim(source.rt), '') as code_type,
        {{ jde_text('source.dl01') }} as code_type_name,
        cast(source.cdl as integer) as code_length,
        coalesce(trim(source.cnum) in ('Y', '1'), false) as is_numeric,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
