with

source as (
    select * from {{ source('raw_jde', 'f0010') }}
),

renamed as (
    select
        coalesce(trim(source.co), '') as company_code,
        {{ jde_text('source.name') }} as company_name,
        {{ jde_text('source.altc') }} as alternate_company_name,
        {{ jde_text('source.crcd') }} as company_currency_code,
        coalesce(trim(source.dtpn), '') as date_pattern_code,
        cast(source.pnc as integer) as current_gl_period,
        cast(source.pnf as integer) as reporting_period,
        cast(source.appn as integer) as current_ap_period,
        cast(source.arpn as integer) as current_ar_period,
        {{ jde_text('source.cryr') }} as multicurrency_code,
        {{ jde_id('source.an8') }} as address_number,
        {{ jde_text('source.age') }} as ageing_method_code,
        {{ jde_date('source.dag') }} as ageing_date,
        cast(source.agr1 as integer) as ageing_days_1,
        cast(source.agr2 as integer) as ageing_days_2,
        cast(source.agr3 as integer) as ageing_days_3,
        cast(source.agr4 as integer) as ageing_days_4,
        cast(source.agr5 as integer) as ageing_days_5,
        cast(source.agr6 as integer) as ageing_days_6,
        cast(source.agr7 as integer) as ageing_days_7,
        {{ jde_date('source.dfyj') }} as gl_fiscal_year_start_date,
        {{ jde_date('source.apfj') }} as ap_fiscal_year_start_date,
        {{ jde_date('source.arfj') }} as ar_fiscal_year_start_date,
        {{ jde_date('source.dff') }} as reporting_year_start_date,
        {{ jde_text('source.pid') }} as updated_by_program,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
