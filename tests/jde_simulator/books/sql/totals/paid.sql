-- company_code: paid less voided, from payments that were not purged
select co, sum(plan.money(paid, bcrc)) from plan.payment_lines where voided_on is null and pyid not in (select pyid from plan.purged_payments) group by all
