with

source as (
    select * from {{ source('raw_jde', 'f0401') }}
),

renamed as (
    select
        cast(source.an8 as bigint) as supplier_number,
        {{ jde_text('source.apc') }} as gl_offset_code,
        coalesce(trim(source.trap), '') as payment_terms_code,
        {{ jde_text('source.pyin') }} as payment_instrument_code,
        {{ jde_text('source.crrp') }} as supplier_currency_code,
        {{ jde_text('source.crca') }} as amount_currency_code,
        {{ jde_text('source.txa2') }} as tax_area_code,
        {{ jde_text('source.exr2') }} as tax_explanation_code,
        {{ jde_text('source.hdpy') }} as hold_payment_code,
        {{ jde_text('source.hold') }} as hold_orders_code,
        {{ jde_text('source.frth') }} as freight_handling_code,
        {{ jde_text('source.cpgp') }} as price_group_code,
        {{ jde_id('source.snto') }} as approver_number,
        {{ jde_id('source.an8r') }} as alternate_payee_number,
        {{ jde_id('source.ancr') }} as carrier_number,
        coalesce(trim(source.mcup), '') as cost_center_code,
        coalesce(rtrim(source.obap), '') as object_account,
        coalesce(rtrim(source.aidp), '') as account_id,
        coalesce(trim(source.hdpy) = 'Y', false) as is_payment_held,
        coalesce(trim(source.avch) = 'Y', false) as is_evaluated_receipt,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
