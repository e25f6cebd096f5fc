-- Purchase orders as they are entered (F4301, F4311). An order has one supplier, currency and rate. Lines:
--   stock    LNTY S, item, no account (the inventory account comes from the G/L class), three-way match
--   account  LNTY J, quantity and price, AID and OMCU, three-way match; every third one has several accounts (F4316)
--   service  LNTY J, amount only (no quantity), two-way match: the voucher charges the account directly
--   return   LNTY C (reverse sign), negative quantity and amount
-- A line's fate hangs on its ordinal in the company, so that every case happens at every scale.

create or replace table plan.orders as
with wanted as (
    select
        d.co, d.d, c.weight * d.season * getvariable('scale') * case when isodow(d.d) < 6 then 1 else 0.2 end
            -- what was open when a company went live is entered in its first days
            * case when d.d < c.history_start + 15 then 2.5 else 1 end / 10000.0 as n,
        plan.pick(d.co || d.d, 'orders', 1000) / 1000.0 as chance
    from plan.days as d
    join plan.companies as c on d.co = c.co
    where d.in_history and d.is_workday and d.d <= getvariable('today')
),
counted as (
    select
        *,
        greatest(
            floor(n)::integer + (chance < n - floor(n))::integer, (d >= getvariable('live') - 10)::integer
        ) as orders
    from wanted
),
numbered as (
    select co, d as trdj, i::integer as i, row_number() over (partition by co order by d, i) as ordinal
    from counted, range(orders) as r(i)
),
chosen as (
    select
        n.*, n.co || '|' || n.trdj || '|' || n.i as ok,
        -- a quarter of the suppliers get half of the orders
        list_element(s.parties, 1 + floor(len(s.parties) * power(plan.pick(n.co || n.trdj || n.i, 'supplier', 1000) / 1000.0, 2))::integer) as an8
    from numbered as n
    join (select co, list(an8 order by an8) as parties from plan.suppliers group by co) as s on n.co = s.co
)
select
    o.ok, o.co, 4000 + o.ordinal as doco, o.ordinal, o.trdj, o.an8, s.payee, s.crcd, s.ptc, s.glc as trade_class,
    c.crcd as bcrc, c.branch, r.crr,
    case when s.crcd = c.crcd then 'D' else 'F' end as crrm,
    case when s.crcd = c.crcd and c.tax_percent > 0 then c.tax_percent else 0 end as tax_percent,
    c.tax_area,
    60001 + plan.pick(o.ok, 'buyer', 30) as anby,
    1 + plan.pick(o.ok, 'lines', 4) as lines
from chosen as o
join plan.suppliers as s on o.an8 = s.an8
join plan.companies as c on o.co = c.co
join plan.rates as r on s.crcd = r.from_crcd and c.crcd = r.to_crcd and r.month_start = date_trunc('month', o.trdj);

create or replace table plan.expense_accounts as
select
    co, list(aid order by mcu, obj, sub) as aids
from plan.accounts
where obj in ('7110', '7120', '7130', '7210', '7240', '7320', '7410', '7421', '7422', '7440')
    and pec = ' ' and kind in ('E', 'S', 'X') and not (obj = '7210' and sub = ' ' and kind = 'E')
group by co;

create or replace table plan.order_lines as
with numbered as (
    select
        o.*, l.l::integer as lnid, o.ok || '|' || l.l as lk,
        row_number() over (partition by o.co order by o.ordinal, l.l) as ln
    from plan.orders as o, range(1, o.lines + 1) as l(l)
),
kinds as (
    select
        *,
        case
            when ln % 20 in (3, 8, 13, 18) or ln % 20 = 10 then 'account'
            when ln % 20 in (5, 11, 16) then 'service'
            when ln % 20 = 19 then 'return'
            else 'stock'
        end as kind
    from numbered
),
goods as (
    select
        k.*, i.itm, i.litm, i.name as item_name, i.uom, i.glpt, i.cost_usd, u.crr as usd_rate,
        list_element(e.aids, 1 + plan.pick(k.lk, 'account', len(e.aids))) as own_aid,
        case when i.uom = 'EA' then 20 + plan.pick(k.lk, 'quantity', 80) else 100 + plan.pick(k.lk, 'quantity', 400) end as pieces
    from kinds as k
    join plan.items as i
        on i.i = plan.pick(k.lk, 'item', (40 + (60 * least(getvariable('scale'), 60))::integer))
    join plan.rates as u on u.from_crcd = 'USD' and u.to_crcd = k.crcd and u.month_start = date_trunc('month', k.trdj)
    join plan.expense_accounts as e on k.co = e.co
),
-- lots are as large as the material that the company's sales need, however many orders there are (a twelfth is cancelled
-- or late); indirect material comes in small lots, returns are a part of one
bought as (
    select g.co, any_value(e.material_usd) * 13 // 12 * datediff('day', min(g.trdj), getvariable('live')::date) // 365 as needed,
        sum(g.pieces * (100 * g.cost_usd)::bigint) // 100 as ordered
    from goods as g join plan.economy as e on g.co = e.co
    where g.kind = 'stock' and g.trdj < getvariable('live') - 10
    group by g.co
),
lots as (
    select
        g.*,
        case when g.kind = 'return' then -1 else 1 end * greatest(1, round(
            g.pieces * plan.lot(g.trdj, b.needed / b.ordered) / case g.kind when 'stock' then 1 when 'return' then 25 else 6 end,
            case when g.uom = 'EA' then 0 else 1 end
        ))::decimal(18, 4) as planned_quantity
    from goods as g join bought as b on g.co = b.co
),
priced as (
    select
        *,
        case when kind = 'service' then 0 else planned_quantity end::decimal(18, 4) as uorg,
        case
            when kind = 'service' then 0
            when crcd = 'JPY' then round(cost_usd * usd_rate, 0)
            else round(cost_usd * usd_rate * (90 + plan.pick(lk, 'price', 21) + 2 * (year(trdj) - 2025)) / 100.0, 4)
        end::decimal(18, 4) as frrc,
        plan.minor((500 + plan.pick(lk, 'service', 6000)) * plan.lot(trdj, 1 / getvariable('scale'))::integer * usd_rate, crcd) as service_minor
    from lots
)
select
    * exclude (service_minor, pieces, planned_quantity, cost_usd, usd_rate, own_aid),
    case when kind in ('account', 'service') then own_aid else ' ' end as aid,
    kind = 'account' and ln % 3 = 1 as is_split,
    case when kind = 'service' then service_minor else plan.minor(uorg * frrc::decimal(20, 4), crcd) end as ordered_txn,
    plan.convert(
        case when kind = 'service' then service_minor else plan.minor(uorg * frrc::decimal(20, 4), crcd) end, crcd, bcrc, crr
    ) as ordered,
    case when ln % 27 = 7 then trdj + 6 end as cancelled_on,
    ln % 41 = 9 as never_delivered,
    -- suppliers promise with days to spare: about six of seven deliveries are on time
    trdj + 3 + plan.pick(ok, 'lead', 18)::integer + case when ln % 6 = 1 then 4 else 0 end + case when ln % 2 = 0 then 6 else 2 end as promised,
    -- what is ordered just before the days that tests walk through arrives in them, some of it each day
    case
        when trdj between getvariable('live') - 10 and getvariable('live') - 5 then trdj + 8
        else trdj + 3 + plan.pick(ok, 'lead', 18)::integer + case when ln % 6 = 1 then 4 else 0 end
            + [-1, 0, 0, 0, 1, 2, 0, 6][1 + plan.pick(lk, 'late', 8)]::integer
    end as delivered
from priced;

-- F4316: three accounts with 50, 30 and 20 per cent; every line has at least its own account here
create or replace table plan.line_accounts as
with parts as (
    select * from (values (1, 0, 50), (2, 50, 80), (3, 80, 100)) as p(dlnid, from_percent, upto_percent)
)
select
    l.lk, p.dlnid,
    list_element(e.aids, 1 + (list_position(e.aids, l.aid) - 1 + 7 * (p.dlnid - 1)) % len(e.aids)) as aid,
    p.from_percent, p.upto_percent
from plan.order_lines as l
join parts as p on true
join plan.expense_accounts as e on l.co = e.co
where l.is_split
union all
select lk, 0, aid, 0, 100 from plan.order_lines where not is_split and aid <> ' ';
