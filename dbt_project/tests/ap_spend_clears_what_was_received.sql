-- no matched voucher leaves its spend on the account that holds what was received and not vouchered, as long as something still
-- says what its order was for: a purge may take the order line and the journal of its receipt
select
    spend.document_company_code,
    spend.document_type_code,
    spend.document_number,
    spend.journal_line_number,
    spend.charged_account_id,
    spend.spend_amount
from {{ ref('fct_ap_spend') }} as spend
inner join {{ ref('int_received_not_vouchered_accounts') }} as accruals
    on spend.company_code = accruals.company_code
    and spend.charged_account_id = accruals.account_id
inner join (
    select distinct
        receipts.document_company_code,
        receipts.document_type_code,
        receipts.document_number,
        receipts.order_number
    from {{ ref('fct_po_receipts') }} as receipts
    inner join {{ ref('int_purchase_order_line_charges') }} as charges
        on receipts.order_company_code = charges.order_company_code
        and receipts.order_type_code = charges.order_type_code
        and receipts.order_number = charges.order_number
        and receipts.line_number = charges.line_number
    where receipts.match_code = '2'
) as matches
    on spend.document_company_code = matches.document_company_code
    and spend.voucher_document_type_code = matches.document_type_code
    and spend.document_number = matches.document_number
    and coalesce(spend.order_number, matches.order_number) = matches.order_number
