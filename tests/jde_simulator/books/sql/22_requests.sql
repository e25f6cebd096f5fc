-- Requisitions (OR) and blanket orders (OB) behind purchase orders. A converted requisition line is closed (NXTR 999);
-- a blanket line is reduced by what was released from it. Neither is a commitment, and neither may be added to the
-- orders that came of it (F4311 OKCO, OORN, OCTO, OGNO lead back). Order types have number series of their own.

create or replace table plan.requisitions as
with converted as (
    select ok, co, trdj - 5 as trdj, true as is_converted, trdj as converted_on from plan.orders
    where ordinal % 5 = 2 and ordinal % 7 <> 3
),
waiting as (
    select ok, co, trdj, false as is_converted, null::date as converted_on from plan.orders where ordinal % 17 = 4 and ordinal % 5 <> 2
),
both_kinds as (
    -- a requisition is known from the day of its order on, since orders are drawn, not requisitions
    select *, coalesce(converted_on, trdj) as known_on from (select * from converted union all select * from waiting)
)
select *, 1000 + row_number() over (partition by co order by known_on, ok) as doco from both_kinds;

create or replace table plan.blankets as
with releases as (
    select o.*, year(trdj) || '-' || (month(trdj) > 6) as half from plan.orders as o where ordinal % 7 = 3
),
numbered as (
    select
        co, an8, crcd, bcrc, half, min(trdj) as trdj, arg_min(ok, ordinal) as first_ok, arg_min(crr, ordinal) as crr, max(trdj) as touched_on
    from releases group by all
)
select *, 2000 + row_number() over (partition by co order by trdj, first_ok) as doco from numbered;

create or replace table plan.origins as
select o.ok, o.co, 'OR' as octo, r.doco as origin from plan.orders as o join plan.requisitions as r on o.ok = r.ok and r.is_converted
union all
select o.ok, o.co, 'OB', b.doco
from plan.orders as o
join plan.blankets as b on o.co = b.co and o.an8 = b.an8 and b.half = year(o.trdj) || '-' || (month(o.trdj) > 6)
where o.ordinal % 7 = 3;
