with receipts as (
    select * from {{ ref('int_purchase_order_receipts_flagged') }} as receipts
    where {{ is_changed(ref('int_changed_orders'), 'receipts') }}
),

vouchers as (
    select * from {{ ref('int_ap_vouchers') }}
),

-- what was paid of each voucher, discounts taken in; a voided payment and its reversal cancel
payments as (
    select
        document_company_code,
        document_type_code,
        document_number,
        sum(paid_amount + settled_discount_amount) as settled_amount,
        min(case when is_void then null else payment_date end) as first_payment_date,
        max(case when is_void then null else payment_date end) as last_payment_date
    from {{ ref('int_ap_payment_lines_marked') }}
    group by document_company_code, document_type_code, document_number
),

matches as (
    select
        receipts.order_company_code,
        receipts.order_type_code,
        receipts.order_number,
        receipts.order_suffix,
        receipts.line_number,
        receipts.document_company_code,
        receipts.document_type_code,
        receipts.document_number,
        min(vouchers.invoice_date) as invoice_date,
        min(coalesce(vouchers.gl_date, receipts.gl_date)) as voucher_date,
        min(payments.first_payment_date) as first_payment_date,
        max(payments.last_payment_date) as last_payment_date,
        max(vouchers.gross_amount) as gross_amount,
        max(payments.settled_amount) as settled_amount,
        sum(receipts.vouchered_amount) as vouchered_amount,
        sum(receipts.vouchered_quantity) as vouchered_quantity
    from receipts
    left join vouchers
        on receipts.document_company_code = vouchers.document_company_code
        and receipts.document_type_code = vouchers.document_type_code
        and receipts.document_number = vouchers.document_number
    left join payments
        on receipts.document_company_code = payments.document_company_code
        and receipts.document_type_code = payments.document_type_code
        and receipts.document_number = payments.document_number
    where receipts.match_code = '2'
    group by
        receipts.order_company_code, receipts.order_type_code, receipts.order_number, receipts.order_suffix,
        receipts.line_number, receipts.document_company_code, receipts.document_type_code, receipts.document_number
),

vouchered as (
    select
        order_company_code,
        order_type_code,
        order_number,
        order_suffix,
        line_number,
        count(*) as voucher_count,
        min(invoice_date) as first_invoice_date,
        min(voucher_date) as first_voucher_date,
        max(voucher_date) as last_voucher_date,
        min(first_payment_date) as first_payment_date,
        max(last_payment_date) as last_payment_date,
        sum(vouchered_amount) as vouchered_amount,
        sum(vouchered_quantity) as vouchered_quantity,
        -- of a voucher paid in part, each order line has the part that it has in the voucher
        sum({{ rounded_share('coalesce(settled_amount, 0)', 'vouchered_amount', 'gross_amount', 4) }}) as paid_amount
    from matches
    group by order_company_code, order_type_code, order_number, order_suffix, line_number
),

received as (
    select
        order_company_code,
        order_type_code,
        order_number,
        order_suffix,
        line_number,
        sum(case when match_code = '1' then 1 else 0 end) as receipt_count,
        min(case when match_code = '1' then received_date end) as first_received_date,
        max(case when match_code = '1' then received_date end) as last_received_date,
        sum(counted_received_amount) as received_amount,
        sum(counted_received_quantity) as received_quantity,
        sum(received_not_vouchered_amount) as received_not_vouchered_amount,
        sum(received_not_vouchered_quantity) as received_not_vouchered_quantity,
        -- what the vouchered part of the receipts was received at
        sum(
            case
                when match_code = '1' then counted_received_amount - received_not_vouchered_amount - coalesce(closed_amount, 0)
                else 0
            end
        ) as vouchered_receipt_amount,
        sum(case when match_code = '4' then 1 else 0 end) as reversed_receipt_count,
        sum(case when match_code = '3' then 1 else 0 end) as reversed_voucher_count
    from receipts
    group by order_company_code, order_type_code, order_number, order_suffix, line_number
)

select
    received.*,
    coalesce(vouchered.voucher_count, 0) as voucher_count,
    vouchered.first_invoice_date,
    vouchered.first_voucher_date,
    vouchered.last_voucher_date,
    vouchered.first_payment_date,
    vouchered.last_payment_date,
    coalesce(vouchered.vouchered_amount, 0) as vouchered_amount,
    coalesce(vouchered.vouchered_quantity, 0) as vouchered_quantity,
    coalesce(vouchered.paid_amount, 0) as paid_amount
from received
left join vouchered
    on received.order_company_code = vouchered.order_company_code
    and received.order_type_code = vouchered.order_type_code
    and received.order_number = vouchered.order_number
    and received.order_suffix = vouchered.order_suffix
    and received.line_number = vouchered.line_number
