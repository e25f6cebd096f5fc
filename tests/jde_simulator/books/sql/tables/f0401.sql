select
    an8, glc as apc, ptc as trap, case when payee <> an8 then payee end as an8r, crcd as crca, crcd as crrp, held as hdpy, 'C' as pyin, 60001 + i % 30 as snto,
    case when held = 'Y' then 'H1' end as hold, plan.clerk(an8) as "user", 'P04012' as pid, 'CORVANE' as jobn,
    plan.cyyddd(date '2024-10-01' + plan.pick(an8, 'set up', 300)::integer) as upmj, plan.clock(an8 || 'supplier') as upmt
from plan.suppliers
union all by name
select e.an8, 'EMPL' as apc, 'IMM' as trap, c.crcd as crca, c.crcd as crrp, 'T' as pyin, plan.clerk(e.an8) as "user", 'P04012' as pid, 'CORVANE' as jobn, 124290 as upmj,
    plan.clock(e.an8 || 'supplier') as upmt
from plan.employees as e join plan.companies as c on e.co = c.co where e.has_supplier_row
