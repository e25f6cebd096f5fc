{{ config(severity='warn') }}
{#
  Dates of documents before 1990 or more than ten years after as_of_date: JDE completes years of two digits, and may have chosen the
  wrong century. 31 December 2040 (140366) is what many sites enter for an open end.
#}
{% set documents = {
    'stg_jde__ap_pay_items': ['invoice_date', 'gl_date', 'due_date', 'discount_due_date', 'service_date'],
    'stg_jde__ap_payments': ['payment_date', 'void_date'],
    'stg_jde__gl_lines': ['gl_date', 'invoice_date'],
    'stg_jde__purchase_order_lines': ['order_date', 'requested_date', 'promised_date', 'gl_date'],
    'stg_jde__purchase_order_receipts': ['received_date', 'gl_date'],
} %}

{% for model, columns in documents.items() %}
{% set last = loop.last %}
{% for column in columns %}
select
    '{{ model }}' as model_name,
    '{{ column }}' as column_name,
    min({{ column }}) as first_day,
    max({{ column }}) as last_day,
    count(*) as row_count
from {{ ref(model) }}
where
    not is_deleted
    and {{ column }} <> cast('2040-12-31' as date)
    and (
        {{ column }} < cast('1990-01-01' as date)
        or {{ column }} > {{ dbt.dateadd('year', 10, as_of_date()) }}
    )
having count(*) > 0
{{ 'union all' if not (last and loop.last) }}
{% endfor %}
{% endfor %}
