{% set balance_day %}case when balances.fiscal_period = 0 then first_periods.start_date - 1 else periods.end_date end{% endset %}

with balances as (
    select * from {{ ref('int_account_balances_unpivoted_to_periods') }}
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    select * from {{ ref('dim_fiscal_periods') }}
),

ledger_roles as (
    select * from {{ ref('ledger_roles') }}
),

ledger_types as (
    select * from {{ ref('stg_jde__ledger_types') }}
    where not is_deleted
)

select
    balances.account_id,
    balances.fiscal_year,
    balances.fiscal_period,
    balances.ledger_type_code,
    balances.subledger,
    balances.subledger_type_code,
    balances.transaction_currency_code,
    balances.fiscal_quarter_code,
    coalesce(nullif(balances.company_code, ''), accounts.company_code, '') as company_code,
    coalesce(accounts.cost_center_code, balances.cost_center_code) as cost_center_code,
    coalesce(accounts.object_account, balances.object_account) as object_account,
    coalesce(accounts.data_class, 'general') as data_class,
    coalesce(ledger_roles.ledger_role, 'unmapped') as ledger_role,
    {{ balance_day }} as fiscal_period_end_date,
    companies.company_currency_code,
    {{ ledger_currency_code('balances', 'companies', 'ledger_types', row_currency='balances.denominated_currency_code') }}
        as ledger_currency_code,
    cast(balances.opening_amount as numeric(28, 4)) as opening_amount,
    cast(balances.movement_amount as numeric(28, 4)) as movement_amount,
    cast(balances.ytd_amount as numeric(28, 4)) as ytd_amount,
    cast(balances.itd_amount as numeric(28, 4)) as itd_amount,
    {{ group_currency_code() }} as group_currency_code,
    {% for amount in ['opening_amount', 'movement_amount', 'ytd_amount', 'itd_amount'] %}
    {{ group_amount('balances.' ~ amount) }} as {{ amount }}_group,
    {% endfor %}
    balances.updated_at,
    balances.loaded_at,
    balances._dlt_load_id
from balances
left join accounts on balances.account_id = accounts.account_id
left join companies
    on coalesce(nullif(balances.company_code, ''), accounts.company_code) = companies.company_code
left join periods
    on companies.date_pattern_code = periods.date_pattern_code
    and balances.fiscal_year = periods.fiscal_year
    and balances.fiscal_period = periods.fiscal_period
left join periods as first_periods
    on companies.date_pattern_code = first_periods.date_pattern_code
    and balances.fiscal_year = first_periods.fiscal_year
    and first_periods.fiscal_period = 1
left join ledger_roles on balances.ledger_type_code = ledger_roles.ledger_type_code
left join ledger_types on balances.ledger_type_code = ledger_types.ledger_type_code
{{ join_group_rates(
    ledger_currency_code('balances', 'companies', 'ledger_types', row_currency='balances.denominated_currency_code'),
    balance_day, balance_day
) }}
where not coalesce(accounts.is_model, false)
