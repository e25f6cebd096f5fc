-- the large staging tables are built load by load: of each load they hold as many rows as raw, no more and no less
{% set staged = {
    'f0911': 'gl_lines', 'f0411': 'ap_pay_items', 'f0413': 'ap_payments', 'f0414': 'ap_payment_lines',
    'f4301': 'purchase_orders', 'f4311': 'purchase_order_lines', 'f4316': 'purchase_order_line_accounts',
    'f43121': 'purchase_order_receipts'
} %}

with counted as (
    {% for table_name, model in staged.items() %}
    select
        '{{ table_name }}' as table_name,
        _dlt_load_id,
        1 as raw_count,
        0 as staging_count
    from {{ source('raw_jde', table_name) }}

    union all

    select
        '{{ table_name }}' as table_name,
        _dlt_load_id,
        0 as raw_count,
        1 as staging_count
    from {{ ref('stg_jde__' ~ model) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    table_name,
    _dlt_load_id,
    sum(raw_count) as raw_count,
    sum(staging_count) as staging_count
from counted
group by table_name, _dlt_load_id
having sum(raw_count) <> sum(staging_count)
