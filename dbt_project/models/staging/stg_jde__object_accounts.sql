with

source as (
    select * from {{ source('raw_jde', 'f0909') }}
),

renamed as (
    select
        coalesce(rtrim(source.obj), '') as object_account,
        coalesce(trim(source.co), '') as company_code,
        {{ jde_text('source.dl01') }} as account_name,
        case when trim(source.lda) between '0' and '9' then cast(trim(source.lda) as integer) end as level_of_detail,
        {{ jde_text('source.pec') }} as posting_edit_code,
        {{ jde_text('source.um') }} as unit_of_measure_code,
        {{ jde_audit_columns(date=none) }}
    from source
)

select * from renamed
