-- company_code, cost_center_code, object_account as booked: posted voucher lines, changes and voids;
-- what was spent stays spent when payables are purged
with events as (
    select v.co, l.aid, v.bcrc, l.amount from plan.voucher_lines as l join plan.vouchers as v on l.vk = v.vk where not v.is_gone and v.posted_on <= getvariable('today')
    union all
    select v.co, l.aid, v.bcrc, -l.amount from plan.voucher_lines as l join plan.vouchers as v on l.vk = v.vk
    where v.fate = 'void' and plan.posted_after(v.undone_on) <= getvariable('today')
    union all
    select v.co, l.aid, v.bcrc, v.change_amount from plan.voucher_lines as l join plan.vouchers as v on l.vk = v.vk
    where l.line = 1 and v.fate = 'adjust' and plan.posted_after(v.adjusted_on) <= getvariable('today')
)
select e.co, trim(a.mcu), plan.renamed(a.obj, getvariable('today')), sum(plan.money(e.amount, e.bcrc)) from events as e join plan.accounts as a on e.aid = a.aid group by all
