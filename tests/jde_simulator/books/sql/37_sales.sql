-- What is sold and what it takes: weekly invoices, those of the month before the history begins as well, which are the
-- receivables that the books open with; and the material that production draws from stock.

create or replace table plan.month_ends as
select c.co, c.crcd, m.m::date as d
from plan.companies as c
cross join (select unnest(range(date '2024-01-01', date '2029-06-01', interval 1 month)) + interval 1 month - interval 1 day as m) as m
where m.m::date >= c.history_start and m.m::date <= getvariable('today');

create or replace table plan.sales as
select
    'RI|' || d.co || '|' || d.d || '|' || n.n as jk, d.co, c.crcd, d.d, n.n,
    -- a year has 52 weeks, and its season is 98 on average
    plan.grown(e.revenue, d.d, 4) * d.season * (92 + plan.pick(d.co || d.d || n.n, 'sale', 17)) // (52 * 98 * 100 * i.invoices) as amount,
    not d.in_history as is_opening
from plan.days as d
join plan.companies as c on d.co = c.co
join plan.economy as e on d.co = e.co
cross join (select greatest(1, least(200, round(6 * getvariable('scale'))))::integer as invoices) as i,
    range(i.invoices) as n(n)
where d.d >= c.history_start - 31 and isodow(d.d) = 5 and d.d <= getvariable('today');

-- what is used follows what is sold, and a tenth of what lies over or under the stock that the books open with
create or replace table plan.inventory as
with recursive received as (
    select r.co, case when l.glpt = 'IN30' then '1413' else '1411' end as obj, last_day(r.received_on) as d, sum(r.received)::bigint as amount
    from plan.receipts as r join plan.order_lines as l on r.lk = l.lk
    where l.kind in ('stock', 'return') and r.reversed_on is null
    group by all
),
sold as (
    select co, last_day(d) as d, sum(amount)::bigint as amount from plan.sales where not is_opening group by all
),
months as (
    select m.co, m.d, o.obj, row_number() over (partition by m.co, o.obj order by m.d) as n,
        coalesce(s.amount, 0) * o.permille // 1000 as needed, coalesce(r.amount, 0) as bought
    from plan.month_ends as m
    cross join (values ('1411', 500), ('1413', 60)) as o(obj, permille)
    left join sold as s on m.co = s.co and m.d = s.d
    left join received as r on m.co = r.co and m.d = r.d and o.obj = r.obj
),
drawn as (
    select co, obj, n, d, greatest(needed, 0)::bigint as used, (bought - needed)::bigint as over from months where n = 1
    union all
    select m.co, m.obj, m.n, m.d, greatest(m.needed + w.over // 10, 0)::bigint,
        (w.over + m.bought - greatest(m.needed + w.over // 10, 0))::bigint
    from drawn as w join months as m on w.co = m.co and w.obj = m.obj and w.n + 1 = m.n
)
select co, d, obj, used from drawn;
