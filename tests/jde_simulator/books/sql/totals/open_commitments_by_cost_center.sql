-- company_code, cost_center_code: open amount of lines that name accounts, by their distribution
with received as (
    select r.lk, d.dlnid,
        sum((plan.share(r.upto_amount, d.upto_percent, 100) - plan.share(r.from_amount, d.upto_percent, 100))
            - (plan.share(r.upto_amount, d.from_percent, 100) - plan.share(r.from_amount, d.from_percent, 100)))::bigint as amount
    from plan.receipt_state as r join plan.line_accounts as d on r.lk = d.lk where not r.is_reversed group by all
)
select l.co, trim(a.mcu), sum(plan.money(
    case when l.is_cancelled then 0 when l.kind = 'service' then l.open_amount
        else plan.share(l.ordered, d.upto_percent, 100) - plan.share(l.ordered, d.from_percent, 100) - coalesce(r.amount, 0) end, l.bcrc))
from plan.line_state as l join plan.line_accounts as d on l.lk = d.lk join plan.accounts as a on d.aid = a.aid
left join received as r on d.lk = r.lk and d.dlnid = r.dlnid
group by all
