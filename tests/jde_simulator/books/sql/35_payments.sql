-- Pay items and how they are paid (F0413 header, F0414 detail). JDE: a payment takes the open amount less the discount,
-- a voided payment writes reversing lines of type PO under the same payment id and opens the vouchers again.
-- PK automatic (batch K), PN manual (M with match, W without voucher), P1 draft: the voucher is closed by the draft,
-- which stands in F0411 as a document P1 of its own until the bank takes it. Payment amounts are negative.

create or replace table plan.pay_items as
with terms as (
    select v.*, t.net_days, t.discount_percent, t.discount_days, t.splits
    from plan.vouchers as v
    join plan.terms as t on coalesce(v.ptc, ' ') = t.ptc
    where not v.is_gone
),
items as (
    select
        *, s.s::integer as k,
        plan.share(gross_txn, s.s, splits) - plan.share(gross_txn, s.s - 1, splits) as item_txn,
        plan.share(gross, s.s, splits) - plan.share(gross, s.s - 1, splits) as item,
        plan.share(tax_txn, s.s, splits) - plan.share(tax_txn, s.s - 1, splits) as item_tax_txn,
        plan.share(tax, s.s, splits) - plan.share(tax, s.s - 1, splits) as item_tax,
        case when s.s = 1 then change_txn else 0 end as item_change_txn,
        case when s.s = 1 then change_amount else 0 end as item_change
    from terms, range(1, splits + 1) as s(s)
)
select
    * exclude (k),
    -- an invoice that waits for an answer is in dispute meanwhile
    (src = 'match' and ordinal % 33 = 8) or (src = 'expense' and ordinal % 7 = 1) as is_disputed,
    vk || '|' || k as pk, lpad(k::varchar, 3, '0') as sfx,
    invoiced_on + net_days::integer * k as due_on,
    case when discount_percent > 0 then invoiced_on + discount_days::integer end as discount_due_on,
    case when discount_percent > 0 and gross_txn > 0
        then round(item_txn * discount_percent / 100.0)::bigint else 0 end as discount_txn,
    case when discount_percent > 0 and gross_txn > 0
        then plan.convert(round(item_txn * discount_percent / 100.0)::bigint, crcd, bcrc, crr) else 0 end as discount
from items;

create or replace table plan.pay_runs as
select co, d as run_on
from plan.days
where in_history and isodow(d) in (case co when '00001' then 1 when '00002' then 2 else 3 end, case co when '00001' then 4 when '00002' then 5 else 5 end);

create or replace table plan.ready_items as
select
    *,
    case
        when src = 'manual' then entered_on
        when fate = 'hold' then greatest(released_on, due_on - 3)
        when discount_txn > 0 and ordinal % 3 <> 0 then posted_on + 1
        when is_disputed then greatest(due_on + 10 + plan.pick(pk, 'dispute', 140)::integer, posted_on + 1)
        -- one in seven waits for a signature
        when ordinal % 7 = 3 and src in ('match', 'twoway', 'expense') then greatest(due_on + 2 + plan.pick(pk, 'signature', 20)::integer, posted_on + 1)
        else greatest(due_on - 3, posted_on + 1, coalesce(adjusted_on + 2, posted_on))
    end as ready_on,
    case src when 'manual' then 'W' when 'recurring' then 'R' else case when fate = 'employee' then 'M' when fate = 'draft' then 'D' else 'K' end end as method,
    item_txn + item_change_txn as net_item_txn,
    item + item_change as net_item
from plan.pay_items
where fate not in ('void', 'delete') and posted_on is not null;

create or replace table plan.first_payments as
with scheduled as (
    select r.*, case when r.src = 'manual' then r.entered_on else p.run_on end as pay_on
    from plan.ready_items as r
    asof join plan.pay_runs as p on r.co = p.co and r.ready_on <= p.run_on
),
due as (select * from scheduled where pay_on <= getvariable('today')),
groups as (
    select co, payee, crcd, method, pay_on, case when method in ('W', 'D') then vk else '' end as single, sum(net_item_txn) as total
    from due where net_item_txn > 0 group by all
),
-- a debit memo goes with the first payment of the same payee that is large enough; one memo a payment
memo_offers as (
    select m.pk, g.pay_on, g.total, row_number() over (partition by m.pk order by g.pay_on) as choice
    from plan.ready_items as m
    join groups as g
        on m.co = g.co and m.payee = g.payee and m.crcd = g.crcd and g.method = 'K'
        and g.pay_on >= m.ready_on and g.total > -2 * m.net_item_txn
    where m.net_item_txn < 0
),
memos as (
    select m.*, o.pay_on
    from plan.ready_items as m
    join memo_offers as o on m.pk = o.pk and o.choice = 1
    qualify row_number() over (partition by m.co, m.payee, m.crcd, o.pay_on order by m.entered_on, m.pk) = 1
),
paid as (
    select * from due where net_item_txn > 0
    union all by name
    select * from memos
)
select *, case when method in ('W', 'D') then vk else '' end as single from paid;

create or replace table plan.payments as
with first_round as (
    select
        co, payee, crcd, method, pay_on, single, 1 as attempt,
        row_number() over (partition by co order by pay_on, payee, crcd, method, single) as pm,
        row_number() over (partition by co, method, pay_on order by payee, crcd, single) as of_day
    from (select distinct co, payee, crcd, method, pay_on, single from plan.first_payments)
),
voided as (
    select
        * exclude (of_day),
        case when method = 'K' and (pm % 20 = 7 or (pay_on >= getvariable('live') - 8 and of_day = 1 and day(pay_on) % 2 = 0)) then pay_on + 6 end as voided_on
    from first_round
),
second_round as (
    select v.co, v.payee, v.crcd, v.method, p.run_on as pay_on, v.single, 2 as attempt, v.pm, null::date as voided_on, v.pay_on as first_pay_on
    from (select *, pay_on + 10 as again_on from voided where voided_on is not null) as v
    asof join plan.pay_runs as p on v.co = p.co and v.again_on <= p.run_on
    where p.run_on <= getvariable('today')
),
every_payment as (
    select *, pay_on as first_pay_on from voided
    union all by name
    select * from second_round
),
numbered as (
    select
        e.*,
        1000 + row_number() over (order by e.pay_on, e.co, e.payee, e.crcd, e.method, e.single, e.attempt, e.first_pay_on) as pyid,
        5000000 + row_number() over (partition by e.co order by e.pay_on, e.payee, e.crcd, e.method, e.single, e.attempt, e.first_pay_on) as docm
    from every_payment as e
)
select
    n.* replace (case when n.voided_on <= getvariable('today') then n.voided_on end as voided_on),
    c.crcd as bcrc,
    case n.method when 'K' then 'PK' when 'R' then 'PK' when 'D' then 'P1' else 'PN' end as dctm,
    case n.method when 'R' then 'K' when 'D' then 'K' else n.method end as icut,
    case when n.method = 'W' then 'W|' || n.co || '|manual|' || n.pay_on
        else n.method || '|' || n.co || '|pay|' || n.pay_on end as batch_key,
    plan.posted_after(n.pay_on) as posted_on,
    plan.posted_after(n.voided_on) as void_posted_on,
    'K|' || n.co || '|void|' || n.voided_on as void_batch_key,
    case when n.method = 'D' then n.pay_on + 30 end as draft_due_on,
    case when n.method = 'D' then plan.posted_after(n.pay_on + 30) end as draft_taken_on,
    r.crr as pay_crr,
    b.aid as bank_aid,
    d.aid as draft_aid
from numbered as n
join plan.companies as c on n.co = c.co
join plan.rates as r on n.crcd = r.from_crcd and c.crcd = r.to_crcd and r.month_start = date_trunc('month', n.pay_on)
join plan.accounts as b on n.co = b.co and b.obj = case when n.crcd = c.fx_bank then '1120' else '1110' end
join plan.accounts as d on n.co = d.co and d.obj = '2118';

-- one line for each pay item and payment; `paid` and `discount_taken` are positive for what leaves the bank
create or replace table plan.payment_lines as
with lines as (
    select
        p.pyid, p.attempt, p.pay_on, p.voided_on, f.pk, f.vk, f.doc, f.dct, f.co, f.sfx, f.glc, f.an8, f.crcd, f.bcrc, f.crr, f.crrm,
        f.ok, f.net_item_txn, f.net_item,
        case when p.pay_on <= f.discount_due_on then f.discount_txn else 0 end as discount_taken_txn,
        case when p.pay_on <= f.discount_due_on then f.discount else 0 end as discount_taken
    from plan.payments as p
    join plan.first_payments as f
        on p.co = f.co and p.payee = f.payee and p.crcd = f.crcd and p.method = f.method
        and p.first_pay_on = f.pay_on and p.single = f.single
)
select
    *, net_item_txn - discount_taken_txn as paid_txn, net_item - discount_taken as paid,
    row_number() over (partition by pyid order by pk) as rc5
from lines;

-- what today's books say of each pay item
create or replace table plan.settled_items as
with live_lines as (
    select pk, sum(paid_txn)::bigint as paid_txn, sum(paid)::bigint as paid,
        sum(discount_taken_txn)::bigint as discount_taken_txn, sum(discount_taken)::bigint as discount_taken
    from plan.payment_lines where voided_on is null group by pk
),
touched as (
    select pk, max(greatest(pay_on, coalesce(voided_on, pay_on))) as touched_on from plan.payment_lines group by pk
)
select
    i.*,
    i.fate = 'void' and i.undone_on <= getvariable('today') as is_void,
    coalesce(l.paid_txn, 0) as paid_txn, coalesce(l.paid, 0) as paid,
    coalesce(l.discount_taken_txn, 0) as discount_taken_txn, coalesce(l.discount_taken, 0) as discount_taken,
    l.pk is not null as is_paid,
    case when (i.fate = 'void' and i.undone_on <= getvariable('today')) or l.pk is not null then 0
        else i.item_txn + i.item_change_txn end as open_txn,
    case when (i.fate = 'void' and i.undone_on <= getvariable('today')) or l.pk is not null then 0
        else i.item + i.item_change end as open_amount,
    t.touched_on
from plan.pay_items as i
left join live_lines as l on i.pk = l.pk
left join touched as t on i.pk = t.pk;

-- Purge Closed A/P (R04800) takes recurring vouchers that are paid and old, with the payments that paid nothing else:
-- three days into the days that tests walk through the first months, then a month every fourteen days
create or replace table plan.purged as
select v.vk
from plan.voucher_heads as v join plan.companies as c on v.co = c.co
where v.src = 'recurring' and getvariable('today') >= getvariable('live') + 3
    and v.entered_on < date_trunc('month', c.history_start)
        + to_months(3 + (datediff('day', getvariable('live') + 3, getvariable('today')) // 14)::integer);

create or replace table plan.purged_payments as
select pyid from plan.payment_lines group by pyid having bool_and(vk in (select vk from plan.purged));
