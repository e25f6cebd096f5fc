-- no matched voucher leaves its spend on the account that holds what was received and not vouchered
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
    select distinct document_company_code, document_type_code, document_number
    from {{ ref('fct_po_receipts') }}
    where match_code = '2'
) as matches
    on spend.document_company_code = matches.document_company_code
    and spend.voucher_document_type_code = matches.document_type_code
    and spend.document_number = matches.document_number
