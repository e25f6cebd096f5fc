with received as (
    select r.lk, d.dlnid,
        sum((plan.share(r.upto_amount, d.upto_percent, 100) - plan.share(r.from_amount, d.upto_percent, 100))
            - (plan.share(r.upto_amount, d.from_percent, 100) - plan.share(r.from_amount, d.from_percent, 100)))::bigint as amount,
        sum((plan.share(r.upto_txn, d.upto_percent, 100) - plan.share(r.from_txn, d.upto_percent, 100))
            - (plan.share(r.upto_txn, d.from_percent, 100) - plan.share(r.from_txn, d.from_percent, 100)))::bigint as txn
    from plan.receipt_state as r join plan.line_accounts as d on r.lk = d.lk
    where not r.is_reversed group by all
),
parts as (
    select
        l.*, d.dlnid, d.aid as part_aid, d.upto_percent - d.from_percent as percent,
        plan.share(l.ordered, d.upto_percent, 100) - plan.share(l.ordered, d.from_percent, 100) as part,
        plan.share(l.ordered_txn, d.upto_percent, 100) - plan.share(l.ordered_txn, d.from_percent, 100) as part_txn, coalesce(r.amount, 0) as part_received, coalesce(r.txn, 0) as part_received_txn
    from plan.line_state as l join plan.line_accounts as d on l.lk = d.lk and l.is_split
    left join received as r on d.lk = r.lk and d.dlnid = r.dlnid
)
select
    p.doco, 'OP' as dcto, p.co as kcoo, '000' as sfxo, p.lnid, p.dlnid, p.part_aid as aid, a.mcu as omcu, plan.renamed(a.obj, p.trdj) as obj, a.sub, trim(a.mcu) || '.' || plan.renamed(a.obj, p.trdj) as ani, p.co, plan.cyyddd(p.trdj) as dgl, d.pn,
    d.fiscal_year % 100 as fy, d.fiscal_year // 100 as ctry, '2' as mast, p.percent as masp, plan.money(p.part, p.bcrc) as aexp, plan.money(p.part_received, p.bcrc) as arec,
    case when p.is_cancelled then 0 else plan.money(p.part - p.part_received, p.bcrc) end as aopn, p.crcd, case when p.crrm = 'F' then plan.money(p.part_txn, p.crcd) end as fea,
    case when p.crrm = 'F' then plan.money(p.part_received_txn, p.crcd) end as frec, case when p.crrm = 'F' and not p.is_cancelled then plan.money(p.part_txn - p.part_received_txn, p.crcd) end as fap,
    plan.clerk(p.lk) as "user", 'P4316' as pid, 'CORVANE' as jobn, plan.cyyddd(p.touched_on) as upmj, plan.clock(p.lk || p.touched_on) as tday
from parts as p join plan.accounts as a on p.part_aid = a.aid join plan.calendar_days as d on p.co = d.co and p.trdj = d.d
