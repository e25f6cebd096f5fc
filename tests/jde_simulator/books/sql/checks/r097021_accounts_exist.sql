-- transactions and balances have an account, accounts a business unit, and the copies of its parts agree
with used as (
    select aid, co, mcu, obj, sub from f0911 union select aid, co, mcu, obj, sub from f0902
    union select aid, co, omcu, obj, sub from f4316 union select aid, co, omcu, obj, sub from f4311 where aid <> ' '
)
select concat_ws('/', u.aid, trim(u.mcu), u.obj) as subject, 1.0000::decimal(38, 4) as source_amount,
    case when b.mcu is not null and b.co = a.co and a.pec <> 'N' then 1 else 0 end::decimal(38, 4) as other_amount
from used as u left join f0901 as a on u.aid = a.aid and u.co = a.co and u.mcu = a.mcu and u.obj = a.obj and u.sub = a.sub left join f0006 as b on a.mcu = b.mcu
