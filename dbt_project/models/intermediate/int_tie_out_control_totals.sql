with totals as (
    select * from {{ source('raw_jde', 'jde_control_totals') }}
),

loaded as (
    select distinct table_name
    from {{ source('raw_jde', 'jde_loads') }}
    where outcome = 'ok'
),

latest as (
    select
        table_name,
        max(checked_at) as checked_at
    from totals
    group by table_name
),

compared as (
    select
        totals.table_name,
        totals.bucket,
        totals.measure,
        totals.source_value,
        totals.warehouse_value
    from totals
    inner join latest
        on totals.table_name = latest.table_name
        and totals.checked_at = latest.checked_at
),

placed as (
    select
        compared.*,
        coalesce({{ bucket_part('co') }}, '') as company_code,
        coalesce({{ bucket_part('lt') }}, '') as ledger_type_code,
        cast(coalesce({{ bucket_part('ctry') }}, '0') as integer) * 100
        + cast(coalesce({{ bucket_part('fy') }}, '0') as integer) as fiscal_year,
        cast(coalesce({{ bucket_part('pn') }}, '0') as integer) as fiscal_period
    from compared
),

checked as (
    select
        'control_total_rows' as check_name,
        company_code,
        ledger_type_code,
        fiscal_year,
        fiscal_period,
        table_name || ' ' || bucket as detail_key,
        source_value as source_amount,
        warehouse_value as warehouse_amount,
        cast(null as {{ dbt.type_string() }}) as not_matchable_reason
    from placed
    where measure = 'rows'

    union all

    -- counts of sums, and of those that are equal: a sum of times or of quantities is no amount
    select
        'control_total_sums' as check_name,
        company_code,
        ledger_type_code,
        fiscal_year,
        fiscal_period,
        table_name || ' ' || bucket || ' ' || measure as detail_key,
        1 as source_amount,
        case when source_value = warehouse_value then 1 else 0 end as warehouse_amount,
        null as not_matchable_reason
    from placed
    where measure <> 'rows'

    union all

    select
        'control_total_rows' as check_name,
        '' as company_code,
        '' as ledger_type_code,
        0 as fiscal_year,
        0 as fiscal_period,
        loaded.table_name as detail_key,
        0 as source_amount,
        0 as warehouse_amount,
        'tables that jde-loader reconcile has not compared with JDE yet' as not_matchable_reason
    from loaded
    where not exists (
        select 1 from totals
        where totals.table_name = loaded.table_name
    )
)

select
    check_name,
    company_code,
    ledger_type_code,
    fiscal_year,
    fiscal_period,
    '' as currency_code,
    detail_key,
    cast(source_amount as numeric(28, 4)) as source_amount,
    cast(warehouse_amount as numeric(28, 4)) as warehouse_amount,
    not_matchable_reason
from checked
