select
    p.pyid, p.dctm, p.docm, p.payee as pye, p.bank_aid as glba, plan.cyyddd(p.pay_on) as dmtj, plan.cyyddd(p.voided_on) as vdgj, b.icu, b.icut, plan.cyyddd(p.pay_on) as dicj,
    plan.money(-l.paid_txn, p.crcd) as paap, p.crcd, case when p.crcd = p.bcrc then 'D' else 'F' end as crrm, plan.cyyddd(p.pay_on) as vldt,
    case p.method when 'D' then 'D' when 'M' then 'T' else 'C' end as pyin, '0' as istp,
    case when p.voided_on is not null then 'V' when p.pay_on + 12 <= getvariable('today') then 'R' end as rcnd, 'TREASURY' as torg, 'TREASURY' as "user",
    case when p.method in ('M', 'W') then 'P0413M' else 'R04570' end as pid, 'CORVANE' as jobn,
    plan.cyyddd(greatest(p.pay_on, p.voided_on)) as upmj, plan.clock(p.pyid) as upmt
from plan.payments as p
join (select pyid, sum(paid_txn)::bigint as paid_txn from plan.payment_lines group by all) as l on p.pyid = l.pyid
join plan.batches as b on p.batch_key = b.batch_key
where p.pyid not in (select pyid from plan.purged_payments)
