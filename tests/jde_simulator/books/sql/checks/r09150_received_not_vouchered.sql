-- open receipts = the account; unposted receipts and vouchers are still to come in the ledger
with account as (select co, mcu, obj from f0012 where item = 'RNV'),
receipts as (
    select co, sum(aopn) as amount from f43121 where matc = '1' group by all
),
ledger as (
    select l.co, -sum(l.aa) as amount from f0911 as l join account as a using (co, mcu, obj) where l.lt = 'AA' and l.post in ('P', ' ') and l.summ <> 'Y' group by all
)
select co as subject, coalesce(r.amount, 0) as source_amount, coalesce(l.amount, 0) as other_amount from receipts as r full join ledger as l using (co)
