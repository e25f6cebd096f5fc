-- open posted pay items by G/L class -> AAI PC -> account = balance of the account; unposted payments are not in the ledger yet
with trade as (
    select co, mcu, obj, substr(item, 3) as glc from f0012 where starts_with(item, 'PC')
),
subledger as (
    select r.co, coalesce(t.obj, '?') as obj, sum(r.aap) as amount
    from f0411 as r left join trade as t on r.co = t.co and trim(r.glc) = t.glc where r.post = 'D' group by all
),
in_flight as (
    -- the voucher is open or closed at once, the ledger follows when the payment or its void is posted
    select d.co, t.obj, sum(-(d.paap + d.adsa)) as amount from f0414 as d join f0413 as h on d.pyid = h.pyid join trade as t on d.co = t.co and trim(d.glc) = t.glc
    where d.post <> 'D' and h.icut <> 'W' group by all
),
voids_in_flight as (
    select r.co, t.obj, -sum(r.ag) as amount from f0411 as r join trade as t on r.co = t.co and trim(r.glc) = t.glc
    where r.sfxe > 0 and r.post <> 'D' group by all
),
ledger as (
    select l.co, l.obj, -sum(l.aa) as amount from f0911 as l where l.lt = 'AA' and l.post = 'P' and l.summ <> 'Y' and l.obj in (select obj from trade) group by all
)
select concat_ws('/', co, obj) as subject, coalesce(s.amount, 0) + coalesce(f.amount, 0) + coalesce(v.amount, 0) as source_amount, coalesce(l.amount, 0) as other_amount
from subledger as s full join in_flight as f using (co, obj) full join voids_in_flight as v using (co, obj) full join ledger as l using (co, obj)
