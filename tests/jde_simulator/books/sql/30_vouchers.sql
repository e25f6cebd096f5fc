-- Vouchers (F0411) and what they charge (F0911). Document types: PV voucher, PR recurring, PD debit memo (negative),
-- PM manual payment without voucher. Unposted vouchers may be deleted and then vanish; posted ones are voided, which
-- writes PE rows (SFXE 1, DCTA PE) against every pay item. A changed amount writes a PE row on the first pay item.
-- Tax: V is recoverable and posted to its own account by the post program; S is sales tax, part of the expense.

create or replace table plan.expense_documents as
with wanted as (
    select
        d.co, d.d, c.crcd,
        1.6 * c.weight * d.season * getvariable('scale') * case when isodow(d.d) < 6 then 1 else 0.2 end / 10000.0 as n,
        plan.pick(d.co || d.d, 'expenses', 1000) / 1000.0 as chance
    from plan.days as d
    join plan.companies as c on d.co = c.co
    where d.in_history and d.is_workday and d.d <= getvariable('today')
),
numbered as (
    select
        w.co, w.d as entered_on, i.i::integer as i, w.co || '|' || w.d || '|' || i.i as dk,
        row_number() over (partition by w.co order by w.d, i.i) as ev
    from wanted as w,
        range(greatest(floor(w.n)::integer + (w.chance < w.n - floor(w.n))::integer, (w.d >= getvariable('live') - 10)::integer)) as i(i)
),
fated as (
    select
        *,
        -- in the days that tests walk through, the first document of the day takes the next case in turn
        case
            when entered_on >= getvariable('live') - 8 and i = 0
                then ['keep', 'delete', 'void', 'adjust', 'keep', 'hold', 'debit'][1 + (datediff('day', getvariable('live'), entered_on) + 70) % 7]
            when ev % 31 = 3 then 'delete'
            when ev % 22 = 9 then 'void'
            when ev % 16 = 4 then 'adjust'
            when ev % 25 = 12 then 'hold'
            when ev % 19 = 6 then 'debit'
            when ev % 37 = 5 then 'manual'
            when ev % 23 = 7 then 'draft'
            when ev % 13 = 2 then 'employee'
            else 'keep'
        end as fate,
        case when ev % 11 = 8 or (entered_on >= getvariable('live') - 8 and i = 0 and (datediff('day', getvariable('live'), entered_on) + 70) % 7 = 4)
            then 1 + plan.pick(dk, 'late', 5) else 0 end::integer as late_days
    from numbered
),
parties as (
    select co, list(an8 order by an8) as suppliers from plan.suppliers where held = ' ' group by co
),
staff as (
    select co, list(an8 order by an8) as employees from plan.employees group by co
)
select
    f.*,
    case when f.fate = 'employee' then list_element(s.employees, 1 + plan.pick(f.dk, 'party', len(s.employees)))
        else list_element(p.suppliers, 1 + plan.pick(f.dk, 'party', len(p.suppliers))) end as an8
from fated as f
join parties as p on f.co = p.co
join staff as s on f.co = s.co;

create or replace table plan.voucher_heads as
with expense as (
    select
        'E|' || d.dk as vk, d.co, case when d.fate = 'manual' then 'manual' else 'expense' end as src,
        case d.fate when 'debit' then 'PD' when 'manual' then 'PM' else 'PV' end as dct,
        d.entered_on, d.late_days, d.an8, coalesce(s.payee, d.an8) as payee, coalesce(s.crcd, c.crcd) as crcd,
        case when d.fate in ('employee', 'debit') then 'IMM' when d.ev % 9 = 4 then 'SP2' else s.ptc end as ptc,
        coalesce(s.glc, 'EMPL') as glc,
        case
            when coalesce(s.crcd, c.crcd) <> c.crcd or d.fate = 'employee' then 'E'
            when c.tax_percent > 0 then 'V'
            when d.ev % 10 = 1 then 'S'
            else ' '
        end as exr1,
        d.fate, d.ev as ordinal, null::varchar as ok,
        d.fate = 'delete' as is_deleted_later,
        case d.fate when 'delete' then d.entered_on + 3 when 'void' then d.entered_on + 9 end as undone_on,
        case d.fate when 'adjust' then d.entered_on + 7 end as adjusted_on,
        case when d.fate = 'hold' then d.entered_on + 40 end as released_on,
        d.ev % 2 = 0 as wants_prior_period
    from plan.expense_documents as d
    join plan.companies as c on d.co = c.co
    left join plan.suppliers as s on d.an8 = s.an8
),
matched as (
    select
        v.vk, v.co, 'match' as src, case when m.total < 0 then 'PD' else 'PV' end as dct, v.entered_on, 0 as late_days,
        o.an8, o.payee, o.crcd, o.ptc, o.trade_class as glc, case when o.tax_percent > 0 then 'V' else 'E' end as exr1,
        v.fate, v.mv as ordinal, v.ok, v.fate = 'delete' as is_deleted_later, v.undone_on,
        null::date as adjusted_on, null::date as released_on, false as wants_prior_period
    from plan.match_vouchers as v
    join (select vk, sum(vouchered_txn) as total from plan.matches group by vk) as m on v.vk = m.vk
    join plan.orders as o on v.ok = o.ok
),
two_way as (
    select
        'S|' || ok as vk, co, 'twoway' as src, 'PV' as dct, max(delivered) + 3 as entered_on, 0 as late_days,
        an8, payee, crcd, ptc, trade_class as glc, case when tax_percent > 0 then 'V' else 'E' end as exr1,
        'keep' as fate, min(ln) as ordinal, ok, false as is_deleted_later, null::date as undone_on,
        null::date as adjusted_on, null::date as released_on, false as wants_prior_period
    from plan.order_lines
    where kind = 'service' and cancelled_on is null and not never_delivered
    group by all
),
recurring as (
    select
        'R|' || d.co || '|' || d.d || '|' || r.r as vk, d.co, 'recurring' as src, 'PR' as dct, d.d as entered_on, 0 as late_days,
        p.an8, p.an8 as payee, c.crcd, 'IMM' as ptc, ' ' as glc, case when c.tax_percent > 0 then 'V' else ' ' end as exr1,
        'keep' as fate, r.r as ordinal, null::varchar as ok, false as is_deleted_later, null::date as undone_on,
        null::date as adjusted_on, null::date as released_on, false as wants_prior_period
    from plan.days as d
    join plan.companies as c on d.co = c.co
    join (select s.co, min(s.an8) as an8 from plan.suppliers as s join plan.companies as c on s.co = c.co and s.crcd = c.crcd
        where s.glc = ' ' group by s.co) as p on d.co = p.co
    cross join range(2) as r(r)
    where day(d.d) = 3 and d.in_history
),
every_voucher as (
    select * from expense
    union all by name select * from matched
    union all by name select * from two_way
    union all by name select * from recurring
),
dated as (
    select
        v.*, c.crcd as bcrc, c.tax_percent, c.tax_area, c.bs_mcu,
        -- a manual payment has one G/L date for voucher and payment
        case when v.wants_prior_period and v.src <> 'manual' and datediff('day', d.period_start, v.entered_on) < 3 and d.period_start > c.history_start
            then d.period_start - 1 else v.entered_on end as gl_date,
        v.entered_on - 2 - plan.pick(v.vk, 'invoiced', 6)::integer as invoiced_on,
        -- a deleted voucher has a batch of its own that nobody posts
        case when v.is_deleted_later then v.vk
            else case when v.src = 'manual' then 'W' else 'V' end || '|' || v.co || '|' || v.src || '|' || v.entered_on end as batch_key
    from every_voucher as v
    join plan.companies as c on v.co = c.co
    join plan.days as d on v.co = d.co and v.entered_on = d.d
    where v.entered_on <= getvariable('today')
)
select
    d.*, 300000 + row_number() over (partition by d.co order by d.entered_on, d.vk) as doc,
    case when d.crcd = d.bcrc then 'D' else 'F' end as crrm,
    coalesce(o.crr, r.crr) as crr,
    case when d.is_deleted_later then null
        when plan.pick(d.batch_key, 'stale', 12) = 0 and d.src not in ('recurring', 'manual') then d.entered_on + 5
        else plan.posted_after(d.entered_on) end as posted_on,
    d.is_deleted_later and d.undone_on <= getvariable('today') as is_gone
from dated as d
left join plan.orders as o on d.ok = o.ok
join plan.rates as r on d.crcd = r.from_crcd and d.bcrc = r.to_crcd and r.month_start = date_trunc('month', d.entered_on);

-- the distribution as it was entered; amounts in transaction and company currency
create or replace table plan.voucher_lines as
with expense as (
    select
        h.vk, h.co, h.crcd, h.bcrc, h.crr, l.l as line,
        case when h.fate = 'employee' then t.aid
            else list_element(e.aids, 1 + plan.pick(h.vk || '|' || l.l, 'account', len(e.aids))) end as aid,
        case when h.fate = 'employee' then 'A' end as sblt,
        case when h.fate = 'employee' then lpad(h.an8::varchar, 8, '0') end as sbl,
        case when h.dct = 'PD' then -1 else 1 end * plan.minor(
            (20 + plan.pick(h.vk || '|' || l.l, 'amount', 2400) + plan.pick(h.vk || '|' || l.l, 'cents', 100) / 100.0) * u.crr
            * case when h.fate = 'employee' then 1 else plan.lot(h.entered_on, 1 / getvariable('scale'))::integer end / case when h.dct = 'PD' then 8 else 1 end, h.crcd
        ) as txn
    from plan.voucher_heads as h
    join plan.rates as u on u.from_crcd = 'USD' and u.to_crcd = h.crcd and u.month_start = date_trunc('month', h.entered_on)
    join plan.expense_accounts as e on h.co = e.co
    join range(1, 5) as l(l) on l.l <= 1 + plan.pick(h.vk, 'lines', 4)
    left join (
        select co, an8, list_element(aids, 1 + plan.pick(an8, 'home', len(aids))) as aid
        from plan.employees
        join (select co, list(aid order by aid) as aids from plan.accounts where obj = '7310' group by co) using (co)
    ) as t on h.an8 = t.an8
    where h.src in ('expense', 'manual')
),
recurring as (
    select
        h.vk, h.co, h.crcd, h.bcrc, h.crr, row_number() over (partition by h.vk order by a.aid) as line, a.aid,
        null as sblt, null as sbl,
        plan.recurring(a.aid, a.obj, h.entered_on, h.crcd, u.crr) as txn
    from plan.voucher_heads as h
    join plan.rates as u on u.from_crcd = 'USD' and u.to_crcd = h.crcd and u.month_start = date '2025-01-01'
    join plan.accounts as a on h.co = a.co and a.obj = case when h.ordinal = 0 then '7230' else '7240' end
    where h.src = 'recurring' and a.kind = 'E'
),
two_way as (
    select
        h.vk, h.co, h.crcd, h.bcrc, h.crr, l.lnid as line, l.aid, null as sblt, null as sbl, l.ordered_txn as txn,
        l.lk, l.lnid, 'account' as role
    from plan.voucher_heads as h
    join plan.order_lines as l on h.ok = l.ok
    where h.src = 'twoway' and l.kind = 'service' and l.cancelled_on is null and not l.never_delivered
),
unmatched as (
    select *, plan.convert(txn, crcd, bcrc, crr) as amount
    from (select * from expense union all by name select * from recurring union all by name select * from two_way)
),
cleared as (
    select
        h.vk, h.co, h.crcd, h.bcrc, h.crr, r.aid, m.lk, l.lnid, m.rk, 'clearing' as role, m.cost_txn as txn, m.cost as amount,
        -- company 00003 clears what it received with one line a voucher
        h.co = '00003' and h.ordinal % 10 = 3 as is_summarised
    from plan.voucher_heads as h
    join plan.matches as m on h.vk = m.vk
    join plan.order_lines as l on m.lk = l.lk
    join plan.accounts as r on h.co = r.co and r.obj = '2120'
    where h.src = 'match'
),
clearing as (
    select vk, co, crcd, bcrc, crr, aid, lk, lnid, rk, role, txn, amount, null::integer as dlnid from cleared where not is_summarised
    union all
    select vk, co, crcd, bcrc, crr, aid, null, 0, null, role, sum(txn)::bigint, sum(amount)::bigint, null
    from cleared where is_summarised group by all
),
variance as (
    select
        h.vk, h.co, h.crcd, h.bcrc, h.crr, coalesce(a.aid, p.aid) as aid, m.lk, l.lnid, m.rk, 'variance' as role,
        plan.share(m.vouchered_txn - m.cost_txn, coalesce(a.upto_percent, 100), 100)
        - plan.share(m.vouchered_txn - m.cost_txn, coalesce(a.from_percent, 0), 100) as txn,
        plan.share(m.vouchered - m.cost, coalesce(a.upto_percent, 100), 100)
        - plan.share(m.vouchered - m.cost, coalesce(a.from_percent, 0), 100) as amount,
        a.dlnid
    from plan.voucher_heads as h
    join plan.matches as m on h.vk = m.vk
    join plan.order_lines as l on m.lk = l.lk
    join plan.accounts as p on p.mcu = plan.mcu(l.branch) and p.obj = '5020'
    left join plan.line_accounts as a on m.lk = a.lk
    where h.src = 'match' and (m.vouchered_txn <> m.cost_txn or m.vouchered <> m.cost)
),
matched as (
    select * exclude (is_clearing), row_number() over (partition by vk order by is_clearing desc, lnid, rk, dlnid) as line
    from (
        select *, true as is_clearing from clearing
        union all by name
        select *, false as is_clearing from variance where txn <> 0 or amount <> 0
    )
)
select * exclude (role), coalesce(role, 'account') as role
from (select * from unmatched union all by name select * from matched);

create or replace table plan.vouchers as
with totals as (
    select vk, sum(txn)::bigint as net_txn, sum(amount)::bigint as net from plan.voucher_lines group by vk
),
taxed as (
    select
        h.*, t.net_txn, t.net,
        case h.exr1 when 'V' then round(t.net_txn * h.tax_percent / 100.0)::bigint when 'S' then t.net_txn - round(t.net_txn / 1.07)::bigint else 0 end as tax_txn
    from plan.voucher_heads as h
    join totals as t on h.vk = t.vk
)
select
    *,
    -- V and S occur in company currency only, where both amounts are one
    tax_txn as tax,
    net_txn + case when exr1 = 'V' then tax_txn else 0 end as gross_txn,
    net + case when exr1 = 'V' then tax_txn else 0 end as gross,
    case when fate = 'adjust' and adjusted_on <= getvariable('today') then -round(net_txn * 0.03)::bigint else 0 end as change_txn,
    case when fate = 'adjust' and adjusted_on <= getvariable('today')
        then plan.convert(-round(net_txn * 0.03)::bigint, crcd, bcrc, crr) else 0 end as change_amount
from taxed;
