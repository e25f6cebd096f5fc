-- company_code: living matches as vouchered, two-way vouchers included
select co, sum(plan.money(amount, bcrc)) from (
    select co, vouchered as amount, bcrc from plan.live_matches where not is_undone
    union all
    select h.co, l.amount, h.bcrc from plan.voucher_lines as l join plan.voucher_heads as h on l.vk = h.vk where h.src = 'twoway'
) group by all
