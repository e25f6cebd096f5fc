-- per voucher: gross amount - open amount = payments + discounts taken; drafts are closed by the bank, not by a payment
with vouchers as (
    select * from {{ ref('int_ap_vouchers') }}
),

payments as (
    select
        document_company_code,
        document_type_code,
        document_number,
        sum(paid_amount + settled_discount_amount) as settled_amount
    from {{ ref('int_ap_payment_lines_marked') }}
    group by document_company_code, document_type_code, document_number
)

select
    vouchers.document_company_code,
    vouchers.document_type_code,
    vouchers.document_number,
    vouchers.gross_amount,
    vouchers.open_amount,
    payments.settled_amount
from vouchers
left join payments
    on vouchers.document_company_code = payments.document_company_code
    and vouchers.document_type_code = payments.document_type_code
    and vouchers.document_number = payments.document_number
where vouchers.is_in_f0411
    and vouchers.gross_amount - vouchers.open_amount <> coalesce(payments.settled_amount, 0)
