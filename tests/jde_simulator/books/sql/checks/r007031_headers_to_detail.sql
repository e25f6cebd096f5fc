-- a posted header has rows
select concat_ws('/', h.icut, h.icu) as subject, 1.0000::decimal(38, 4) as source_amount, case when d.icu is null then 0 else 1 end::decimal(38, 4) as other_amount
from f0011 as h left join (select distinct icut, icu from f0911) as d on h.icut = d.icut and h.icu = d.icu
where h.ist = 'D'
