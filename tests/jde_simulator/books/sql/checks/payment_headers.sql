-- a header's amount is that of its first lines, in the payment's currency
select pyid::varchar as subject, h.paap as source_amount, coalesce(sum(case when d.crrm = 'F' then d.pfap else d.paap end) filter (d.dctm <> 'PO'), 0) as other_amount
from f0413 as h left join f0414 as d using (pyid) group by h.pyid, h.paap
