-- company_code: living receipts at cost
select co, sum(plan.money(received, bcrc)) from plan.receipt_state where not is_reversed group by all
