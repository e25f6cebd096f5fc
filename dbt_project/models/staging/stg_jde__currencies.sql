with

source as (
    select * from {{ source('raw_jde', 'f0013') }}
),

renamed as (
    select
        coalesce(trim(source.crcd), '') as currency_code,
        {{ jde_text('source.dl01') }} as currency_name,
        case when trim(source.cdec) between '0' and '9' then cast(trim(source.cdec) as integer) else 2 end as currency_decimals,
        {{ jde_text('source.pid') }} as updated_by_program,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
