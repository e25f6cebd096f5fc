{% set exceptions = [
    ('received_late', 'first_received_date > promised_date'),
    (
        'receipt_overdue',
        "line_state in ('open', 'partial') and not is_closed and promised_date < as_of_date"
        ~ " and (open_quantity <> 0 or open_amount <> 0)"
    ),
    ('received_too_much', 'received_quantity > ordered_quantity and ordered_quantity > 0'),
    ('vouchered_more_than_received', 'receipt_count > 0 and vouchered_quantity > received_quantity and received_quantity > 0'),
    ('price_variance', 'price_variance_amount <> 0'),
    ('invoice_before_order', 'first_invoice_date < order_date'),
    ('invoice_before_receipt', 'receipt_count > 0 and first_invoice_date < first_received_date'),
    ('received_not_vouchered', 'received_not_vouchered_amount <> 0 and as_of_date - last_received_date > 30'),
    ('receipt_reversed', 'reversed_receipt_count > 0'),
    ('voucher_reversed', 'reversed_voucher_count > 0'),
] %}

with traced as (
    select
        traced.*,
        {{ as_of_date() }} as as_of_date
    from {{ ref('int_purchase_order_lines_traced') }} as traced
),

judged as (
    select
        traced.*,
        {% for code, condition in exceptions %}
        case when {{ condition }} then '{{ code }},' else '' end{{ ' ||' if not loop.last else ' as exception_list' }}
        {% endfor %}
    from traced
)

select
    order_company_code,
    order_type_code,
    order_number,
    order_suffix,
    line_number,
    company_code,
    supplier_number,
    item_number,
    cost_center_code,
    branch_plant_code,
    account_id,
    buyer_number,
    line_description,
    line_state,
    requisition_type_code,
    requisition_number,
    blanket_type_code,
    blanket_number,
    nullif(rtrim(exception_list, ','), '') as exception_codes,
    nullif(replace(replace(rtrim(exception_list, ','), ',', ', '), '_', ' '), '') as exception_names,
    company_currency_code,
    transaction_currency_code,
    requisition_amount,
    ordered_amount,
    open_amount,
    cast(counted_received_amount as numeric(28, 4)) as received_amount,
    cast(received_not_vouchered_amount as numeric(28, 4)) as received_not_vouchered_amount,
    cast(vouchered_amount as numeric(28, 4)) as vouchered_amount,
    cast(paid_amount as numeric(28, 4)) as paid_amount,
    cast(price_variance_amount as numeric(28, 4)) as price_variance_amount,
    {{ group_currency_code() }} as group_currency_code,
    {% for amount in [
        'requisition_amount', 'ordered_amount', 'open_amount', 'received_not_vouchered_amount', 'vouchered_amount',
        'paid_amount', 'price_variance_amount'
    ] %}
    {{ group_amount(amount) }} as {{ amount }}_group,
    {% endfor %}
    {{ group_amount('counted_received_amount') }} as received_amount_group,
    ordered_quantity,
    cast(counted_received_quantity as numeric(28, 8)) as received_quantity,
    cast(received_not_vouchered_quantity as numeric(28, 8)) as received_not_vouchered_quantity,
    cast(vouchered_quantity as numeric(28, 8)) as vouchered_quantity,
    cast(quantity_variance as numeric(28, 8)) as quantity_variance,
    unit_cost,
    cast(receipt_count as integer) as receipt_count,
    cast(voucher_count as integer) as voucher_count,
    cast(length(exception_list) - length(replace(exception_list, ',', '')) as integer) as exception_count,
    first_received_date <= promised_date as is_on_time,
    exception_list <> '' as has_exception,
    requisition_date,
    blanket_date,
    order_date,
    requested_date,
    promised_date,
    first_received_date,
    last_received_date,
    first_invoice_date,
    first_voucher_date,
    last_voucher_date,
    first_payment_date,
    last_payment_date,
    cast(order_date - requisition_date as integer) as days_requisition_to_order,
    cast(first_received_date - order_date as integer) as days_order_to_receipt,
    cast(first_voucher_date - first_received_date as integer) as days_receipt_to_voucher,
    cast(first_payment_date - first_voucher_date as integer) as days_voucher_to_payment,
    as_of_date,
    fiscal_year,
    fiscal_period,
    fiscal_period_end_date,
    loaded_at
from judged
{{ join_group_rates('judged.company_currency_code', 'judged.order_date', 'judged.fiscal_period_end_date') }}
