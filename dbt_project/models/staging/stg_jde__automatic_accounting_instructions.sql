with

source as (
    select * from {{ source('raw_jde', 'f0012') }}
),

renamed as (
    select
        coalesce(trim(source.item), '') as instruction_code,
        coalesce(trim(source.co), '') as company_code,
        coalesce(trim(source.mcu), '') as cost_center_code,
        coalesce(rtrim(source.obj), '') as object_account,
        coalesce(rtrim(source.sub), '') as subsidiary,
        {{ jde_text('source.dl01') }} as instruction_name,
        {{ jde_text('source.sy') }} as product_code,
        {{ jde_number('source.seqn', 'f0012') }} as sequence_number,
        {{ jde_text('source.pid') }} as updated_by_program,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
