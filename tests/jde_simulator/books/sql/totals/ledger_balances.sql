-- company_code, ledger_type_code, fiscal_year, fiscal_period: net movement; foreign ledger CA left out (several currencies)
select co, lt, fiscal_year, pn, sum(case when lt in ('AU', 'PU') then plan.money(aa, 'USD') else plan.money(aa, amount_crcd) end)
from plan.movements where lt <> 'CA' group by all
