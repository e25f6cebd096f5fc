-- transactions and balances have an account, accounts a business unit; the copies of its parts on F0911 and F0902 agree with it
with used as (
    select aid, co, mcu, obj, sub from f0911 union select aid, co, mcu, obj, sub from f0902
    union select d.aid, d.co, d.omcu, a.obj, d.sub from f4316 as d join f0901 as a using (aid)
    union select l.aid, l.co, l.omcu, a.obj, l.sub from f4311 as l left join f0901 as a using (aid) where l.aid <> ' '
)
select concat_ws('/', u.aid, trim(u.mcu), u.obj) as subject, 1.0000::decimal(38, 4) as source_amount,
    case when b.mcu is not null and b.co = a.co and a.pec <> 'N' then 1 else 0 end::decimal(38, 4) as other_amount
from used as u left join f0901 as a on u.aid = a.aid and u.co = a.co and u.mcu = a.mcu and u.obj = a.obj and u.sub = a.sub left join f0006 as b on a.mcu = b.mcu
