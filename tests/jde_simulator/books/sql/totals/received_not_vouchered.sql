-- company_code: receipts at cost less what living matches cleared
select co, sum(plan.money(case when is_reversed then 0 else received - vouchered_cost end, bcrc)) from plan.receipt_state group by all
