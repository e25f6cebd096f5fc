with

source as (
    select * from {{ source('raw_jde', 'f0005') }}
),

renamed as (
    select
        coalesce(trim(source.sy), '') as product_code,
        coalesce(trim(source.rt), '') as code_type,
        coalesce(trim(source.ky), '') as code,
        {{ jde_text('source.dl01') }} as code_name,
        {{ jde_text('source.dl02') }} as code_name_2,
        {{ jde_text('source.sphd') }} as special_handling_code,
        coalesce(trim(source.hrdc) = 'Y', false) as is_hard_coded,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
