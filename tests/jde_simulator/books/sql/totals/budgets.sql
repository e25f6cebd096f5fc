-- company_code, ledger_type_code, fiscal_year: BA by its periods, JA by original and changes
select co, lt, fiscal_year, sum(plan.money((list_sum(buckets) + case lt when 'JA' then borg else 0 end)::bigint, crcd)) from plan.budgets group by all
