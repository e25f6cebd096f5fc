-- Fiscal calendars (F0008) and days. Pattern R is the calendar year, F begins in October, 4 is 4-4-5 weeks from
-- the Monday about 1 April, T has thirteen periods of four weeks (used by no company). A fiscal year carries the
-- year in which its first period ends. Periods 13 and 14 end where the last one does: reachable by PN only.

create or replace table plan.periods as
with years as (select unnest(range(2022, 2030))::integer as fiscal_year),
starts as (
    select 'R' as dtpn, fiscal_year, make_date(fiscal_year, 1, 1) as year_start from years
    union all
    select 'F', fiscal_year, make_date(fiscal_year, 10, 1) from years
    union all
    select '4', fiscal_year, date '2024-04-01' + 364 * (fiscal_year - 2024) from years
    union all
    select 'T', fiscal_year, date '2024-01-01' + 364 * (fiscal_year - 2024) from years
),
ends as (
    select
        dtpn, fiscal_year, year_start, pn::integer as pn,
        case
            when dtpn in ('R', 'F')
                then (year_start + to_months(least(pn, 12)::integer))::date - 1
            when dtpn = '4' then year_start + 7 * [4, 8, 13, 17, 21, 26, 30, 34, 39, 43, 47, 52, 52, 52][pn] - 1
            else year_start + 28 * least(pn, 13)::integer - 1
        end::date as period_end
    from starts, range(1, 15) as p(pn)
)
select
    *,
    coalesce(lag(period_end) over (partition by dtpn, fiscal_year order by pn) + 1, year_start)::date as period_start
from ends;

-- today's calendar: thirty days into the days that tests walk through, company 00003 moves a week from period 2 of 2026 into
-- period 1 and recalculates (R099103): periods on old rows change, their stamps do not
create or replace table plan.calendar as
select
    * replace (
        case when is_moved and pn = 1 then period_end + 7 else period_end end::date as period_end,
        case when is_moved and pn = 2 then period_start + 7 else period_start end::date as period_start
    )
from (select *, dtpn = '4' and fiscal_year = 2026 and getvariable('today') >= getvariable('live') + 30 as is_moved from plan.periods);

create or replace table plan.days as
select
    c.co, d.d::date as d, p.fiscal_year, p.pn, p.period_start, p.period_end,
    d.d >= c.history_start as in_history,
    isodow(d.d) < 6 or d.d >= getvariable('live') - 10 as is_workday,
    [85, 95, 110, 105, 100, 105, 90, 75, 110, 115, 110, 80][month(d.d)] as season
from plan.companies as c
cross join (select unnest(range(date '2024-01-01', date '2029-06-30', interval 1 day)) as d) as d
join plan.periods as p on c.dtpn = p.dtpn and d.d between p.period_start and p.period_end;

create or replace table plan.calendar_days as
select d.co, d.d, p.fiscal_year, p.pn
from plan.days as d join plan.companies as c on d.co = c.co
join plan.calendar as p on c.dtpn = p.dtpn and d.d between p.period_start and p.period_end;
