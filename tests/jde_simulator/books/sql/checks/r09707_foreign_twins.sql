-- a foreign row of the actual ledger has its twin in CA, with the transaction amount it names
with twins as (select dct, doc, kco, dgj, jeln, crcd, aa from f0911 where lt = 'CA')
select concat_ws('/', a.dct, a.doc, a.kco, a.dgj, a.jeln) as subject, a.acr as source_amount, coalesce(t.aa, 0) as other_amount
from (select * from f0911 where lt = 'AA' and crrm = 'F') as a full join twins as t using (dct, doc, kco, dgj, jeln)
