{{ config(severity='warn') }}
{#
  A column that figures stand on and that is blank in every row: column security in JDE hides it from the loader's user and says
  nothing, or the site does not use it. Amounts are blank as 0.
#}
{% set essential = {
    'stg_jde__companies': ['company_name', 'date_pattern_code'],
    'stg_jde__business_units': ['cost_center_name', 'company_code'],
    'stg_jde__accounts': ['account_name', 'company_code', 'cost_center_code', 'object_account'],
    'stg_jde__address_book': ['party_name'],
    'stg_jde__items': ['item_description'],
    'stg_jde__account_balances': ['company_code', 'cost_center_code'],
    'stg_jde__gl_lines': ['amount', 'account_id', 'posted_code', 'gl_date', 'explanation'],
    'stg_jde__ap_pay_items': ['gross_amount', 'supplier_number', 'posted_code', 'gl_date', 'due_date', 'pay_status_code'],
    'stg_jde__ap_payments': ['payment_date', 'payee_number'],
    'stg_jde__ap_payment_lines': ['payment_amount', 'posted_code'],
    'stg_jde__purchase_order_lines': ['ordered_amount', 'supplier_number', 'order_date', 'next_status_code', 'last_status_code'],
    'stg_jde__purchase_order_receipts': ['received_amount', 'received_date', 'supplier_number'],
} %}

-- each table is read once for all of its columns
with {% for model, columns in essential.items() -%}
{{ model }} as (
    select
        count(*) as row_count,
        {% for column in columns %}
        count(case when {{ column ~ ' <> 0' if column.endswith('amount') else
            'cast(' ~ column ~ ' as ' ~ dbt.type_string() ~ ") <> ''" }} then 1 end) as {{ column }}_count{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref(model) }}
    where not is_deleted
),

{% endfor -%}
counted as (
    {% for model, columns in essential.items() %}
    {% set last = loop.last %}
    {% for column in columns %}
    select
        '{{ model }}' as model_name,
        '{{ column }}' as column_name,
        row_count,
        {{ column }}_count as filled_count
    from {{ model }}
    {{ 'union all' if not (last and loop.last) }}
    {% endfor %}
    {% endfor %}
)

select
    model_name,
    column_name,
    row_count
from counted
where row_count > 0 and filled_count = 0
