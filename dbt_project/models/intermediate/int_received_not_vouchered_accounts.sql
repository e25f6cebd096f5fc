select
    company_code,
    account_id
from {{ ref('int_receipt_journal_lines') }}
group by company_code, account_id
having sum(amount_in_direction) < 0
