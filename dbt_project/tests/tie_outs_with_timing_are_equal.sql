{{ config(severity='warn') }}

-- tie-outs in which JDE itself has timing differences
select
    check_name,
    company_code,
    ledger_type_code,
    fiscal_year,
    fiscal_period,
    difference_amount,
    reason
from {{ ref('trust_tie_outs') }}
where status = 'difference' and severity = 'warn'
