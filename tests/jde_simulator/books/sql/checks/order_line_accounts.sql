-- the accounts of a line add up to the line, in every amount
with parts as (select kcoo, doco, lnid, sum(aexp) as aexp, sum(arec) as arec, sum(aopn) as aopn, sum(fea) as fea from f4316 group by all)
select concat_ws('/', kcoo, doco, lnid, m.n) as subject, case m.n when 1 then l.aexp when 2 then l.arec when 3 then l.aopn else l.fea end as source_amount,
    case m.n when 1 then p.aexp when 2 then p.arec when 3 then p.aopn else p.fea end as other_amount
from parts as p join f4311 as l using (kcoo, doco, lnid) cross join range(1, 5) as m(n) where l.dcto = 'OP'
