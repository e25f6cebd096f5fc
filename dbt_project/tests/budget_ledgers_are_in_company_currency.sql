{{ config(severity='warn') }}

-- ledgers that stand beside actual amounts in fct_budget_variance, which F0025 or F0902 (CRCX) denominate in another currency
select
    ledger_type_code,
    company_code,
    ledger_currency_code,
    company_currency_code,
    count(*) as balance_count
from {{ ref('fct_gl_balances') }}
where
    ledger_role in ('actual', 'budget', 'forecast', 'commitment')
    and ledger_currency_code <> company_currency_code
group by ledger_type_code, company_code, ledger_currency_code, company_currency_code
