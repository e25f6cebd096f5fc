with receipts as (
    select * from {{ ref('int_purchase_order_receipts_flagged') }} as receipts
    where {{ is_changed(ref('int_changed_orders'), 'receipts') }}
),

lines as (
    select * from {{ ref('fct_purchase_order_lines') }}
),

periods as (
    select * from {{ ref('int_company_periods') }}
)

select
    receipts.match_code,
    receipts.order_company_code,
    receipts.order_type_code,
    receipts.order_number,
    receipts.order_suffix,
    receipts.line_number,
    receipts.receipt_line_number,
    receipts.document_number,
    receipts.document_company_code,
    receipts.document_type_code,
    receipts.pay_item,
    receipts.company_code,
    coalesce(receipts.supplier_number, 0) as supplier_number,
    coalesce(receipts.item_number, 0) as item_number,
    coalesce(lines.cost_center_code, receipts.cost_center_code) as cost_center_code,
    receipts.branch_plant_code,
    coalesce(nullif(lines.account_id, ''), receipts.account_id) as account_id,
    receipts.supplier_invoice_number,
    receipts.reason_code,
    receipts.landed_cost_code,
    receipts.originated_by,
    receipts.company_currency_code,
    coalesce(receipts.transaction_currency_code, receipts.company_currency_code) as transaction_currency_code,
    receipts.counted_received_amount as received_amount,
    receipts.vouchered_amount,
    receipts.received_not_vouchered_amount,
    receipts.counted_received_amount_txn as received_amount_txn,
    receipts.vouchered_amount_txn,
    receipts.received_not_vouchered_amount_txn,
    {{ group_currency_code() }} as group_currency_code,
    {{ group_amount('receipts.counted_received_amount') }} as received_amount_group,
    {{ group_amount('receipts.vouchered_amount') }} as vouchered_amount_group,
    {{ group_amount('receipts.received_not_vouchered_amount') }} as received_not_vouchered_amount_group,
    receipts.counted_received_quantity as received_quantity,
    receipts.vouchered_quantity,
    receipts.received_not_vouchered_quantity,
    receipts.unit_of_measure_code,
    receipts.unit_cost,
    receipts.is_reversed,
    case when receipts.match_code = '1' then receipts.received_date <= receipts.promised_date end as is_on_time,
    receipts.received_date,
    receipts.gl_date,
    receipts.order_date,
    receipts.requested_date,
    receipts.promised_date,
    periods.fiscal_year,
    periods.fiscal_period,
    periods.end_date as fiscal_period_end_date,
    receipts.updated_at,
    receipts.updated_by,
    receipts.loaded_at
from receipts
left join lines
    on receipts.order_company_code = lines.order_company_code
    and receipts.order_type_code = lines.order_type_code
    and receipts.order_number = lines.order_number
    and receipts.order_suffix = lines.order_suffix
    and receipts.line_number = lines.line_number
left join periods
    on receipts.company_code = periods.company_code
    and coalesce(receipts.gl_date, receipts.received_date) between periods.start_date and periods.end_date
    and not periods.is_adjustment
{{ join_group_rates(
    'receipts.company_currency_code', 'coalesce(receipts.gl_date, receipts.received_date)', 'periods.end_date'
) }}
