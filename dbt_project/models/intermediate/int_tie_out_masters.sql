with accounts as (
    select * from {{ ref('stg_jde__accounts') }}
    where not is_deleted
),

business_units as (
    select * from {{ ref('stg_jde__business_units') }}
    where not is_deleted
),

used as (
    select
        company_code,
        ledger_type_code,
        fiscal_year,
        account_id,
        count(*) as row_count
    from {{ ref('stg_jde__gl_lines') }}
    where not is_deleted and is_posted
    group by company_code, ledger_type_code, fiscal_year, account_id

    union all

    select
        company_code,
        ledger_type_code,
        fiscal_year,
        account_id,
        count(*) as row_count
    from {{ ref('stg_jde__account_balances') }}
    where not is_deleted
    group by company_code, ledger_type_code, fiscal_year, account_id
)

-- counts of rows, and of those whose master is there
select
    'accounts_exist' as check_name,
    used.company_code,
    used.ledger_type_code,
    used.fiscal_year,
    0 as fiscal_period,
    '' as currency_code,
    used.account_id as detail_key,
    used.row_count as source_amount,
    case when accounts.account_id is null then 0 else used.row_count end as warehouse_amount,
    cast(null as {{ dbt.type_string() }}) as not_matchable_reason
from used
left join accounts on used.account_id = accounts.account_id

union all

select
    'cost_centers_exist' as check_name,
    accounts.company_code,
    '' as ledger_type_code,
    0 as fiscal_year,
    0 as fiscal_period,
    '' as currency_code,
    accounts.cost_center_code as detail_key,
    count(*) as source_amount,
    count(business_units.cost_center_code) as warehouse_amount,
    null as not_matchable_reason
from accounts
left join business_units on accounts.cost_center_code = business_units.cost_center_code
group by accounts.company_code, accounts.cost_center_code
