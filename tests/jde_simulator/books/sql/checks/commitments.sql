-- open lines that name an account = balance of PA; it is relieved only when the receipt or voucher is posted
with distributed as (
    select l.co, coalesce(d.aid, l.aid) as aid, coalesce(d.aopn, l.aopn) as amount
    from f4311 as l left join f4316 as d using (doco, dcto, kcoo, sfxo, lnid) where l.dcto = 'OP' and l.aid <> ' '
),
unposted as (
    select l.co, l.aid, sum(l.aa) as amount from f0911 as l join f0901 as a using (aid)
    where l.lt = 'AA' and l.post = ' ' and l.pdct = 'OP' and a.obj >= '6'
        and (l.dct = 'OV' or (l.dct = 'PV' and exists (select 1 from f43121 as m where m.matc = '2' and m.rcdj is null and m.doc = l.doc and m.kco = l.kco and m.lnid = l.lnid)))
    group by all
),
orders as (select co, aid, sum(amount) as amount from distributed group by all),
balance as (
    select co, aid, sum(an01 + an02 + an03 + an04 + an05 + an06 + an07 + an08 + an09 + an10 + an11 + an12 + an13 + an14) as amount from f0902 where lt = 'PA' group by all
)
select concat_ws('/', co, aid) as subject, coalesce(o.amount, 0) + coalesce(u.amount, 0) as source_amount, coalesce(b.amount, 0) as other_amount
from orders as o full join unposted as u using (co, aid) full join balance as b using (co, aid)
