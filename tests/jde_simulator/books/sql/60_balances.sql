-- Account balances (F0902): net postings a period, by account, year, ledger, subledger and currency. The annual close
-- (R098201) carries balance sheet accounts forward in APYC and adds the year's result to the retained earnings account
-- (AAI GLG4); no journal is written. JDE fills APYC of profit and loss accounts too, for inception-to-date figures of jobs,
-- and leaves it out of every report between GLG6 and GLG12: so does company 00002 here, the others start such accounts at 0.
-- BA and JA budgets and PA/PU commitments have balances without ledger detail.

create or replace table plan.openings as
with amounts(obj, usd) as (
    values ('1110', 4500000), ('1120', 1200000), ('1130', 100000), ('1411', 7000000), ('1413', 900000), ('1610', 22000000), ('1690', -9000000),
        ('2130', -700000), ('2140', -300000), ('3110', -12000000)
),
converted as (
    select a.co, a.aid, plan.minor(m.usd * plan.size() * e.part * e.usd_rate, c.crcd) as amount
    from amounts as m
    join plan.accounts as a on m.obj = a.obj
    join plan.companies as c on a.co = c.co
    join plan.economy as e on a.co = e.co
    union all
    select s.co, a.aid, sum(s.amount)::bigint
    from plan.sales as s join plan.accounts as a on s.co = a.co and a.obj = '1210'
    where s.is_opening group by all
)
select co, aid, amount from converted
union all
select c.co, a.aid, -sum(c.amount)::bigint
from converted as c join plan.accounts as a on c.co = a.co and a.obj = '3900'
group by all;

-- every movement that a balance shows; `amount` in the smallest unit of the ledger's currency
create or replace table plan.movements as
with commitments as (
    -- JDE commits lines that name an account, at order entry by G/L date
    select l.co, d.aid, l.crcd, l.bcrc, l.trdj as gl_date, l.trdj as moved_on,
        plan.share(l.ordered, d.upto_percent, 100) - plan.share(l.ordered, d.from_percent, 100) as pa,
        case when d.dlnid <= 1 then (l.uorg * 100)::bigint else 0 end as pu
    from plan.order_lines as l join plan.line_accounts as d on l.lk = d.lk
    union all
    -- and takes them back when the line is cancelled,
    select l.co, d.aid, l.crcd, l.bcrc, l.cancelled_on, l.cancelled_on,
        -(plan.share(l.ordered, d.upto_percent, 100) - plan.share(l.ordered, d.from_percent, 100)), case when d.dlnid <= 1 then -(l.uorg * 100)::bigint else 0 end
    from plan.order_lines as l join plan.line_accounts as d on l.lk = d.lk
    where l.cancelled_on <= getvariable('today')
),
-- or when the receipt (three-way) or the voucher (two-way) is posted
relieved as (
    select e.co, e.aid, e.gl_date, b.posted_on as moved_on, -e.amount as pa, 0 as pu
    from plan.entries as e join plan.batches as b on e.batch_key = b.batch_key
    where b.is_posted and e.dct = 'OV' and e.po_kind = 'account' and e.aid not in (select aid from plan.accounts where obj = '2120')
    union all
    select e.co, e.aid, e.gl_date, b.posted_on, -e.amount, 0
    from plan.entries as e join plan.batches as b on e.batch_key = b.batch_key
    where b.is_posted and starts_with(e.vk, 'S|') and e.dct = 'PV'
),
relieved_units as (
    select l.co, d.aid, r.received_on as gl_date, b.posted_on as moved_on, -(r.quantity * 100)::bigint as pu
    from plan.receipts as r
    join plan.order_lines as l on r.lk = l.lk
    join plan.line_accounts as d on r.lk = d.lk and d.dlnid <= 1
    join plan.batches as b on b.batch_key = 'O|' || r.co || '|' || r.received_on
    where b.is_posted
    union all
    select l.co, d.aid, r.reversed_on, b.posted_on, (r.quantity * 100)::bigint
    from plan.receipts as r
    join plan.order_lines as l on r.lk = l.lk
    join plan.line_accounts as d on r.lk = d.lk and d.dlnid <= 1
    join plan.batches as b on b.batch_key = 'O|' || r.co || '|reversed|' || r.reversed_on
    where b.is_posted and r.reversed_on <= getvariable('today')
),
outside as (
    select co, aid, 'PA' as lt, gl_date, moved_on, pa as aa from commitments
    union all
    select co, aid, 'PU', gl_date, moved_on, pu from commitments where pu <> 0
    union all
    select co, aid, 'PA', gl_date, moved_on, pa from relieved
    union all
    select co, aid, 'PU', gl_date, moved_on, pu from relieved_units
)
select l.co, l.aid, l.lt, coalesce(l.sbl, '') as sbl, coalesce(l.sblt, '') as sblt, l.crcd as key_crcd,
    case l.lt when 'CA' then l.crcd else l.bcrc end as amount_crcd, l.fiscal_year, l.pn, l.posted_on as moved_on, l.aa
from plan.ledger as l
where l.is_posted and l.summ is null
union all
select o.co, o.aid, o.lt, '', '', '', c.crcd, p.fiscal_year, p.pn, o.moved_on, o.aa
from outside as o
join plan.companies as c on o.co = c.co
join plan.calendar as p on c.dtpn = p.dtpn and o.gl_date between p.period_start and p.period_end;

create or replace table plan.budgets as
with years as (
    select c.co, c.crcd, c.dtpn, p.fiscal_year from plan.companies as c join plan.periods as p on c.dtpn = p.dtpn and p.pn = 1
    where p.period_end >= c.history_start and p.period_start <= getvariable('today')
),
-- what a year is planned to bring and cost; vouchers may charge any of a company's expense accounts
planned as (
    select e.co, a.aid, true as is_seasonal, 4 as growth, -e.revenue * case a.obj when '4010' then 7 else 3 end // 10 as amount
    from plan.economy as e join plan.accounts as a on e.co = a.co and a.obj in ('4010', '4020')
    union all
    select e.co, a.aid, true, 4, e.material from plan.economy as e join plan.accounts as a on e.co = a.co and a.obj = '5010'
    union all
    select co, aid, false, 3, 12 * amount from plan.wages
    union all
    select a.co, a.aid, false, 0, 12 * plan.depreciation(a.aid, a.kind, e.crcd, e.usd_rate)
    from plan.accounts as a join plan.economy as e on a.co = e.co where a.obj = '7500'
    union all
    select a.co, a.aid, false, 3, 12 * plan.recurring(a.aid, a.obj, date '2025-01-01', e.crcd, e.usd_rate)
    from plan.accounts as a join plan.economy as e on a.co = e.co where a.obj in ('7230', '7240') and a.kind = 'E'
    union all
    select x.co, x.aid, true, 2, e.expense // len(x.aids)
    from (select co, aids, unnest(aids) as aid from plan.expense_accounts) as x join plan.economy as e on x.co = e.co
    union all
    select t.co, a.aid, false, 0, plan.minor(12 * p.usd * plan.size() * (t.upto_percent - t.from_percent) / 100 * e.usd_rate, e.crcd)
    from plan.pools as p join plan.pool_targets as t on p.doc = t.doc
    join plan.accounts as a on a.mcu = plan.mcu(t.mcu) and a.obj = '8010'
    join plan.economy as e on t.co = e.co
    union all
    select a.co, a.aid, false, 0, -plan.minor(12 * p.usd * plan.size(), 'USD')
    from plan.pools as p join plan.accounts as a on a.mcu = plan.mcu(p.mcu) and a.obj = '8090'
),
annual as (
    select y.co, y.crcd, y.fiscal_year, p.aid, a.obj, bool_or(p.is_seasonal) as is_seasonal,
        (sum(plan.grown(p.amount, make_date(y.fiscal_year, 1, 1), p.growth))
            * (96 + plan.pick(p.aid || y.fiscal_year, 'budget', 9)) // 100)::bigint as amount
    from years as y
    join planned as p on y.co = p.co
    join plan.accounts as a on p.aid = a.aid
    where p.amount <> 0
    group by y.co, y.crcd, y.fiscal_year, p.aid, a.obj
),
spread as (
    select a.*, case when a.is_seasonal then s.upto else list_transform(range(1, 13), lambda n: 10000 * n // 12) end as upto
    from annual as a
    join (select co, fiscal_year, list(upto order by pn) as upto from plan.seasons group by all) as s on a.co = s.co and a.fiscal_year = s.fiscal_year
)
select co, crcd, fiscal_year, aid, 'BA' as lt, amount as borg,
    -- the working budget stands in the periods; in the second half of a year some of it is revised
    list_transform(range(1, 13), lambda n: plan.share(amount, upto[n], 10000) - coalesce(plan.share(amount, upto[n - 1], 10000), 0)
        + case when n > 6 and plan.pick(aid || fiscal_year, 'revised', 5) = 0 then amount // 120 else 0 end) as buckets
from spread
union all
-- job cost style: the original in BORG, only the changes in the periods
select co, crcd, fiscal_year, aid, 'JA', amount,
    list_transform(range(1, 13), lambda n: case when n = 1 + plan.pick(aid, 'change', 12) then amount // 20 else 0 end)
from annual where obj in ('7120', '7130', '7421');

create or replace table plan.balances as
with sums as (
    select
        co, aid, lt, sbl, sblt, key_crcd as crcd, amount_crcd, fiscal_year, pn, sum(aa)::bigint as net,
        sum(greatest(aa, 0))::bigint as debit, max(moved_on) as moved_on
    from plan.movements group by all
    union all by name
    select o.co, o.aid, 'AA' as lt, '' as sbl, '' as sblt, c.crcd, c.crcd as amount_crcd, p.fiscal_year, 0 as pn, o.amount as net,
        0 as debit, c.history_start as moved_on
    from plan.openings as o
    join plan.companies as c on o.co = c.co
    join plan.periods as p on c.dtpn = p.dtpn and c.history_start between p.period_start and p.period_end
    union all by name
    select b.co, b.aid, b.lt, '' as sbl, '' as sblt, '' as crcd, b.crcd as amount_crcd, b.fiscal_year, n.n as pn, b.buckets[n.n] as net,
        greatest(b.buckets[n.n], 0) as debit, c.history_start as moved_on
    from plan.budgets as b join plan.companies as c on b.co = c.co, range(1, 13) as n(n)
),
years as (
    select
        co, aid, lt, sbl, sblt, crcd, amount_crcd, fiscal_year, max(moved_on) as moved_on,
        map_from_entries(list({'k': pn, 'v': net}) filter (pn > 0)) as net,
        map_from_entries(list({'k': pn, 'v': debit}) filter (pn > 0)) as debit,
        coalesce(sum(net) filter (pn > 0), 0)::bigint as year_net, coalesce(sum(net) filter (pn = 0), 0)::bigint as opening
    from (
        select co, aid, lt, sbl, sblt, crcd, amount_crcd, fiscal_year, pn, sum(net)::bigint as net, sum(debit)::bigint as debit, max(moved_on) as moved_on
        from sums group by all
    )
    group by all
),
carried as (
    -- what each year hands to the ones after it
    select y.co, y.aid, y.lt, y.sbl, y.sblt, y.crcd, y.amount_crcd, y.fiscal_year, y.year_net + y.opening as amount, y.year_net
    from years as y join plan.accounts as a on y.aid = a.aid
    where (y.lt in ('AA', 'CA', 'AZ') and a.obj < '4') or y.lt in ('PA', 'PU') or (y.lt = 'AA' and y.co = '00002')
    union all
    select y.co, r.aid, y.lt, '', '', c.crcd, y.amount_crcd, y.fiscal_year, sum(y.year_net)::bigint, 0
    from years as y
    join plan.accounts as a on y.aid = a.aid
    join plan.companies as c on y.co = c.co
    join plan.accounts as r on y.co = r.co and r.obj = '3900'
    where y.lt in ('AA', 'AZ') and a.obj >= '4'
    group by all
),
open_years as (
    select c.co, y.fiscal_year, min(p.period_start) as year_start
    from plan.companies as c
    join plan.periods as p on c.dtpn = p.dtpn
    join (select distinct co, fiscal_year from years) as y on c.co = y.co and p.fiscal_year = y.fiscal_year
    group by all
),
brought as (
    select c.co, c.aid, c.lt, c.sbl, c.sblt, c.crcd, c.amount_crcd, y.fiscal_year, sum(c.amount)::bigint as apyc,
        coalesce(sum(c.year_net) filter (c.fiscal_year = y.fiscal_year - 1), 0)::bigint as apyn, y.year_start
    from carried as c join open_years as y on c.co = y.co and c.fiscal_year < y.fiscal_year
    group by all
)
select
    coalesce(y.co, b.co) as co, coalesce(y.aid, b.aid) as aid, coalesce(y.lt, b.lt) as lt, coalesce(y.sbl, b.sbl) as sbl, coalesce(y.sblt, b.sblt) as sblt,
    coalesce(y.crcd, b.crcd) as crcd, coalesce(y.amount_crcd, b.amount_crcd) as amount_crcd, coalesce(y.fiscal_year, b.fiscal_year) as fiscal_year,
    coalesce(y.opening, 0) + coalesce(b.apyc, 0) as apyc, coalesce(b.apyn, 0) as apyn,
    list_transform(range(1, 15), lambda n: coalesce(y.net[n::integer], 0)) as net,
    list_transform(range(1, 15), lambda n: coalesce(y.debit[n::integer], 0)) as debit,
    g.borg, greatest(y.moved_on, b.year_start) as moved_on
from years as y
full join brought as b
    on y.aid = b.aid and y.lt = b.lt and y.sbl = b.sbl and y.sblt = b.sblt and y.crcd = b.crcd and y.amount_crcd = b.amount_crcd and y.fiscal_year = b.fiscal_year
left join plan.budgets as g on y.aid = g.aid and y.fiscal_year = g.fiscal_year and y.lt = g.lt
where y.aid is not null or b.apyc <> 0 or b.apyn <> 0;
