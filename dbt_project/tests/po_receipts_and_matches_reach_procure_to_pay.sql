-- per company: what was received and vouchered on purchase orders, by record and by order line
with receipts as (
    select
        company_code,
        sum(received_amount) as received_amount,
        sum(vouchered_amount) as vouchered_amount,
        sum(received_not_vouchered_amount) as received_not_vouchered_amount
    from {{ ref('fct_po_receipts') }}
    group by company_code
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
