-- company_code, cost_center_code, object_account, fiscal_year, fiscal_period: net movement of ledger AA
select m.co, trim(a.mcu), plan.renamed(a.obj, getvariable('today')), m.fiscal_year, m.pn, sum(plan.money(m.aa, m.amount_crcd))
from plan.movements as m join plan.accounts as a on m.aid = a.aid where m.lt = 'AA' group by all
