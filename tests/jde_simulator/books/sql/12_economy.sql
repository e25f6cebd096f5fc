-- How large the company is. Below scale 1 it has one size, told in fewer and larger documents; above, it grows with the
-- scale. What is bought, paid to people and budgeted hangs on the revenue of a year, so that the books stay those of a
-- manufacturer who earns a little: more than half of the revenue goes into material, a quarter into people.

create or replace macro plan.size() as greatest(1, getvariable('scale'))::decimal(20, 3);

-- by how much an amount is multiplied; on the days that tests walk through, documents come daily at every scale, and are small
create or replace macro plan.lot(d, times) as greatest(1, case when d < getvariable('live') - 10 then times else times / 6 end);

-- prices, wages and sales rise by so many per cent a year
create or replace macro plan.grown(minor, d, percent) as (minor * (100 + percent * (year(d) - 2025)) // 100)::bigint;

-- rent and cleaning of a cost centre, each month
create or replace macro plan.recurring(aid, obj, d, crcd, usd_rate) as plan.grown(
    plan.minor(case obj when '7230' then 2500 + plan.pick(aid, 'rent', 6000) else 400 + plan.pick(aid, 'rent', 900) end * plan.size() * usd_rate, crcd), d, 3
);

create or replace macro plan.depreciation(aid, kind, crcd, usd_rate) as plan.minor(
    case kind when 'E' then 5000 + plan.pick(aid, 'depreciation', 5000) else 800 + plan.pick(aid, 'depreciation', 900) end * plan.size() * usd_rate, crcd
);

create or replace table plan.economy as
select
    c.co, c.crcd, r.crr as usd_rate, c.revenue_usd / 60000000.0 as part,
    plan.minor(plan.size() * c.revenue_usd * r.crr, c.crcd) as revenue,
    plan.minor(plan.size() * c.revenue_usd * r.crr, c.crcd) * 56 // 100 as material,
    plan.minor(plan.size() * c.revenue_usd * r.crr, c.crcd) * 11 // 100 as expense,
    (plan.size() * c.revenue_usd * 56 // 100)::bigint as material_usd
from plan.companies as c
join plan.rates as r on r.from_crcd = 'USD' and r.to_crcd = c.crcd and r.month_start = date '2025-01-01';

-- the part of a year's business, in ten thousandths, that is done by the end of a period
create or replace table plan.seasons as
with periods as (
    select co, fiscal_year, pn, sum(season) as season from plan.days group by all
)
select
    co, fiscal_year, pn, (10000 * sum(season) over (partition by co, fiscal_year order by pn) // sum(season) over (partition by co, fiscal_year))::bigint as upto
from periods;

-- what each account with people is paid in a month; 0 where a function has none of it
create or replace table plan.wages as
with parts(obj, office, plant) as (values ('6010', 2900, 900), ('6020', 0, 1800), ('6030', 0, 200), ('6110', 410, 410), ('6120', 290, 290))
select
    a.co, a.aid, a.mcu, a.obj,
    plan.minor(u.heads * plan.size() * case when u.kind = 'E' and u.func <> 'ADM' then p.plant else p.office end * e.usd_rate, e.crcd) as amount
from parts as p
join plan.accounts as a on p.obj = a.obj and a.pec = ' '
join plan.units as u on a.mcu = u.mcu
join plan.economy as e on a.co = e.co;
