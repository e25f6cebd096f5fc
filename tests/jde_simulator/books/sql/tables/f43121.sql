-- 1 receipt, 4 receipt reversed, 2 voucher match, 3 match reversed; 3 and 4 keep their amounts and have nothing open
with receipt as (
    select
        case when r.is_reversed then '4' else '1' end as matc, r.lk, r.nlin, r.doc, 'OV' as dct, r.co as kco, null as sfx, r.received_on, null::date as vouchered_on, r.quantity, r.vouchered_quantity as uptd,
        case when r.is_reversed then 0 else r.quantity - r.vouchered_quantity end as uopn, r.received, r.received_txn, case when r.is_reversed then 0 else r.vouchered_cost end as aptd,
        case when r.is_reversed then 0 else r.vouchered_cost_txn end as fapt, case when r.is_reversed then 0 else r.received - r.vouchered_cost end as aopn,
        case when r.is_reversed then 0 else r.received_txn - r.vouchered_cost_txn end as fap, 0::bigint as varc, r.received as ecst,
        greatest(r.received_on, r.touched_on, case when r.is_reversed then r.reversed_on end) as touched_on
    from plan.receipt_state as r
),
match as (
    select
        case when m.is_undone then '3' else '2' end as matc, m.lk, m.nlin, m.doc, m.dct, m.co as kco, '001' as sfx, r.received_on, m.entered_on as vouchered_on, m.quantity, m.quantity as uptd, 0 as uopn,
        m.vouchered as received, m.vouchered_txn as received_txn, m.vouchered as aptd, m.vouchered_txn as fapt, 0 as aopn, 0 as fap, m.vouchered - m.cost as varc, m.cost as ecst,
        case when m.is_undone then m.undone_on else m.entered_on end as touched_on
    from plan.live_matches as m join plan.receipts as r on m.rk = r.rk
),
two_way as (
    select
        '2' as matc, l.lk, 1 as nlin, h.doc, h.dct, h.co as kco, '001' as sfx, null::date as received_on, h.entered_on as vouchered_on, 0 as quantity, 0 as uptd, 0 as uopn, l.amount as received,
        l.txn as received_txn, l.amount as aptd, l.txn as fapt, 0 as aopn, 0 as fap, 0::bigint as varc, l.amount as ecst, h.entered_on as touched_on
    from plan.voucher_lines as l join plan.voucher_heads as h on l.vk = h.vk where h.src = 'twoway'
),
every_row as (
    select * from receipt union all by name select * from match union all by name select * from two_way
)
select
    e.matc, l.doco, 'OP' as dcto, l.co as kcoo, '000' as sfxo, l.lnid, e.nlin, e.doc, e.dct, e.kco, e.sfx, l.an8, case when l.kind in ('stock', 'return') then l.itm end as itm,
    case when l.kind in ('stock', 'return') then l.litm end as litm, plan.mcu(l.branch) as mcu, plan.mcu(l.branch) as imcu, '999' as nxtr, '400' as lttr, plan.cyyddd(l.trdj) as trdj,
    plan.cyyddd(e.received_on) as rcdj, plan.cyyddd(l.promised) as drqj, plan.cyyddd(l.promised) as pddj, plan.cyyddd(l.promised) as opdj,
    plan.cyyddd(coalesce(case when e.matc in ('2', '3') then e.vouchered_on end, e.received_on)) as dgl, case when e.matc in ('2', '3') then 'INV' || l.an8 || '-' || e.doc end as vinv, l.ptc,
    case l.kind when 'stock' then 'S' when 'return' then 'C' else 'J' end as lnty, case when l.kind in ('stock', 'return') then l.glpt end as glc, l.co, l.aid, a.mcu as omcu, plan.renamed(a.obj, l.trdj) as obj, a.sub,
    trim(a.mcu) || '.' || plan.renamed(a.obj, l.trdj) as ani, case when l.tax_percent > 0 then 'Y' else 'N' end as tx, case when l.tax_percent > 0 then 'V' else 'E' end as exr1,
    case when l.tax_percent > 0 then l.tax_area end as txa1, case when l.kind <> 'service' then l.uom end as uom, case when l.kind <> 'service' then l.uom end as uom3, l.uorg, e.uptd, e.uopn, e.quantity as urec,
    case when l.crrm = 'D' then l.frrc else round(l.frrc::decimal(20, 4) * l.crr::decimal(15, 7), 4) end as prrc, plan.money(e.ecst, l.bcrc) as ecst, plan.money(e.aptd, l.bcrc) as aptd,
    plan.money(e.aopn, l.bcrc) as aopn, plan.money(e.received, l.bcrc) as arec, plan.money(e.varc, l.bcrc) as varc, l.crcd, case when l.crrm = 'F' then l.crr end as crr, l.bcrc,
    case when l.crrm = 'F' then l.frrc end as frrc, case when l.crrm = 'F' then plan.money(e.received_txn, l.crcd) end as frec, case when l.crrm = 'F' then plan.money(e.fapt, l.crcd) end as fapt,
    case when l.crrm = 'F' then plan.money(e.fap, l.crcd) end as fap, case when e.matc in ('3', '4') then 'R' end as revflg, plan.clerk(l.lk || e.doc) as torg, plan.clerk(l.lk || e.doc) as "user",
    case when e.matc in ('1', '4') then 'P4312' else 'P4314' end as pid, 'CORVANE' as jobn, plan.cyyddd(e.touched_on) as upmj, plan.clock(l.lk || e.doc || e.touched_on) as tday
from every_row as e
join plan.order_lines as l on e.lk = l.lk
left join plan.accounts as a on l.aid = a.aid
