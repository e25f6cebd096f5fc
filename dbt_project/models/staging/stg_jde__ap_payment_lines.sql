with

source as (
    select * from {{ source('raw_jde', 'f0414') }}
    {{ where_newer_than_held() }}
),

renamed as (
    select
        cast(source.pyid as bigint) as payment_id,
        cast(source.rc5 as integer) as payment_line_id,
        {{ jde_text('source.dctm') }} as payment_document_type_code,
        coalesce(trim(source.kco), '') as document_company_code,
        coalesce(trim(source.dct), '') as document_type_code,
        cast(source.doc as bigint) as document_number,
        coalesce(trim(source.sfx), '') as pay_item,
        cast(coalesce(source.sfxe, 0) as integer) as pay_item_extension,
        coalesce(trim(source.co), '') as company_code,
        {{ jde_id('source.an8') }} as supplier_number,
        coalesce(trim(source.mcu), '') as cost_center_code,
        {{ jde_order_number('source.po') }} as order_number,
        {{ jde_text('source.glc') }} as gl_offset_code,
        {{ jde_text('source.post') }} as posted_code,
        {{ jde_text('source.crrm') }} as currency_mode_code,
        {{ jde_text('source.crcd') }} as transaction_currency_code,
        {{ jde_text('source.bcrc') }} as base_currency_code,
        {{ jde_text('source.rmk') }} as remark,
        {{ jde_number('source.paap', 'f0414') }} as payment_amount,
        {{ jde_number('source.adsc', 'f0414') }} as discount_available_amount,
        {{ jde_number('source.adsa', 'f0414') }} as discount_taken_amount,
        {{ jde_number('source.pfap', 'f0414') }} as payment_amount_txn,
        {{ jde_number('source.cds', 'f0414') }} as discount_available_amount_txn,
        {{ jde_number('source.cdsa', 'f0414') }} as discount_taken_amount_txn,
        {{ jde_number('source.crr', 'f0414') }} as exchange_rate,
        cast(source.ctry * 100 + coalesce(source.fy, 0) as integer) as fiscal_year,
        cast(source.pn as integer) as fiscal_period,
        coalesce(trim(source.post) in ('D', 'P'), false) as is_posted,
        {{ jde_audit_columns() }}
    from source
    {{ jde_currency_decimals(company='source.co', transaction='source.crcd') }}
)

select * from renamed
