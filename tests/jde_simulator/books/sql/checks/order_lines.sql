-- received on the line = its living receipts (or its two-way vouchers); what is neither open nor received was cancelled or relieved
with lines as (select kcoo, doco, lnid, arec, aexp, aopn, arlv, lttr from f4311 where dcto = 'OP'),
receipts as (
    select kcoo, doco, lnid, sum(arec) as amount from f43121 where matc = '1' or (matc = '2' and rcdj is null) group by all
)
select concat_ws('/', kcoo, doco, lnid, 'received') as subject, l.arec as source_amount, coalesce(r.amount, 0) as other_amount from lines as l left join receipts as r using (kcoo, doco, lnid)
union all
select concat_ws('/', kcoo, doco, lnid, 'open'), aexp, arec + aopn + arlv from lines where lttr <> '980'
