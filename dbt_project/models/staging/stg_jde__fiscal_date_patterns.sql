with

source as (
    select * from {{ source('raw_jde', 'f0008') }}
),

renamed as (
    select
        coalesce(trim(source.dtpn), '') as date_pattern_code,
        {{ jde_date('source.dfyj') }} as fiscal_year_start_date,
        coalesce(trim(source.fq), '') as fiscal_quarter_code,
        cast(source.ctry * 100 + coalesce(source.fy, 0) as integer) as fiscal_year,
        {{ jde_text('source.pnt') }} as date_pattern_type_code,
        {{ jde_date('source.d01j') }} as period_01_end_date,
        {{ jde_date('source.d02j') }} as period_02_end_date,
        {{ jde_date('source.d03j') }} as period_03_end_date,
        {{ jde_date('source.d04j') }} as period_04_end_date,
        {{ jde_date('source.d05j') }} as period_05_end_date,
        {{ jde_date('source.d06j') }} as period_06_end_date,
        {{ jde_date('source.d07j') }} as period_07_end_date,
        {{ jde_date('source.d08j') }} as period_08_end_date,
        {{ jde_date('source.d09j') }} as period_09_end_date,
        {{ jde_date('source.d10j') }} as period_10_end_date,
        {{ jde_date('source.d11j') }} as period_11_end_date,
        {{ jde_date('source.d12j') }} as period_12_end_date,
        {{ jde_date('source.d13j') }} as period_13_end_date,
        {{ jde_date('source.d14j') }} as period_14_end_date,
        {{ jde_text('source.pid') }} as updated_by_program,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
