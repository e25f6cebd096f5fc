with

source as (
    select * from {{ source('raw_jde', 'f4316') }}
    {{ where_newer_than_held() }}
),

renamed as (
    select
        coalesce(trim(source.kcoo), '') as order_company_code,
        coalesce(trim(source.dcto), '') as order_type_code,
        cast(source.doco as bigint) as order_number,
        coalesce(trim(source.sfxo), '') as order_suffix,
        {{ jde_number('source.lnid', 'f4316') }} as line_number,
        {{ jde_number('source.dlnid', 'f4316') }} as distribution_line,
        coalesce(trim(source.co), '') as company_code,
        coalesce(rtrim(source.aid), '') as account_id,
        coalesce(trim(source.omcu), '') as cost_center_code,
        coalesce(rtrim(source.obj), '') as object_account,
        coalesce(rtrim(source.sub), '') as subsidiary,
        coalesce(trim(source.sbl), '') as subledger,
        coalesce(trim(source.sblt), '') as subledger_type_code,
        {{ jde_text('source.mast') }} as distribution_method_code,
        {{ jde_text('source.crcd') }} as transaction_currency_code,
        {{ jde_number('source.aexp', 'f4316') }} as ordered_amount,
        {{ jde_number('source.aopn', 'f4316') }} as open_amount,
        {{ jde_number('source.arec', 'f4316') }} as received_amount,
        {{ jde_number('source.fea', 'f4316') }} as ordered_amount_txn,
        {{ jde_number('source.fap', 'f4316') }} as open_amount_txn,
        {{ jde_number('source.frec', 'f4316') }} as received_amount_txn,
        {{ jde_number('source.uorg', 'f4316') }} as ordered_quantity,
        {{ jde_number('source.masp', 'f4316') }} as distribution_percent,
        cast(source.ctry * 100 + coalesce(source.fy, 0) as integer) as fiscal_year,
        cast(source.pn as integer) as fiscal_period,
        {{ jde_date('source.dgl') }} as gl_date,
        {{ jde_audit_columns(time='tday') }}
    from source
    {{ jde_currency_decimals(company='source.co', transaction='source.crcd') }}
)

select * from renamed
