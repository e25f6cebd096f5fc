-- company_code: open amount of purchase order lines, requisitions and blankets left out
select co, sum(plan.money(open_amount, bcrc)) from plan.line_state group by all
