with purchase as (
    select
        o.doco, 'OP' as dcto, o.co, o.branch, o.an8, o.trdj, o.crcd, o.bcrc, o.crr, o.crrm, o.ptc, o.anby, r.octo, r.origin, sum(l.ordered)::bigint as ordered,
        sum(l.ordered_txn)::bigint as ordered_txn, max(l.touched_on) as touched_on, max(l.promised) as promised, o.ok, case when o.ordinal % 41 = 6 then 'B1' end as hold, o.tax_percent, o.tax_area
    from plan.orders as o join plan.line_state as l on o.ok = l.ok left join plan.origins as r on o.ok = r.ok
    group by all
),
requisition as (
    select
        r.doco, 'OR' as dcto, o.co, o.branch, o.an8, r.trdj, o.crcd, o.bcrc, o.crr, o.crrm, o.ptc, o.anby, null as octo, null as origin, sum(l.ordered)::bigint as ordered,
        sum(l.ordered_txn)::bigint as ordered_txn, r.known_on as touched_on, max(l.promised) as promised, o.ok || 'OR' as ok, null as hold, o.tax_percent, o.tax_area
    from plan.requisitions as r join plan.orders as o on r.ok = o.ok join plan.order_lines as l on r.ok = l.ok
    group by all
),
blanket as (
    select
        b.doco, 'OB' as dcto, b.co, c.branch, b.an8, b.trdj, b.crcd, b.bcrc, b.crr, case when b.crcd = b.bcrc then 'D' else 'F' end as crrm, null as ptc, 60001 as anby, null as octo, null as origin,
        plan.convert(plan.minor(2000000 * u.crr, b.crcd), b.crcd, b.bcrc, b.crr) as ordered, plan.minor(2000000 * u.crr, b.crcd) as ordered_txn, b.touched_on, b.trdj + 180 as promised,
        b.first_ok || 'OB' as ok, null as hold, 0 as tax_percent, null as tax_area
    from plan.blankets as b join plan.companies as c on b.co = c.co
    join plan.rates as u on u.from_crcd = 'USD' and u.to_crcd = b.crcd and u.month_start = date '2025-01-01'
)
select
    o.doco, o.dcto, o.co as kcoo, '000' as sfxo, plan.mcu(o.branch) as mcu, o.an8, 100 + o.co::integer as shan, plan.cyyddd(o.promised) as drqj, plan.cyyddd(o.trdj) as trdj,
    plan.cyyddd(o.promised) as pddj, plan.cyyddd(o.promised) as opdj, case when o.origin is not null then o.co end as okco, plan.order_text(o.origin) as oorn, o.octo, o.ptc,
    case when o.tax_percent > 0 then 'V' else 'E' end as exr1, case when o.tax_percent > 0 then o.tax_area end as txa1, o.hold, o.anby, plan.money(o.ordered, o.bcrc) as otot, o.crrm, o.crcd,
    case when o.crrm = 'F' then o.crr end as crr, case when o.crrm = 'F' then plan.money(o.ordered_txn, o.crcd) end as fap, o.bcrc, plan.clerk(o.ok) as orby, plan.clerk(o.ok) as tkby,
    plan.clerk(o.ok) as "user", 'P4310' as pid, 'CORVANE' as jobn, plan.cyyddd(o.touched_on) as upmj, plan.clock(o.ok || o.touched_on) as tday
from (select * from purchase union all by name select * from requisition union all by name select * from blanket) as o
