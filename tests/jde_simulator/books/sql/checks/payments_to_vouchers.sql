-- gross - open = paid + discount taken, per pay item with its changes and voids
with vouchers as (
    select doc, dct, kco, sfx, sum(ag) - sum(aap) as settled from f0411 where dct <> 'P1' group by all
),
payments as (
    select doc, dct, kco, sfx, -sum(paap + adsa) as settled from f0414 group by all
)
select concat_ws('/', doc, dct, kco, sfx) as subject, coalesce(v.settled, 0) as source_amount, coalesce(p.settled, 0) as other_amount
from vouchers as v full join payments as p using (doc, dct, kco, sfx)
