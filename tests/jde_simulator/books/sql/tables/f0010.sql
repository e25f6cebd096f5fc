-- closing a period moves PNC on, three days after its end (AP two days); company 00000 holds defaults only
with current_period as (
    select c.co, g.pn as gl_pn, a.pn as ap_pn, r.pn as done_pn,
        gy.period_start as gl_start, ay.period_start as ap_start, ry.period_start as done_start, g.period_start as moved
    from plan.companies as c
    join plan.calendar as g on c.dtpn = g.dtpn and getvariable('today') - 3 between g.period_start and g.period_end
    join plan.calendar as gy on c.dtpn = gy.dtpn and gy.fiscal_year = g.fiscal_year and gy.pn = 1
    join plan.calendar as a on c.dtpn = a.dtpn and getvariable('today') - 2 between a.period_start and a.period_end
    join plan.calendar as ay on c.dtpn = ay.dtpn and ay.fiscal_year = a.fiscal_year and ay.pn = 1
    join plan.calendar as r on c.dtpn = r.dtpn and g.period_start - 1 between r.period_start and r.period_end
    join plan.calendar as ry on c.dtpn = ry.dtpn and ry.fiscal_year = r.fiscal_year and ry.pn = 1
)
select
    c.co, c.name, upper(c.name) as altc, c.crcd, c.dtpn, 'Y' as cryr, p.gl_pn as pnc, p.ap_pn as appn, p.ap_pn as arpn, p.done_pn as pnf,
    plan.cyyddd(p.gl_start) as dfyj, plan.cyyddd(p.ap_start) as apfj, plan.cyyddd(p.ap_start) as arfj, plan.cyyddd(p.done_start) as dff,
    100 + c.co::integer as an8, '1' as age, 0 as agr1, 30 as agr2, 60 as agr3, 90 as agr4, 120 as agr5, 999 as agr6, 999 as agr7,
    'CONTROLLER' as "user", 'EP0010' as pid, 'CORVANE' as jobn, plan.cyyddd(p.moved + 3) as upmj, 180000 as upmt
from plan.companies as c join current_period as p on c.co = p.co
union all by name
select '00000' as co, 'Defaults' as name, 'USD' as crcd, 'R' as dtpn, 'Y' as cryr, 1 as pnc, 1 as appn, 1 as arpn, 1 as pnf,
    125001 as dfyj, 125001 as apfj, 125001 as arfj, 125001 as dff, '1' as age, 0 as agr1, 30 as agr2, 60 as agr3, 90 as agr4, 120 as agr5,
    'SETUP' as "user", 'EP0010' as pid, 'CORVANE' as jobn, 124275 as upmj, 93005 as upmt
