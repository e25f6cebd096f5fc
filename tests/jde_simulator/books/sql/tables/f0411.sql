-- SFXE 0 is the voucher, SFXE 1 the row that changes or voids it (DCTA PE); open amounts stay on SFXE 0. P1 rows are drafts.
with base as (
    select
        s.*, 0 as sfxe, null as dcta, b.icu, b.icut, s.entered_on as row_on, s.gl_date as row_gl, s.item as ag, s.open_amount as aap, s.item_txn as acr, s.open_txn as fap,
        s.item_tax as stam, s.item_tax_txn as ctam, s.discount as adsc, s.discount_txn as cds, s.discount_taken as adsa, s.discount_taken_txn as cdsa,
        case when s.is_void then 'V' end as vod,
        case when s.is_void or s.is_paid then 'P' when s.fate = 'hold' and s.released_on > getvariable('today') then 'H' when s.is_disputed then 'X' else 'A' end as pst,
        coalesce(s.posted_on <= getvariable('today'), false) as is_posted,
        greatest(
            s.entered_on - s.late_days, s.touched_on, case when s.is_void then s.undone_on end, case when s.change_txn <> 0 then s.adjusted_on end,
            case when s.released_on <= getvariable('today') then s.released_on end
        ) as row_upmj
    from plan.settled_items as s join plan.batches as b on s.batch_key = b.batch_key
    where s.vk not in (select vk from plan.purged)
),
voided as (
    select
        s.*, 1 as sfxe, 'PE' as dcta, b.icu, b.icut, s.undone_on as row_on, s.undone_on as row_gl, -s.item as ag, 0 as aap, -s.item_txn as acr, 0 as fap, -s.item_tax as stam,
        -s.item_tax_txn as ctam, 0 as adsc, 0 as cds, 0 as adsa, 0 as cdsa, 'V' as vod, 'P' as pst, b.is_posted, s.undone_on as row_upmj
    from plan.settled_items as s join plan.batches as b on b.batch_key = 'V|' || s.co || '|void|' || s.undone_on
    where s.is_void
),
changed as (
    select
        s.*, 1 as sfxe, 'PE' as dcta, b.icu, b.icut, s.adjusted_on as row_on, s.adjusted_on as row_gl, s.item_change as ag, 0 as aap, s.item_change_txn as acr, 0 as fap, 0 as stam,
        0 as ctam, 0 as adsc, 0 as cds, 0 as adsa, 0 as cdsa, null as vod, 'P' as pst, b.is_posted, s.adjusted_on as row_upmj
    from plan.settled_items as s join plan.batches as b on b.batch_key = 'V|' || s.co || '|change|' || s.adjusted_on
    where s.item_change_txn <> 0
),
pay_rows as (
    select * from base union all by name select * from voided union all by name select * from changed
),
single_lines as (
    select vk, any_value(lnid) as lnid from plan.voucher_lines where lnid is not null group by vk having count(distinct lnid) = 1
),
draft_lines as (
    -- a draft pays one voucher, which may have several pay items; it is worth what it will take from the bank
    select l.pyid, l.an8, l.doc, l.dct, l.crrm, l.crcd, l.bcrc, p.pay_crr, sum(l.paid_txn)::bigint as paid_txn, p.draft_taken_on <= getvariable('today') as is_taken
    from plan.payment_lines as l join plan.payments as p on l.pyid = p.pyid group by all
),
drafts as (
    select
        p.docm as doc, 'P1' as dct, p.co as kco, '001' as sfx, 0 as sfxe, l.an8, p.payee as pye, plan.cyyddd(p.pay_on) as divj, plan.cyyddd(p.draft_due_on) as ddj,
        plan.cyyddd(p.pay_on) as dgj, d.fiscal_year % 100 as fy, d.fiscal_year // 100 as ctry, d.pn, p.co, b.icu, b.icut, plan.cyyddd(p.pay_on) as dicj,
        case when l.is_taken then 'P' else 'D' end as pst,
        plan.money(plan.convert(l.paid_txn, l.crcd, l.bcrc, l.pay_crr), l.bcrc) as ag, case when l.is_taken then 0 else plan.money(plan.convert(l.paid_txn, l.crcd, l.bcrc, l.pay_crr), l.bcrc) end as aap,
        plan.money(plan.convert(l.paid_txn, l.crcd, l.bcrc, l.pay_crr), l.bcrc) as atxn, l.crrm, p.crcd, case when l.crrm = 'D' then 0 else l.pay_crr end as crr,
        case when l.crrm = 'D' then 0 else plan.money(l.paid_txn, p.crcd) end as acr,
        case when l.crrm = 'D' or l.is_taken then 0 else plan.money(l.paid_txn, p.crcd) end as fap, p.bcrc, 'DRFT' as glc, p.bank_aid as glba,
        case when b.is_posted then 'D' end as post, 'D' as pyin, plan.mcu(c.bs_mcu) as mcu, l.doc as odoc, l.dct as odct, p.co as okco,
        'TREASURY' as torg, 'TREASURY' as "user", 'P04572' as pid, 'CORVANE' as jobn,
        plan.cyyddd(case when l.is_taken then p.draft_taken_on else p.pay_on end) as upmj, plan.clock(p.pyid) as upmt
    from plan.payments as p
    join draft_lines as l on p.pyid = l.pyid
    join plan.batches as b on p.batch_key = b.batch_key
    join plan.companies as c on p.co = c.co
    join plan.calendar_days as d on p.co = d.co and p.pay_on = d.d
    where p.method = 'D'
)
select
    r.doc, r.dct, r.co as kco, r.sfx, r.sfxe, r.dcta, r.an8, r.payee as pye, 60001 + plan.pick(r.vk, 'approver', 30) as snto,
    plan.cyyddd(r.invoiced_on) as divj, plan.cyyddd(r.invoiced_on) as dsvj, plan.cyyddd(r.due_on) as ddj, plan.cyyddd(coalesce(r.discount_due_on, r.due_on)) as ddnj,
    plan.cyyddd(r.row_gl) as dgj, d.fiscal_year % 100 as fy, d.fiscal_year // 100 as ctry, d.pn, r.co, r.icu, r.icut, plan.cyyddd(r.row_on) as dicj, 'Y' as balj, r.pst,
    plan.money(r.ag, r.bcrc) as ag, plan.money(r.aap, r.bcrc) as aap, plan.money(r.adsc, r.bcrc) as adsc, plan.money(r.adsa, r.bcrc) as adsa, plan.money(r.stam, r.bcrc) as stam,
    case when r.exr1 in ('V', 'S') and r.dcta is distinct from 'PE' or r.stam <> 0 then plan.money(r.ag - r.stam, r.bcrc) end as atxa,
    case when r.exr1 in ('V', 'S') and r.dcta is distinct from 'PE' or r.stam <> 0 then 0 else plan.money(r.ag, r.bcrc) end as atxn,
    case when r.exr1 = 'S' then 'OHSALES' when r.exr1 = 'V' then r.tax_area end as txa1, r.exr1, r.crrm, r.crcd, case when r.crrm = 'F' then r.crr end as crr,
    case when r.crrm = 'F' then plan.money(r.acr, r.crcd) end as acr, case when r.crrm = 'F' then plan.money(r.fap, r.crcd) end as fap,
    case when r.crrm = 'F' then plan.money(r.cds, r.crcd) end as cds, case when r.crrm = 'F' then plan.money(r.cdsa, r.crcd) end as cdsa,
    case when r.crrm = 'F' then plan.money(r.ctam, r.crcd) end as ctam, case when r.crrm = 'F' then plan.money(r.acr, r.crcd) end as ctxn,
    r.glc, a.aid as glba, case when r.is_posted then 'D' end as post, '2' as am, plan.mcu(r.bs_mcu) as mcu, r.ptc, r.vod, 'INV' || r.an8 || '-' || r.doc as vinv,
    case when o.doco is not null then r.co end as pkco, plan.order_text(o.doco) as po, case when o.doco is not null then 'OP' end as pdct,
    case when o.doco is not null then '000' end as sfxo, n.lnid, case when r.src = 'recurring' then 'MO' end as rf, case when r.src = 'recurring' then 12 end as drf,
    case when r.fate = 'draft' then 'D' when r.fate = 'employee' then 'T' else 'C' end as pyin, r.bcrc, case when r.fate = 'employee' then 'Expense report' end as rmk,
    plan.clerk(r.vk) as torg, plan.clerk(r.vk || r.sfxe) as "user", case when r.src in ('match', 'twoway') then 'P4314' else 'P0411' end as pid, 'CORVANE' as jobn,
    plan.cyyddd(r.row_upmj) as upmj, plan.clock(r.pk || r.row_upmj) as upmt
from pay_rows as r
join plan.calendar_days as d on r.co = d.co and r.row_gl = d.d
join plan.accounts as a on r.co = a.co and a.obj = '1110'
left join plan.orders as o on r.ok = o.ok
left join single_lines as n on r.vk = n.vk
union all by name
select * from drafts
