-- company_code: open pay items, drafts left out
select co, sum(plan.money(open_amount, bcrc)) from plan.settled_items group by all
