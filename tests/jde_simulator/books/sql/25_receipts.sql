-- Receipts (F43121 MATC 1, voucher match MATC 2) and their reversals. JDE: a receipt reversal turns MATC 1 into 4,
-- a voucher reversal MATC 2 into 3 and opens the receipt again. MATC is part of the key, so both change a row's key.

create or replace table plan.receipts as
with alive as (
    select
        *, ln % 11 = 2 and not (ln % 29 = 4 or (trdj = getvariable('live') - 10 and lnid = 1)) as is_partial,
        ln % 29 = 4 or (trdj = getvariable('live') - 10 and lnid = 1) as is_reversed
    from plan.order_lines
    where kind <> 'service' and cancelled_on is null and not never_delivered
),
planned as (
    select lk, 1 as nlin, delivered as received_on, 0 as from_percent, case when is_partial then 60 else 100 end as upto_percent,
        case when is_reversed then delivered + 4 end as reversed_on
    from alive
    union all
    -- every other part delivery never gets its second part
    select lk, 2, delivered + 9, 60, 100, null from alive where is_partial and ln % 22 <> 13
    union all
    select lk, 3, delivered + 6, 0, 100, null from alive where is_reversed
),
quantities as (
    select
        l.ok, l.co, l.lk, l.ln, l.kind, l.crcd, l.bcrc, l.crr, l.frrc, p.nlin, p.received_on, p.reversed_on,
        round(l.uorg * p.from_percent / 100.0, case when l.uom = 'EA' then 0 else 1 end)::decimal(18, 4) as from_quantity,
        round(l.uorg * p.upto_percent / 100.0, case when l.uom = 'EA' then 0 else 1 end)::decimal(18, 4) as upto_quantity
    from planned as p
    join plan.order_lines as l on p.lk = l.lk
    where p.received_on <= getvariable('today')
),
amounts as (
    select
        *, upto_quantity - from_quantity as quantity,
        plan.minor(from_quantity * frrc::decimal(20, 4), crcd) as from_txn,
        plan.minor(upto_quantity * frrc::decimal(20, 4), crcd) as upto_txn
    from quantities
),
documents as (
    select ok, received_on, 7000000 + row_number() over (partition by co order by received_on, ok) as doc
    from (select distinct co, ok, received_on from amounts)
)
select
    a.lk || '|' || a.nlin as rk, a.*,
    a.upto_txn - a.from_txn as received_txn,
    plan.convert(a.from_txn, a.crcd, a.bcrc, a.crr) as from_amount,
    plan.convert(a.upto_txn, a.crcd, a.bcrc, a.crr) as upto_amount,
    plan.convert(a.upto_txn, a.crcd, a.bcrc, a.crr) - plan.convert(a.from_txn, a.crcd, a.bcrc, a.crr) as received,
    d.doc,
    row_number() over (partition by a.co order by a.received_on, a.lk, a.nlin) as rn
from amounts as a
join documents as d on a.ok = d.ok and a.received_on = d.received_on
where a.quantity <> 0;

-- a match settles all receipts of one order and day with one voucher; what was received and reversed never gets there
create or replace table plan.match_vouchers as
with first_round as (
    select
        co, ok, received_on, received_on + 4 + plan.pick(ok || received_on, 'invoice', 12)::integer as entered_on
    from (
        select distinct co, ok, received_on from plan.receipts
        where rn % 45 <> 4 and reversed_on is null
    )
),
ranked as (
    select
        *, row_number() over (partition by co order by entered_on, ok, received_on) as mv,
        row_number() over (partition by co, entered_on order by ok, received_on) as of_day
    from first_round
    where entered_on <= getvariable('today')
),
fates as (
    select
        *,
        case
            when entered_on >= getvariable('live') - 8 and of_day = 1
                then ['void', 'delete', 'keep'][1 + (datediff('day', getvariable('live'), entered_on) + 60) % 3]
            when mv % 18 = 5 then 'void'
            when mv % 27 = 8 then 'delete'
            else 'keep'
        end as fate
    from ranked
)
select
    'M|' || ok || '|' || received_on || '|1' as vk, 1 as round, * exclude (of_day),
    case fate when 'void' then entered_on + 9 when 'delete' then entered_on + 3 end as undone_on
from fates
union all
select
    'M|' || ok || '|' || received_on || '|2', 2, co, ok, received_on, entered_on + 13, mv, 'keep', null
from fates
where fate <> 'keep' and entered_on + 13 <= getvariable('today');

create or replace table plan.matches as
with facts as (
    select
        v.vk, v.entered_on, v.fate, v.undone_on, v.round, v.mv, r.rk, r.lk, r.ok, r.co, r.nlin, r.kind, r.crcd, r.bcrc, r.crr,
        case when r.rn % 28 = 13 and r.quantity > 1 then r.quantity - greatest(1, floor(r.quantity / 8)) else r.quantity end::decimal(18, 4) as quantity,
        r.quantity as received_quantity, r.received, r.received_txn,
        case
            when r.rn % 6 = 2 then 40 - plan.pick(r.rk, 'variance', 90)
            else 0
        end as variance_permille
    from plan.match_vouchers as v
    join plan.receipts as r on v.ok = r.ok and v.received_on = r.received_on
    where r.reversed_on is null and r.rn % 45 <> 4
),
costs as (
    select
        *,
        case when quantity = received_quantity then received_txn
            else round(received_txn * quantity / received_quantity)::bigint end as cost_txn,
        case when quantity = received_quantity then received
            else round(received * quantity / received_quantity)::bigint end as cost
    from facts
)
select
    *,
    cost_txn + round(cost_txn * variance_permille / 1000.0)::bigint as vouchered_txn,
    cost + plan.convert(round(cost_txn * variance_permille / 1000.0)::bigint, crcd, bcrc, crr) as vouchered
from costs;
