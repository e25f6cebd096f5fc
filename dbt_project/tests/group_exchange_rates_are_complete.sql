{{ config(severity='warn') }}

-- pairs of currencies and days of which no rate is known, through a third currency neither, so that group amounts are empty
{% set facts = {
    'fct_gl_entries': ['ledger_currency_code', 'gl_date', 'amount'],
    'fct_gl_balances': ['ledger_currency_code', 'fiscal_period_end_date', 'itd_amount'],
    'fct_ap_invoices': ['company_currency_code', 'gl_date', 'gross_amount'],
    'fct_ap_payments': ['company_currency_code', 'payment_date', 'paid_amount'],
    'fct_purchase_order_lines': ['company_currency_code', 'order_date', 'ordered_amount'],
} %}

{% for fact, (currency, day, amount) in facts.items() %}
select
    '{{ fact }}' as fact,
    {{ currency }} || ' to ' || max(group_currency_code) as currency_pair,
    min({{ day }}) as first_day,
    max({{ day }}) as last_day,
    count(*) as row_count
from {{ ref(fact) }}
where
    group_currency_code is not null
    and {{ amount }}_group is null
    and {{ amount }} <> 0
    and {{ currency }} is not null
group by {{ currency }}
{{ 'union all' if not loop.last }}
{% endfor %}
