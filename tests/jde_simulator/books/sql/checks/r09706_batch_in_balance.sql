-- each posted batch nets to zero per company (R007032 too); batches of units have one side
select concat_ws('/', icut, icu, co, lt) as subject, 0.0000::decimal(38, 4) as source_amount, sum(aa) as other_amount
from f0911 where lt in ('AA', 'AZ') and post = 'P' group by all
