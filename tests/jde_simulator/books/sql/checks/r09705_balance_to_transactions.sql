-- posted F0911 per account, subledger, ledger, currency, year and period = F0902; detail that a BF row stands for counts once
with detail as (
    select aid, ctry, fy, lt, sbl, sblt, crcd, pn, sum(aa) as amount
    from f0911 where post = 'P' and summ <> 'Y' group by all
),
balance as (
    select aid, ctry, fy, lt, sbl, sblt, crcd, unnest(range(1, 15)) as pn, unnest([an01, an02, an03, an04, an05, an06, an07, an08, an09, an10, an11, an12, an13, an14]) as amount
    from f0902 where lt in ('AA', 'CA', 'AU', 'AZ')
)
select concat_ws('/', aid, lt, trim(sbl), crcd, ctry * 100 + fy, pn) as subject, coalesce(b.amount, 0) as source_amount, coalesce(d.amount, 0) as other_amount
from (select * from balance where amount <> 0) as b full join (select * from detail where amount <> 0) as d using (aid, ctry, fy, lt, sbl, sblt, crcd, pn)
