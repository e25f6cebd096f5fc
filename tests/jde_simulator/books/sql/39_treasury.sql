-- What the treasurer does at each month's end (JE): fill up the foreign currency bank by what was paid from it, claim back
-- the recoverable tax of the month before, and pay for machines.

create or replace table plan.treasury as
with acc as (select aid, co, obj from plan.accounts where kind = 'C'),
paid as (
    select p.co, last_day(p.pay_on) as d, sum(plan.convert(l.paid_txn, p.crcd, p.bcrc, p.pay_crr))::bigint as amount
    from plan.payments as p
    join plan.payment_lines as l on p.pyid = l.pyid
    where p.crcd in (select fx_bank from plan.companies where co = p.co)
    group by all
),
taxed as (
    select co, last_day(last_day(gl_date) + 1) as d, sum(tax)::bigint as amount
    from plan.vouchers where exr1 = 'V' and fate not in ('void', 'delete') group by all
),
movements as (
    select 'BT' as kind, m.co, m.crcd, m.d, 'Bank transfer' as exa, '1120' as debit, '1110' as credit, p.amount
    from plan.month_ends as m join paid as p on m.co = p.co and m.d = p.d
    union all
    select 'TX', m.co, m.crcd, m.d, 'Tax refund', '1110', '1550', t.amount
    from plan.month_ends as m join taxed as t on m.co = t.co and m.d = t.d
    union all
    select 'CX', m.co, m.crcd, m.d, 'Machinery', '1610', '1110', e.revenue * (20 + plan.pick(m.co || m.d, 'machinery', 30)) // 12000
    from plan.month_ends as m join plan.economy as e on m.co = e.co
)
select
    m.kind || '|' || m.co || '|' || m.d as jk, 'JE' as dct, 'G' as icut, m.co, m.crcd, m.d as entered_on, a.aid, m.exa,
    case when a.obj = m.debit then m.amount else -m.amount end as txn
from movements as m
join acc as a on m.co = a.co and a.obj in (m.debit, m.credit)
where m.amount <> 0;
