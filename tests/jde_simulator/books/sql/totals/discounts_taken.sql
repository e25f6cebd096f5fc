-- company_code: discounts taken less those of voided payments
select co, sum(plan.money(discount_taken, bcrc)) from plan.payment_lines where voided_on is null and pyid not in (select pyid from plan.purged_payments) group by all
