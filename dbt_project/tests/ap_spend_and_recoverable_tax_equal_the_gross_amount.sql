-- per posted voucher, changes and voids taken in
with spend as (
    select
        document_company_code,
        voucher_document_type_code as document_type_code,
        document_number,
        sum(spend_amount) as spend_amount
    from {{ ref('fct_ap_spend') }}
    group by document_company_code, voucher_document_type_code, document_number
),

vouchers as (
    select * from {{ ref('int_ap_vouchers') }}
    where is_posted and is_in_f0411 and not has_mixed_tax
)

select
    vouchers.document_company_code,
    vouchers.document_type_code,
    vouchers.document_number,
    vouchers.gross_amount,
    vouchers.recoverable_tax_amount,
    spend.spend_amount
from vouchers
left join spend
    on vouchers.document_company_code = spend.document_company_code
    and vouchers.document_type_code = spend.document_type_code
    and vouchers.document_number = spend.document_number
where coalesce(spend.spend_amount, 0) + vouchers.recoverable_tax_amount <> vouchers.gross_amount
