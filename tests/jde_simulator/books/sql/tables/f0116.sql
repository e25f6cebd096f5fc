with parties as (
    select 100 as an8, 0 as i, 'USD' as crcd union all select 100 + co::integer, 0, crcd from plan.companies
    union all select an8, i, crcd from plan.suppliers
    union all select e.an8, e.i, c.crcd from plan.employees as e join plan.companies as c on e.co = c.co
),
-- a party sits where its currency is at home
places(crcd, ctr, adds, cities) as (
    values ('USD', 'US', 'OH', ['Dayton', 'Toledo', 'Akron']), ('CAD', 'CA', 'ON', ['Guelph', 'Hamilton', 'Windsor']),
        ('JPY', 'JP', null, ['Hamamatsu', 'Nagoya', 'Toyota']), ('EUR', 'DE', null, ['Stuttgart', 'Bremen', 'Leipzig']),
        ('GBP', 'GB', null, ['Leeds', 'Derby', 'Bristol']), ('KWD', 'KW', null, ['Kuwait City'])
),
moves as (
    select *, date '2024-10-01' as eftb, 1 as n from parties
    union all
    -- a supplier that moved has an older address and, now and then, one that will hold only later
    select *, date '2025-06-01', 2 from parties where an8 between 4001 and 59999 and i % 9 = 4
    union all
    select *, date '2028-01-01', 3 from parties where an8 between 4001 and 59999 and i % 18 = 4
)
select
    an8, plan.cyyddd(eftb) as eftb, (10 + (i * 7 + n * 3) % 90) || ' ' || ['Mill Road', 'Harbour Street', 'Industry Park', 'Station Lane'][1 + (i + n) % 4] as add1,
    lpad((10000 + i * 37 + n)::varchar, 5, '0') as addz, list_element(cities, 1 + i % len(cities)) as cty1,
    adds, ctr,
    plan.clerk(an8) as "user", 'P01012' as pid, 'CORVANE' as jobn, plan.cyyddd(least(eftb, date '2026-01-01')) as upmj, plan.clock(an8 || '|' || n) as upmt
from moves
join places using (crcd)
