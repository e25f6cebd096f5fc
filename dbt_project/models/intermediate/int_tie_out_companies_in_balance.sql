with entries as (
    select * from {{ ref('fct_gl_entries') }}
    where ledger_role = 'actual'
)

select
    'companies_in_balance' as check_name,
    company_code,
    ledger_type_code,
    fiscal_year,
    fiscal_period,
    coalesce(max(company_currency_code), '') as currency_code,
    company_code as detail_key,
    0 as source_amount,
    sum(amount) as warehouse_amount,
    cast(null as {{ dbt.type_string() }}) as not_matchable_reason
from entries
group by company_code, ledger_type_code, fiscal_year, fiscal_period
