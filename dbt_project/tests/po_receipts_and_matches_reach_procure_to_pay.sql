-- per company: what was received and vouchered on purchase orders, by record and by order line. A purge may take the order
-- line (R4311P) and leave its receipts, which then have no line to be told on.
with receipts as (
    select
        receipts.company_code,
        sum(receipts.received_amount) as received_amount,
        sum(receipts.vouchered_amount) as vouchered_amount,
        sum(receipts.received_not_vouchered_amount) as received_not_vouchered_amount
    from {{ ref('fct_po_receipts') }} as receipts
    inner join {{ ref('fct_purchase_order_lines') }} as lines
        on receipts.order_company_code = lines.order_company_code
        and receipts.order_type_code = lines.order_type_code
        and receipts.order_number = lines.order_number
        and receipts.order_suffix = lines.order_suffix
        and receipts.line_number = lines.line_number
        and lines.order_kind in ('order', 'unmapped')
    group by receipts.company_code
),

lines as (
    select
        company_code,
        sum(received_amount) as received_amount,
        sum(vouchered_amount) as vouchered_amount,
        sum(received_not_vouchered_amount) as received_not_vouchered_amount
    from {{ ref('fct_procure_to_pay') }}
    group by company_code
)

select
    coalesce(receipts.company_code, lines.company_code) as company_code,
    receipts.received_amount,
    lines.received_amount as lines_received_amount,
    receipts.vouchered_amount,
    lines.vouchered_amount as lines_vouchered_amount
from receipts
full outer join lines on receipts.company_code = lines.company_code
where coalesce(receipts.received_amount, 0) <> coalesce(lines.received_amount, 0)
    or coalesce(receipts.vouchered_amount, 0) <> coalesce(lines.vouchered_amount, 0)
    or coalesce(receipts.received_not_vouchered_amount, 0) <> coalesce(lines.received_not_vouchered_amount, 0)
