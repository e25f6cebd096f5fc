-- The account ledger (F0911) from every document. Debit positive. A foreign document has two rows a line: AA in company
-- currency, CA in the document's; both carry the document's currency. The post program writes automatic offsets (AE):
-- trade account and recoverable tax of vouchers, trade account of payments, none in batches of type W; company 00003 one per batch (offset method B).
-- Payments have no ledger rows before they are posted: then PK/PN/P1 at the bank, PG for the exchange difference.

create or replace table plan.entries as
with acc as (select aid, co, trim(mcu) as mcu, obj, sub from plan.accounts),
trade as (
    select c.co, t.glc, a.aid from plan.companies as c cross join plan.trade_classes as t join acc as a on c.co = a.co and t.obj = a.obj
),
receipts as (
    select
        'O|' || r.co || '|' || r.received_on as batch_key, r.received_on as gl_date, r.received_on as upmj, 0 as after, null as re, 1 as sign, r.*
    from plan.receipts as r
    union all
    select 'O|' || r.co || '|reversed|' || r.reversed_on, r.reversed_on, r.reversed_on, 500, 'V', -1, r.*
    from plan.receipts as r where r.reversed_on <= getvariable('today')
),
receipt_lines as (
    select r.*, coalesce(d.dlnid, 0) as dlnid, coalesce(d.aid, i.aid) as aid,
        (plan.share(r.upto_txn, coalesce(d.upto_percent, 100), 100) - plan.share(r.from_txn, coalesce(d.upto_percent, 100), 100))
        - (plan.share(r.upto_txn, coalesce(d.from_percent, 0), 100) - plan.share(r.from_txn, coalesce(d.from_percent, 0), 100)) as txn,
        (plan.share(r.upto_amount, coalesce(d.upto_percent, 100), 100) - plan.share(r.from_amount, coalesce(d.upto_percent, 100), 100))
        - (plan.share(r.upto_amount, coalesce(d.from_percent, 0), 100) - plan.share(r.from_amount, coalesce(d.from_percent, 0), 100)) as amount
    from receipts as r
    join plan.order_lines as l on r.lk = l.lk
    left join plan.line_accounts as d on r.lk = d.lk
    join acc as i on i.mcu = l.branch and i.obj = case when l.glpt = 'IN30' then '1413' else '1411' end
    union all
    select r.*, 99, n.aid, -r.received_txn, -r.received
    from receipts as r
    join acc as n on r.co = n.co and n.obj = '2120'
),
received as (
    select
        r.batch_key, 'OV' as dct, r.doc, r.co as kco, r.co, r.gl_date, r.upmj, r.re, r.aid, r.crcd, r.bcrc, r.crr, r.sign * r.txn as txn, r.sign * r.amount as amount,
        r.after + row_number() over (partition by r.co, r.doc, r.sign order by r.lk, r.nlin, r.dlnid) as line,
        l.doco, l.lnid, case when l.is_split and r.dlnid < 99 then r.dlnid end as dlnid, l.an8, l.payee as named, l.item_name as exr, l.itm, l.kind as po_kind
    from receipt_lines as r
    join plan.order_lines as l on r.lk = l.lk
),
voucher_lines as (
    select
        v.batch_key, v.dct, v.doc, v.co as kco, v.co, v.gl_date,
        case when v.fate = 'void' and v.undone_on <= getvariable('today') then v.undone_on else v.entered_on - v.late_days end as upmj,
        case when v.fate = 'void' and v.undone_on <= getvariable('today') then 'V' end as re,
        l.aid, v.crcd, v.bcrc, v.crr, l.txn, l.amount, l.line, o.doco, l.lnid, l.dlnid, v.an8, l.sbl, l.sblt, v.vk, l.role
    from plan.vouchers as v
    join plan.voucher_lines as l on v.vk = l.vk
    left join plan.orders as o on v.ok = o.ok
    where not v.is_gone
),
voided as (
    select * replace ('V|' || l.co || '|void|' || v.undone_on as batch_key, 'PE' as dct, v.undone_on as gl_date, v.undone_on as upmj, 'V' as re, -l.txn as txn, -l.amount as amount)
    from voucher_lines as l
    join plan.vouchers as v using (vk)
    where v.fate = 'void' and v.undone_on <= getvariable('today')
),
changed as (
    select l.* replace ('V|' || l.co || '|change|' || v.adjusted_on as batch_key, 'PE' as dct, v.adjusted_on as gl_date, v.adjusted_on as upmj, v.change_txn as txn, v.change_amount as amount)
    from voucher_lines as l
    join plan.vouchers as v on l.vk = v.vk
    where l.line = 1 and v.change_txn <> 0
),
void_lines as (
    select batch_key, dct, doc, kco, co, gl_date, upmj, re, aid, crcd, bcrc, crr, txn, amount, line, doco, lnid, dlnid, an8, sbl, sblt, vk, role from voided
),
-- what each voucher, change and void owes to its trade account, by batch
owed as (
    select v.vk, v.batch_key, v.doc, v.co, v.gl_date, v.crcd, v.bcrc, v.crr, v.an8, v.glc, v.gross_txn as txn, v.gross as amount,
        case when v.exr1 = 'V' then v.tax else 0 end as tax, 0 as after, null as re
    from plan.vouchers as v where not v.is_gone
    union all
    select v.vk, 'V|' || v.co || '|void|' || v.undone_on, v.doc, v.co, v.undone_on, v.crcd, v.bcrc, v.crr, v.an8, v.glc, -v.gross_txn, -v.gross,
        case when v.exr1 = 'V' then -v.tax else 0 end, 100, 'V'
    from plan.vouchers as v where v.fate = 'void' and v.undone_on <= getvariable('today')
    union all
    select v.vk, 'V|' || v.co || '|change|' || v.adjusted_on, v.doc, v.co, v.adjusted_on, v.crcd, v.bcrc, v.crr, v.an8, v.glc, v.change_txn, v.change_amount, 0, 200, null
    from plan.vouchers as v where v.change_txn <> 0
),
offsets as (
    select o.*, t.aid as to_aid, -o.txn as line_txn, -o.amount as line_amount, 1 as n from owed as o join trade as t on o.co = t.co and o.glc = t.glc where not starts_with(o.batch_key, 'W|')
    union all
    select o.*, a.aid, o.tax, o.tax, 2 from owed as o join acc as a on o.co = a.co and a.obj = '1550' where o.tax <> 0
),
batch_offsets as (
    select o.batch_key, 'AE' as dct, b.icu as doc, o.co as kco, o.co, o.gl_date, b.posted_on as upmj, o.to_aid as aid, o.crcd, o.bcrc, max(o.crr) as crr,
        sum(o.line_txn)::bigint as txn, sum(o.line_amount)::bigint as amount, 'B' as ofm, true as is_created_by_post
    from offsets as o join plan.batches as b on o.batch_key = b.batch_key
    where o.co = '00003'
    group by all
),
voucher_offsets as (
    select o.batch_key, 'AE' as dct, o.doc, o.co as kco, o.co, o.gl_date, b.posted_on as upmj, o.re, o.to_aid as aid, o.crcd, o.bcrc, o.crr,
        o.line_txn as txn, o.line_amount as amount, o.after + o.n as line, o.an8, o.glc, 'Y' as ofm, true as is_created_by_post, o.vk
    from offsets as o join plan.batches as b on o.batch_key = b.batch_key
    where o.co <> '00003'
    union all by name
    select *, row_number() over (partition by batch_key order by gl_date, aid, crcd) as line from batch_offsets
),
paid as (
    select p.batch_key, p.pay_on as gl_date, p.posted_on as upmj, 1 as sign, null as re, p.dctm as bank_dct, p.* exclude (batch_key, posted_on) from plan.payments as p
    union all
    select p.void_batch_key, p.voided_on, p.void_posted_on, -1, 'V', 'PO', p.* exclude (batch_key, posted_on) from plan.payments as p where p.voided_on is not null
),
payment_parts as (
    select
        p.batch_key, p.gl_date, p.upmj, p.sign, p.re, p.bank_dct, p.docm, p.co, p.crcd, p.bcrc, p.pay_crr, p.pyid, p.payee, p.method,
        case when p.method = 'D' then p.draft_aid else p.bank_aid end as bank_aid,
        l.glc, l.crr, sum(l.paid_txn)::bigint as paid_txn, sum(l.paid)::bigint as paid_amount,
        sum(l.discount_taken_txn)::bigint as discount_txn, sum(l.discount_taken)::bigint as discount
    from paid as p
    join plan.payment_lines as l on p.pyid = l.pyid
    group by all
),
payment_sums as (
    select
        * exclude (glc, crr, paid_txn, paid_amount, discount_txn, discount),
        sum(paid_txn)::bigint as paid_txn, sum(paid_amount)::bigint as paid_amount, sum(discount_txn)::bigint as discount_txn, sum(discount)::bigint as discount
    from payment_parts group by all
),
payment_totals as (
    select *, case when method = 'W' then paid_amount else plan.convert(paid_txn, crcd, bcrc, pay_crr) end as bank_amount from payment_sums
),
payment_offsets as (
    select p.batch_key, 'AE' as dct, p.docm as doc, p.co as kco, p.co, p.gl_date, p.upmj, p.re, t.aid, p.crcd, p.bcrc, min(p.crr) as crr,
        any_value(p.sign) * sum(p.paid_txn + p.discount_txn)::bigint as txn, any_value(p.sign) * sum(p.paid_amount + p.discount)::bigint as amount, p.payee as an8, p.pyid,
        min(p.glc) as glc
    from payment_parts as p join trade as t on p.co = t.co and p.glc = t.glc where p.method <> 'W'
    group by all
),
payment_entries as (
    select p.batch_key, p.bank_dct as dct, p.docm as doc, p.co as kco, p.co, p.gl_date, p.upmj, p.re, p.bank_aid as aid, p.crcd, p.bcrc, p.pay_crr as crr,
        -p.sign * p.paid_txn as txn, -p.sign * p.bank_amount as amount, 1 as line, p.payee as an8, p.pyid
    from payment_totals as p
    union all by name
    select p.batch_key, p.bank_dct as dct, p.docm as doc, p.co as kco, p.co, p.gl_date, p.upmj, p.re, a.aid, p.crcd, p.bcrc, p.pay_crr as crr,
        -p.sign * p.discount_txn as txn, -p.sign * p.discount as amount, 2 as line, p.payee as an8, p.pyid
    from payment_totals as p join acc as a on p.co = a.co and a.obj = '7620' where p.discount <> 0 or p.discount_txn <> 0
    union all by name
    select p.batch_key, 'PG' as dct, p.docm as doc, p.co as kco, p.co, p.gl_date, p.upmj, p.re, a.aid, p.crcd, p.bcrc, p.pay_crr as crr,
        0 as txn, p.sign * (p.bank_amount - p.paid_amount) as amount, 3 as line, p.payee as an8, p.pyid
    from payment_totals as p join acc as a on p.co = a.co and a.obj = '7610' where p.bank_amount <> p.paid_amount and p.method <> 'W'
    union all by name
    select *, row_number() over (partition by doc, co, gl_date order by aid) as line, 'Y' as ofm from payment_offsets
),
journals as (
    select batch_key, dct, doc, kco, co, gl_date, case when is_created_by_post then posted_on else entered_on end as upmj, re, aid, crcd, crr, txn, amount, line, lt, pn as own_pn, exa,
        is_created_by_post, hmcu, jk
    from plan.journal_lines
)
select * from received
union all by name select * exclude (role) from voucher_lines
union all by name select * exclude (role) from void_lines
union all by name select * exclude (role) from changed
union all by name select * from voucher_offsets
union all by name select *, true as is_created_by_post from payment_entries
union all by name select * from journals;

create or replace table plan.ledger as
with posted as (
    select
        e.* exclude (lt, bcrc, is_created_by_post), coalesce(e.lt, 'AA') as lt, b.icu, b.icut, b.entered_on, b.posted_on, b.is_posted, c.crcd as bcrc, c.dtpn,
        case when e.crcd = c.crcd then 'D' else 'F' end as crrm
    from plan.entries as e
    join plan.batches as b on e.batch_key = b.batch_key
    join plan.companies as c on e.co = c.co
    where b.is_posted or not coalesce(e.is_created_by_post, false)
),
summarised as (
    select
        *, dct in ('RI', 'RC') and lt = 'AA' and co in ('00001', '00002') and date_trunc('month', gl_date) = case co when '00001' then date '2025-01-01' else date '2024-10-01' end as is_summarised
    from posted
),
-- R09811 sums the detail into one BF row an account; in company 00002 R09911 has since removed the detail
forward as (
    select
        'BF|' || s.co as batch_key, 'BF' as dct, 1 as doc, s.co as kco, s.co, last_day(s.gl_date) as gl_date, date '2026-02-20' as upmj, s.aid, s.crcd, s.bcrc, s.dtpn, s.crrm, 'AA' as lt,
        1 as crr, sum(s.txn)::bigint as txn, sum(s.amount)::bigint as amount, b.icu, b.icut, b.entered_on,
        b.posted_on, b.is_posted
    from summarised as s join plan.batches as b on b.batch_key = 'BF|' || s.co
    where s.is_summarised group by all
),
both_ledgers as (
    select *, case when is_summarised then 'Y' end as summ from summarised where not (is_summarised and co = '00002')
    union all by name
    select *, row_number() over (partition by co order by aid) as line from forward
),
doubled as (
    select *, amount as aa from both_ledgers
    union all by name
    select * replace ('CA' as lt), txn as aa from both_ledgers where crrm = 'F' and lt = 'AA' and txn <> 0
)
select d.*, p.fiscal_year, coalesce(d.own_pn, p.pn) as pn
from doubled as d
join plan.calendar as p on d.dtpn = p.dtpn and d.gl_date between p.period_start and p.period_end;
