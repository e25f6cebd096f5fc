with

source as (
    select * from {{ source('raw_jde', 'f4101') }}
),

renamed as (
    select
        cast(source.itm as bigint) as item_number,
        {{ jde_text('source.litm') }} as item_code,
        {{ jde_text('source.aitm') }} as alternate_item_code,
        {{ jde_text('source.dsc1') }} as item_description,
        {{ jde_text('source.dsc2') }} as item_description_2,
        {{ jde_text('source.stkt') }} as stocking_type_code,
        {{ jde_text('source.lnty') }} as line_type_code,
        {{ jde_text('source.glpt') }} as gl_class_code,
        {{ jde_text('source.uom1') }} as unit_of_measure_code,
        {{ jde_text('source.uom3') }} as purchasing_unit_of_measure_code,
        {{ jde_text('source.abcs') }} as abc_code,
        {{ jde_id('source.buyr') }} as buyer_number,
        {{ jde_text('source.srp1') }} as sales_category_code_01,
        {{ jde_text('source.srp2') }} as sales_category_code_02,
        {{ jde_text('source.srp3') }} as sales_category_code_03,
        {{ jde_text('source.srp4') }} as sales_category_code_04,
        {{ jde_text('source.srp5') }} as sales_category_code_05,
        {{ jde_text('source.srp6') }} as sales_category_code_06,
        {{ jde_text('source.srp7') }} as sales_category_code_07,
        {{ jde_text('source.srp8') }} as sales_category_code_08,
        {{ jde_text('source.srp9') }} as sales_category_code_09,
        {{ jde_text('source.srp0') }} as sales_category_code_10,
        {{ jde_text('source.prp1') }} as purchasing_category_code_01,
        {{ jde_text('source.prp2') }} as purchasing_category_code_02,
        {{ jde_text('source.prp3') }} as purchasing_category_code_03,
        {{ jde_text('source.prp4') }} as purchasing_category_code_04,
        {{ jde_text('source.prp5') }} as purchasing_category_code_05,
        {{ jde_text('source.prp6') }} as purchasing_category_code_06,
        {{ jde_text('source.prp7') }} as purchasing_category_code_07,
        {{ jde_text('source.prp8') }} as purchasing_category_code_08,
        {{ jde_text('source.prp9') }} as purchasing_category_code_09,
        {{ jde_text('source.prp0') }} as purchasing_category_code_10,
        {{ jde_audit_columns(time='tday') }}
    from source
)

select * from renamed
