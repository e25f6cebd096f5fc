-- What today's books say of each purchase order line and receipt: received, vouchered, open.

create or replace table plan.live_matches as
select m.*, h.doc, h.dct, coalesce(h.undone_on <= getvariable('today') and h.fate in ('void', 'delete'), false) as is_undone
from plan.matches as m join plan.voucher_heads as h on m.vk = h.vk;

create or replace table plan.receipt_state as
with vouchered as (
    select rk, sum(quantity) filter (not is_undone) as quantity, coalesce(sum(cost_txn) filter (not is_undone), 0)::bigint as cost_txn,
        coalesce(sum(cost) filter (not is_undone), 0)::bigint as cost,
        max(greatest(entered_on, case when is_undone then undone_on else entered_on end)) as touched_on
    from plan.live_matches group by rk
)
select
    r.*, coalesce(r.reversed_on <= getvariable('today'), false) as is_reversed, coalesce(v.quantity, 0)::decimal(18, 4) as vouchered_quantity,
    coalesce(v.cost, 0) as vouchered_cost, coalesce(v.cost_txn, 0) as vouchered_cost_txn, v.touched_on
from plan.receipts as r left join vouchered as v on r.rk = v.rk;

create or replace table plan.line_state as
with received as (
    select lk, sum(quantity) filter (not is_reversed) as quantity, sum(received_txn) filter (not is_reversed) as txn, sum(received) filter (not is_reversed) as amount,
        max(received_on) as last_on, max(case when is_reversed then reversed_on else received_on end) as touched_on
    from plan.receipt_state group by lk
),
charged as (
    select l.lk, sum(l.txn) as txn, sum(l.amount) as amount, max(h.entered_on) as entered_on
    from plan.voucher_lines as l join plan.voucher_heads as h on l.vk = h.vk where h.src = 'twoway' group by l.lk
),
facts as (
    select
        l.*, coalesce(l.cancelled_on <= getvariable('today'), false) as is_cancelled,
        coalesce(r.quantity, 0)::decimal(18, 4) as received_quantity, coalesce(r.txn, c.txn, 0)::bigint as received_txn, coalesce(r.amount, c.amount, 0)::bigint as received,
        r.last_on, greatest(r.touched_on, c.entered_on, case when l.cancelled_on <= getvariable('today') then l.cancelled_on end,
            case when l.ln % 9 = 2 and l.trdj + 2 <= getvariable('today') then l.trdj + 2 end, l.trdj) as touched_on,
        c.entered_on as charged_on
    from plan.order_lines as l left join received as r on l.lk = r.lk left join charged as c on l.lk = c.lk
)
select
    *,
    case when is_cancelled then 0 else uorg - received_quantity end as open_quantity,
    case when is_cancelled then 0 else ordered_txn - received_txn end as open_txn,
    case when is_cancelled then 0 else ordered - received end as open_amount,
    is_cancelled or (kind = 'service' and received_txn <> 0) or (kind <> 'service' and uorg = received_quantity) as is_closed
from facts;
