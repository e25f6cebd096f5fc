with

source as (
    select * from {{ source('raw_jde', 'f0902') }}
),

renamed as (
    select
        coalesce(rtrim(source.aid), '') as account_id,
        cast(source.ctry * 100 + coalesce(source.fy, 0) as integer) as fiscal_year,
        coalesce(trim(source.fq), '') as fiscal_quarter_code,
        coalesce(trim(source.lt), '') as ledger_type_code,
        coalesce(trim(source.sbl), '') as subledger,
        coalesce(trim(source.sblt), '') as subledger_type_code,
        coalesce(trim(source.crcd), '') as transaction_currency_code,
        coalesce(trim(source.co), '') as company_code,
        coalesce(trim(source.mcu), '') as cost_center_code,
        coalesce(rtrim(source.obj), '') as object_account,
        coalesce(rtrim(source.sub), '') as subsidiary,
        {{ jde_text('source.crcx') }} as denominated_currency_code,
        {{ jde_number('source.apyc', 'f0902') }} as prior_year_end_balance_amount,
        {{ jde_number('source.apyn', 'f0902') }} as prior_year_net_amount,
        {{ jde_number('source.an01', 'f0902') }} as period_01_amount,
        {{ jde_number('source.an02', 'f0902') }} as period_02_amount,
        {{ jde_number('source.an03', 'f0902') }} as period_03_amount,
        {{ jde_number('source.an04', 'f0902') }} as period_04_amount,
        {{ jde_number('source.an05', 'f0902') }} as period_05_amount,
        {{ jde_number('source.an06', 'f0902') }} as period_06_amount,
        {{ jde_number('source.an07', 'f0902') }} as period_07_amount,
        {{ jde_number('source.an08', 'f0902') }} as period_08_amount,
        {{ jde_number('source.an09', 'f0902') }} as period_09_amount,
        {{ jde_number('source.an10', 'f0902') }} as period_10_amount,
        {{ jde_number('source.an11', 'f0902') }} as period_11_amount,
        {{ jde_number('source.an12', 'f0902') }} as period_12_amount,
        {{ jde_number('source.an13', 'f0902') }} as period_13_amount,
        {{ jde_number('source.an14', 'f0902') }} as period_14_amount,
        {{ jde_number('source.and01', 'f0902') }} as period_01_debit_amount,
        {{ jde_number('source.and02', 'f0902') }} as period_02_debit_amount,
        {{ jde_number('source.and03', 'f0902') }} as period_03_debit_amount,
        {{ jde_number('source.and04', 'f0902') }} as period_04_debit_amount,
        {{ jde_number('source.and05', 'f0902') }} as period_05_debit_amount,
        {{ jde_number('source.and06', 'f0902') }} as period_06_debit_amount,
        {{ jde_number('source.and07', 'f0902') }} as period_07_debit_amount,
        {{ jde_number('source.and08', 'f0902') }} as period_08_debit_amount,
        {{ jde_number('source.and09', 'f0902') }} as period_09_debit_amount,
        {{ jde_number('source.and10', 'f0902') }} as period_10_debit_amount,
        {{ jde_number('source.and11', 'f0902') }} as period_11_debit_amount,
        {{ jde_number('source.and12', 'f0902') }} as period_12_debit_amount,
        {{ jde_number('source.and13', 'f0902') }} as period_13_debit_amount,
        {{ jde_number('source.and14', 'f0902') }} as period_14_debit_amount,
        {{ jde_number('source.awtd', 'f0902') }} as inception_to_date_amount,
        {{ jde_number('source.borg', 'f0902') }} as original_budget_amount,
        {{ jde_number('source.breq', 'f0902') }} as requested_budget_amount,
        {{ jde_number('source.bapr', 'f0902') }} as approved_budget_amount,
        {{ jde_text('source.pid') }} as updated_by_program,
        {{ jde_audit_columns() }}
    from source
    {{ jde_currency_decimals(company='source.co', transaction='source.crcd', ledger='source.lt', row_currency='source.crcx') }}
)

select * from renamed
