-- every tie-out that JDE has no timing difference in is equal to the last decimal
select
    check_name,
    company_code,
    ledger_type_code,
    fiscal_year,
    fiscal_period,
    difference_amount,
    reason
from {{ ref('trust_tie_outs') }}
where status = 'difference' and severity = 'error'
