-- PDMCU is the branch/plant, PDOMCU the cost centre; stock and return lines name no account
with purchase as (
    select
        l.ok, l.lk, l.doco, 'OP' as dcto, l.co, l.lnid, l.branch, l.an8, l.trdj, l.promised + case when l.ln % 9 = 2 and l.trdj + 2 <= getvariable('today') then 5 else 0 end as promised,
        l.promised as first_promised, case when l.is_closed and not l.is_cancelled then coalesce(l.last_on, l.charged_on) end as arrived, case when l.is_cancelled then l.cancelled_on end as cancelled_on,
        l.crcd, l.bcrc, l.crr, l.crrm, l.ptc, l.anby, r.octo, r.origin, case when r.octo = 'OB' then 1 else l.lnid end as origin_line,
        case l.kind when 'stock' then 'S' when 'return' then 'C' else 'J' end as lnty,
        case when l.is_cancelled then '980' when l.kind = 'service' and l.is_closed then '440' when l.received_txn <> 0 then '400' else '280' end as lttr, case when l.is_closed then '999' else '400' end as nxtr,
        case when l.kind in ('stock', 'return') then l.itm end as itm, case when l.kind in ('stock', 'return') then l.litm end as litm,
        case when l.kind = 'service' then 'Service' else l.item_name end as dsc1, case when l.kind = 'service' then null else l.uom end as uom,
        case when l.kind in ('stock', 'return') then l.glpt end as glc, l.aid, l.uorg, l.open_quantity, l.received_quantity, 0 as relieved_quantity, l.frrc, l.ordered, l.ordered_txn, l.open_amount, l.open_txn,
        l.received, l.received_txn, 0::bigint as relieved, l.touched_on, l.tax_percent, l.tax_area, case when l.aid <> ' ' then 'PA' end as lt, l.ln % 9 = 2 as is_changed
    from plan.line_state as l left join plan.origins as r on l.ok = r.ok
),
requisition as (
    select
        r.doco || 'OR' as ok, l.lk || 'OR' as lk, r.doco, 'OR' as dcto, l.co, l.lnid, l.branch, l.an8, r.trdj, l.promised, l.promised as first_promised, null::date as arrived, null::date as cancelled_on, l.crcd, l.bcrc,
        l.crr, l.crrm, l.ptc, l.anby, null as octo, null as origin, null as origin_line, case l.kind when 'stock' then 'S' when 'return' then 'C' else 'J' end as lnty,
        case when r.is_converted then '130' else '100' end as lttr, case when r.is_converted then '999' else '130' end as nxtr,
        case when l.kind in ('stock', 'return') then l.itm end as itm, case when l.kind in ('stock', 'return') then l.litm end as litm, l.item_name as dsc1, l.uom, null as glc, l.aid, l.uorg,
        case when r.is_converted then 0 else l.uorg end as open_quantity, 0 as received_quantity, case when r.is_converted then l.uorg else 0 end as relieved_quantity, l.frrc, l.ordered, l.ordered_txn,
        case when r.is_converted then 0 else l.ordered end as open_amount, case when r.is_converted then 0 else l.ordered_txn end as open_txn, 0::bigint as received, 0::bigint as received_txn,
        case when r.is_converted then l.ordered else 0 end as relieved, r.known_on as touched_on, l.tax_percent, l.tax_area, null as lt, false as is_changed
    from plan.requisitions as r join plan.order_lines as l on r.ok = l.ok
),
released as (
    select b.co, b.doco, sum(l.ordered)::bigint as amount, sum(l.ordered_txn)::bigint as txn
    from plan.blankets as b join plan.origins as o on b.co = o.co and b.doco = o.origin and o.octo = 'OB' join plan.order_lines as l on o.ok = l.ok group by all
),
blanket_sums as (
    select b.*, c.branch, plan.minor(2000000 * u.crr, b.crcd) as ordered_txn, plan.convert(plan.minor(2000000 * u.crr, b.crcd), b.crcd, b.bcrc, b.crr) as ordered, r.amount as relieved, r.txn as relieved_txn
    from plan.blankets as b join plan.companies as c on b.co = c.co join released as r on b.co = r.co and b.doco = r.doco
    join plan.rates as u on u.from_crcd = 'USD' and u.to_crcd = b.crcd and u.month_start = date '2025-01-01'
),
blanket as (
    select
        first_ok || 'OB' as ok, first_ok || 'OB1' as lk, doco, 'OB' as dcto, co, 1 as lnid, branch, an8, trdj, trdj + 180 as promised, trdj + 180 as first_promised, null::date as arrived, null::date as cancelled_on, crcd,
        bcrc, crr, case when crcd = bcrc then 'D' else 'F' end as crrm, null as ptc, 60001 as anby, null as octo, null as origin, null as origin_line, 'B' as lnty, '220' as lttr, '400' as nxtr, null as itm, null as litm,
        'Blanket' as dsc1, null as uom, null as glc, ' ' as aid, 0 as uorg, 0 as open_quantity, 0 as received_quantity, 0 as relieved_quantity, 0 as frrc, ordered, ordered_txn, ordered - relieved as open_amount,
        ordered_txn - relieved_txn as open_txn, 0::bigint as received, 0::bigint as received_txn, relieved, touched_on, 0 as tax_percent, null as tax_area, null as lt, false as is_changed
    from blanket_sums
),
every_line as (
    select * from purchase union all by name select * from requisition union all by name select * from blanket
)
select
    l.doco, l.dcto, l.co as kcoo, '000' as sfxo, l.lnid, plan.mcu(l.branch) as mcu, l.co, l.an8, 100 + l.co::integer as shan, case when l.origin is not null then l.co end as okco,
    plan.order_text(l.origin) as oorn, l.octo, case when l.origin is not null then l.origin_line end as ogno, plan.cyyddd(l.first_promised) as drqj, plan.cyyddd(l.trdj) as trdj,
    plan.cyyddd(l.promised) as pddj, plan.cyyddd(l.first_promised) as opdj, plan.cyyddd(l.arrived) as addj, plan.cyyddd(l.cancelled_on) as cndj, plan.cyyddd(l.trdj) as dgl,
    d.pn, d.fiscal_year // 100 as ctry, d.fiscal_year % 100 as fy, l.itm, l.litm, l.dsc1, l.lnty, l.nxtr, l.lttr, i.prp1 as pdp1, l.uom, l.uom as uom1, l.uom as uom3,
    l.uorg, l.open_quantity as uopn, l.received_quantity as urec, l.relieved_quantity as urlv, l.uorg as pqor,
    case when l.crrm = 'D' then l.frrc else round(l.frrc::decimal(20, 4) * l.crr::decimal(15, 7), 4) end as prrc, plan.money(l.ordered, l.bcrc) as aexp, plan.money(l.open_amount, l.bcrc) as aopn,
    plan.money(l.received, l.bcrc) as arec, plan.money(l.relieved, l.bcrc) as arlv, l.crcd, case when l.crrm = 'F' then l.crr end as crr, l.bcrc, case when l.crrm = 'F' then l.frrc end as frrc,
    case when l.crrm = 'F' then plan.money(l.ordered_txn, l.crcd) end as fea, case when l.crrm = 'F' then plan.money(l.open_txn, l.crcd) end as fap,
    case when l.crrm = 'F' then plan.money(l.received_txn, l.crcd) end as frec, l.ptc, case when l.tax_percent > 0 then 'Y' else 'N' end as tx, case when l.tax_percent > 0 then 'V' else 'E' end as exr1,
    case when l.tax_percent > 0 then l.tax_area end as txa1, l.anby, l.glc, l.lt, l.aid, a.mcu as omcu, plan.renamed(a.obj, l.trdj) as obj, a.sub, trim(a.mcu) || '.' || plan.renamed(a.obj, l.trdj) as ani, case when l.is_changed then 1 else 0 end as cord,
    plan.clerk(l.ok) as torg, plan.clerk(l.lk) as "user", case when l.touched_on > l.trdj then 'P4312' else 'P4310' end as pid, 'CORVANE' as jobn,
    plan.cyyddd(l.touched_on) as upmj, plan.clock(l.lk || l.touched_on) as tday
from every_line as l
join plan.calendar_days as d on l.co = d.co and l.trdj = d.d
left join plan.accounts as a on l.aid = a.aid
left join (select itm, ['MET', 'ELE', 'CHE', 'PAC'][1 + i % 4] as prp1 from plan.items) as i on l.itm = i.itm
