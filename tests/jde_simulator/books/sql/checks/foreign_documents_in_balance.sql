-- the foreign ledger nets to zero per batch and currency
select concat_ws('/', icut, icu, co, crcd) as subject, 0.0000::decimal(38, 4) as source_amount, sum(aa) as other_amount
from f0911 where lt = 'CA' and post = 'P' group by icut, icu, co, crcd
