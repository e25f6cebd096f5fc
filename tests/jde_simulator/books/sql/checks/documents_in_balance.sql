-- each posted document (type W has two: voucher and payment) and G/L date nets to zero per company with its automatic offsets, except where offsets are per batch (method B)
with per_batch as (select distinct icut, icu from f0911 where ofm = 'B')
select concat_ws('/', doc, kco, dgj, co) as subject, 0.0000::decimal(38, 4) as source_amount, sum(aa) as other_amount
from f0911 where lt = 'AA' and post = 'P' and icut <> 'W' and (icut, icu) not in (select (icut, icu) from per_batch) group by icut, icu, doc, kco, dgj, co
