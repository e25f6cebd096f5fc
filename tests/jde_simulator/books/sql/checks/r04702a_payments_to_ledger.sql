-- posted payments that were not purged = what they take from the trade accounts (exchange differences have no offset)
with ledger as (
    select l.pyid, l.re = 'V' as is_void, sum(l.aa) as amount from f0911 as l
    join (select distinct co, mcu, obj from f0012 where starts_with(item, 'PC')) as t on l.co = t.co and l.mcu = t.mcu and l.obj = t.obj
    where l.lt = 'AA' and l.pyid <> 0 and l.dct = 'AE' and l.post = 'P'
        and l.pyid in (select pyid from f0413) group by all
),
subledger as (
    select d.pyid, d.dctm = 'PO' as is_void, -sum(d.paap + d.adsa) as amount from f0414 as d join f0413 as h on d.pyid = h.pyid
    where d.post = 'D' and h.icut <> 'W' group by all
)
select concat_ws('/', pyid, is_void) as subject, coalesce(s.amount, 0) as source_amount, coalesce(l.amount, 0) as other_amount from subledger as s full join ledger as l using (pyid, is_void)
