-- posted pay items per batch = distribution and recoverable tax in F0911; batch type W has no offset
with subledger as (
    select icut, icu, sum(ag) as amount from f0411 where dct <> 'P1' and icut = 'V' and post = 'D' group by all
),
ledger as (
    select l.icut, l.icu, -sum(l.aa) as amount from f0911 as l
    join (select distinct co, mcu, obj from f0012 where starts_with(item, 'PC')) as t on l.co = t.co and l.mcu = t.mcu and l.obj = t.obj
    where l.lt = 'AA' and l.dct = 'AE' and l.icut = 'V' and l.post = 'P' group by all
)
select concat_ws('/', s.icut, s.icu) as subject, s.amount as source_amount, coalesce(l.amount, 0) as other_amount from subledger as s left join ledger as l using (icut, icu)
