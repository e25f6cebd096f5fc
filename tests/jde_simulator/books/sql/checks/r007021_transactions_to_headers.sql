-- every row of a batch has a header; a posted header has posted rows only and an unposted one none
with detail as (
    select icut, icu, post in ('P', 'D') as posted from f0911
    union select icut, icu, post in ('P', 'D') from f0411
    union select icut, icu, d.post in ('P', 'D') from f0413 as p join f0414 as d on p.pyid = d.pyid where d.dctm <> 'PO'
)
select concat_ws('/', d.icut, d.icu, d.posted) as subject, 1.0000::decimal(38, 4) as source_amount,
    case when h.icu is not null and (h.ist = 'D') = d.posted then 1 else 0 end::decimal(38, 4) as other_amount
from detail as d left join f0011 as h on d.icut = h.icut and d.icu = h.icu
