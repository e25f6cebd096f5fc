with

source as (
    select * from {{ source('raw_jde', 'f0025') }}
),

renamed as (
    select
        coalesce(trim(source.lt), '') as ledger_type_code,
        {{ jde_text('source.dl01') }} as ledger_type_name,
        {{ jde_text('source.ult') }} as unit_ledger_type_code,
        {{ jde_text('source.crcx') }} as denominated_currency_code,
        {{ jde_text('source.ltcf') }} as carry_forward_code,
        {{ jde_text('source.glga') }} as transaction_rule_code,
        {{ jde_text('source.fbl') }} as direct_update_code,
        {{ jde_text('source.pid') }} as updated_by_program,
        {{ jde_audit_columns() }}
    from source
)

select * from renamed
