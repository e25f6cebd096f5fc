-- what a receipt was vouchered for = its living matches at receipt cost
with receipts as (select doco, kcoo, lnid, nlin, sum(aptd) as amount from f43121 where matc = '1' group by all),
matches as (select doco, kcoo, lnid, nlin, sum(ecst) as amount from f43121 as m where matc = '2' and lnty <> 'J' or matc = '2' and rcdj is not null group by all)
select concat_ws('/', kcoo, doco, lnid, nlin) as subject, coalesce(r.amount, 0) as source_amount, coalesce(m.amount, 0) as other_amount
from receipts as r full join matches as m using (doco, kcoo, lnid, nlin)
