-- company_code: gross of every voucher with its changes and voids, drafts left out; what was purged is gone
select co, sum(plan.money(case when is_void then 0 else item + item_change end, bcrc)) from plan.settled_items
where vk not in (select vk from plan.purged) group by all
