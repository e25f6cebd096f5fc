-- balance sheet accounts open with what they closed with; retained earnings (GLG4) with the year's result on top
with years as (
    select b.co, b.aid, b.obj, b.lt, b.sbl, b.sblt, b.crcd, b.ctry * 100 + b.fy as y, b.apyc,
        b.an01 + b.an02 + b.an03 + b.an04 + b.an05 + b.an06 + b.an07 + b.an08 + b.an09 + b.an10 + b.an11 + b.an12 + b.an13 + b.an14 as net
    from f0902 as b where b.lt = 'AA'
),
result as (
    select co, y, sum(net) as amount from years where obj >= (select obj from f0012 where item = 'GLG6') group by all
),
closing as (
    select a.co, a.aid, a.sbl, a.sblt, a.crcd, a.y + 1 as y, a.apyc + a.net + case when g.obj is not null and a.crcd = c.crcd then r.amount else 0 end as amount
    from years as a
    join f0010 as c on a.co = c.co
    left join f0012 as g on g.item = 'GLG4' and g.co = a.co and g.obj = a.obj
    join result as r on a.co = r.co and a.y = r.y
    where a.obj < (select obj from f0012 where item = 'GLG6')
)
select concat_ws('/', aid, trim(sbl), crcd, y) as subject, o.apyc as source_amount, coalesce(c.amount, 0) as other_amount
from (select * from years where y > (select min(y) from years as f where f.co = years.co) and obj < (select obj from f0012 where item = 'GLG6')) as o
full join (select * from closing where y <= (select max(y) from years as f where f.co = closing.co) and amount <> 0) as c using (aid, sbl, sblt, crcd, y)
