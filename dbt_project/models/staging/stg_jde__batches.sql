with

source as (
    select * from {{ source('raw_jde', 'f0011') }}
),

renamed as (
    select
        coalesce(trim(source.icut), '') as batch_type_code,
        cast(source.icu as bigint) as batch_number,
        {{ jde_text('source.ist') }} as batch_status_code,
        {{ jde_text('source.iapp') }} as approval_code,
        {{ jde_text('source.bal') }} as balance_code,
        {{ jde_text('source.pob') }} as post_out_of_balance_code,
        {{ jde_number('source.aicu', 'f0011') }} as control_amount,
        {{ jde_number('source.ame', 'f0011') }} as entered_amount,
        cast(source.ndo as integer) as expected_document_count,
        cast(source.docn as integer) as entered_document_count,
        coalesce(source.ist = 'D', false) as is_posted,
        {{ jde_date('source.dicj') }} as batch_date,
        {{ jde_text('source.pid') }} as updated_by_program,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
