with entries as (
    select * from {{ ref('fct_gl_entries') }}
)

-- what follows from the key is carried by max(): to group by it too costs more than the sums do; the account comes first since
-- PostgreSQL sorts by what is named first
select
    company_code,
    account_id,
    ledger_type_code,
    ledger_currency_code,
    fiscal_year,
    fiscal_period,
    cast({{ dbt.date_trunc('month', 'gl_date') }} as date) as gl_month,
    batch_type_code,
    document_type_code,
    max(ledger_role) as ledger_role,
    max(cost_center_code) as cost_center_code,
    max(object_account) as object_account,
    max(data_class) as data_class,
    max(fiscal_period_end_date) as fiscal_period_end_date,
    max(company_currency_code) as company_currency_code,
    max(group_currency_code) as group_currency_code,
    cast(count(*) as integer) as line_count,
    {% for suffix in ['', '_group'] %}
    {% set amount = 'amount' ~ suffix %}
    cast(sum(case when {{ amount }} < 0 then 0 else {{ amount }} end) as numeric(28, 4)) as debit_amount{{ suffix }},
    cast(sum(case when {{ amount }} > 0 then 0 else {{ amount }} end) as numeric(28, 4)) as credit_amount{{ suffix }},
    cast(sum({{ amount }}) as numeric(28, 4)) as amount{{ suffix }}{{ ',' if not loop.last }}
    {% endfor %}
from entries
group by
    account_id, cast({{ dbt.date_trunc('month', 'gl_date') }} as date), document_type_code, batch_type_code,
    ledger_type_code, fiscal_period, fiscal_year, company_code, ledger_currency_code
