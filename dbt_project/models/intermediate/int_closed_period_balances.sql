with balances as (
    select * from {{ ref('fct_gl_balances') }}
    where ledger_role = 'actual' and fiscal_period > 0
),

companies as (
    select * from {{ ref('dim_companies') }}
),

last_load as (
    select
        max(business_date) as business_date,
        max(finished_at) as finished_at
    from {{ source('raw_jde', 'jde_loads') }}
    where outcome = 'ok'
)

-- closing a period is nothing but moving the current one on; only what came before it is closed
select
    balances.company_code || '-' || balances.account_id || '-' || balances.ledger_type_code || '-'
    || cast(balances.fiscal_year as {{ dbt.type_string() }}) || '-'
    || cast(balances.fiscal_period as {{ dbt.type_string() }}) as balance_key,
    balances.company_code,
    balances.account_id,
    balances.ledger_type_code,
    balances.fiscal_year,
    balances.fiscal_period,
    cast(sum(balances.movement_amount) as numeric(28, 4)) as movement_amount,
    max(last_load.business_date) as business_date,
    cast(max(last_load.finished_at) as {{ dbt.type_timestamp() }}) as seen_at
from balances
inner join companies
    on balances.company_code = companies.company_code
    and (
        balances.fiscal_year < companies.current_gl_fiscal_year
        or (
            balances.fiscal_year = companies.current_gl_fiscal_year
            and balances.fiscal_period < companies.current_gl_period
        )
    )
cross join last_load
group by
    balances.company_code, balances.account_id, balances.ledger_type_code, balances.fiscal_year, balances.fiscal_period
