-- amounts are negative; a void writes positive lines of type PO behind the others
with lines as (
    select l.*, p.dctm, p.batch_key, p.pay_on as gl_date, -1 as sign, l.rc5 as row_rc5, p.payee, p.pay_crr from plan.payment_lines as l join plan.payments as p on l.pyid = p.pyid
    union all
    select l.*, 'PO', p.void_batch_key, p.voided_on, 1, l.rc5 + max(l.rc5) over (partition by l.pyid), p.payee, p.pay_crr
    from plan.payment_lines as l join plan.payments as p on l.pyid = p.pyid where p.voided_on is not null
)
select
    l.pyid, l.row_rc5 as rc5, l.dctm, l.co as kco, l.dct, l.doc, l.sfx, 0 as sfxe, plan.money(l.sign * l.paid, l.bcrc) as paap, plan.money(l.sign * l.discount_taken, l.bcrc) as adsa,
    plan.money(l.sign * l.discount_taken, l.bcrc) as adsc, case when l.crrm = 'F' then plan.money(l.sign * l.paid_txn, l.crcd) end as pfap,
    case when l.crrm = 'F' then plan.money(l.sign * l.discount_taken_txn, l.crcd) end as cdsa, l.crrm, l.crcd, case when l.crrm = 'F' then l.pay_crr end as crr, l.bcrc, l.glc,
    case when b.is_posted then 'D' end as post, d.pn, d.fiscal_year % 100 as fy, d.fiscal_year // 100 as ctry, l.an8, l.co, plan.mcu(c.bs_mcu) as mcu,
    plan.order_text(o.doco) as po, 'TREASURY' as "user", 'R04570' as pid, 'CORVANE' as jobn, plan.cyyddd(l.gl_date) as upmj, plan.clock(l.pyid) as upmt
from lines as l
join plan.batches as b on l.batch_key = b.batch_key
join plan.companies as c on l.co = c.co
join plan.calendar_days as d on l.co = d.co and l.gl_date = d.d
left join plan.orders as o on l.ok = o.ok
where l.pyid not in (select pyid from plan.purged_payments)
