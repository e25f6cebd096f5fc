select
    company_code,
    account_id
from {{ ref('int_receipt_journal_lines') }}
group by company_code, account_id
having sum(amount_in_direction) < 0

union

-- and what the chart calls so, where receipts have no journals any more
select
    company_code,
    account_id
from {{ ref('dim_gl_accounts') }}
where account_group = 'Received not vouchered'
