with

source as (
    select * from {{ source('raw_jde', 'f4301') }}
    {{ where_newer_than_held() }}
),

renamed as (
    select
        coalesce(trim(source.kcoo), '') as order_company_code,
        coalesce(trim(source.dcto), '') as order_type_code,
        cast(source.doco as bigint) as order_number,
        coalesce(trim(source.sfxo), '') as order_suffix,
        coalesce(trim(source.mcu), '') as branch_plant_code,
        {{ jde_id('source.an8') }} as supplier_number,
        {{ jde_id('source.shan') }} as ship_to_number,
        {{ jde_id('source.anby') }} as buyer_number,
        {{ jde_id('source.ancr') }} as carrier_number,
        {{ jde_text('source.okco') }} as original_order_company_code,
        {{ jde_order_number('source.oorn') }} as original_order_number,
        {{ jde_text('source.octo') }} as original_order_type_code,
        {{ jde_text('source.rkco') }} as related_order_company_code,
        {{ jde_order_number('source.rorn') }} as related_order_number,
        {{ jde_text('source.rcto') }} as related_order_type_code,
        coalesce(trim(source.ptc), '') as payment_terms_code,
        {{ jde_text('source.txa1') }} as tax_area_code,
        {{ jde_text('source.exr1') }} as tax_explanation_code,
        {{ jde_text('source.hold') }} as hold_code,
        {{ jde_text('source.frth') }} as freight_handling_code,
        {{ jde_text('source.osts') }} as order_status_code,
        {{ jde_text('source.artg') }} as approval_route_code,
        {{ jde_text('source.crrm') }} as currency_mode_code,
        {{ jde_text('source.crcd') }} as transaction_currency_code,
        {{ jde_text('source.bcrc') }} as base_currency_code,
        {{ jde_text('source.vr01') }} as supplier_reference,
        {{ jde_text('source.vr02') }} as supplier_reference_2,
        {{ jde_text('source.rmk') }} as remark,
        {{ jde_text('source.desc') }} as order_description,
        {{ jde_text('source.orby') }} as ordered_by,
        {{ jde_text('source.tkby') }} as taken_by,
        {{ jde_number('source.otot', 'f4301') }} as order_total_amount,
        {{ jde_number('source.fap', 'f4301') }} as order_open_amount_txn,
        {{ jde_number('source.crr', 'f4301') }} as exchange_rate,
        cast(source.cord as integer) as change_order_number,
        nullif(trim(source.hold), '') is not null as is_held,
        {{ jde_date('source.trdj') }} as order_date,
        {{ jde_date('source.drqj') }} as requested_date,
        {{ jde_date('source.pddj') }} as promised_date,
        {{ jde_date('source.opdj') }} as original_promised_date,
        {{ jde_date('source.addj') }} as received_date,
        {{ jde_date('source.cndj') }} as cancel_date,
        {{ jde_audit_columns(time='tday') }}
    from source
    {{ jde_currency_decimals(company='source.kcoo', transaction='source.crcd') }}
)

select * from renamed
