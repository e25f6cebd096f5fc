-- 100-103 the companies, 4001.. suppliers, 60001.. employees; EFTB leads to the address that holds today
with parties as (
    select 100 as an8, 'Corvane group' as name, 'O' as at1, date '2024-10-01' as eftb, ' ' as category, ' ' as mcu
    union all
    select 100 + co::integer, name, 'O', date '2024-10-01', ' ', plan.mcu(bs_mcu) from plan.companies
    union all
    select s.an8, s.name, 'V', case when s.i % 9 = 4 then date '2025-06-01' else date '2024-10-01' end, s.category, plan.mcu(c.bs_mcu)
    from plan.suppliers as s join plan.companies as c on s.co = c.co
    union all
    select e.an8, e.name, 'E', date '2024-10-01', ' ', plan.mcu(c.bs_mcu) from plan.employees as e join plan.companies as c on e.co = c.co
)
select
    an8, an8::varchar as alky, name as alph, left(upper(name), 40) as dc, at1, plan.cyyddd(eftb) as eftb, category as ac01, mcu, 'TX' || (700000 + an8) as tax,
    case at1 when 'V' then 'Y' else 'N' end as atp, plan.clerk(an8) as "user", 'P01012' as pid, 'CORVANE' as jobn,
    plan.cyyddd(date '2024-10-01' + plan.pick(an8, 'entered', 300)::integer) as upmj, plan.clock(an8) as upmt
from parties
