with

source as (
    select * from {{ source('raw_jde', 'f0413') }}
    {{ where_newer_than_held() }}
),

renamed as (
    select
        cast(source.pyid as bigint) as payment_id,
        {{ jde_text('source.dctm') }} as payment_document_type_code,
        {{ jde_id('source.docm') }} as payment_number,
        {{ jde_id('source.pye') }} as payee_number,
        coalesce(rtrim(source.glba), '') as bank_account_id,
        coalesce(trim(source.icut), '') as batch_type_code,
        {{ jde_id('source.icu') }} as batch_number,
        {{ jde_text('source.pyin') }} as payment_instrument_code,
        {{ jde_text('source.rcnd') }} as reconciled_code,
        {{ jde_text('source.crrm') }} as currency_mode_code,
        {{ jde_text('source.crcd') }} as payment_currency_code,
        {{ jde_text('source.torg') }} as originated_by,
        {{ jde_number('source.paap', 'f0413') }} as payment_amount,
        {{ jde_date('source.dmtj') }} as payment_date,
        {{ jde_date('source.vdgj') }} as void_date,
        {{ jde_date('source.vldt') }} as value_date,
        {{ jde_date('source.dicj') }} as batch_date,
        {{ jde_audit_columns() }}
    from source
    {{ jde_currency_decimals(transaction='source.crcd') }}
)

select * from renamed
