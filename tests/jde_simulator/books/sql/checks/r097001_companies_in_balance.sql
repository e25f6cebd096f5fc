-- postings of each company net to zero
select concat_ws('/', co, lt) as subject, 0.0000::decimal(38, 4) as source_amount, sum(aa) as other_amount
from f0911 where lt in ('AA', 'AZ') and post = 'P' and summ <> 'Y' group by all
