-- Batch headers (F0011) are numbered as they are entered, for all systems together.

create or replace table plan.batches as
with used as (
    select batch_key, case when src = 'manual' then 'W' else 'V' end as icut, co, entered_on, posted_on from plan.voucher_heads
    union
    select 'V|' || co || '|void|' || undone_on, 'V', co, undone_on, plan.posted_after(undone_on)
    from plan.voucher_heads where fate = 'void' and undone_on <= getvariable('today')
    union
    select 'V|' || co || '|change|' || adjusted_on, 'V', co, adjusted_on, plan.posted_after(adjusted_on)
    from plan.voucher_heads where fate = 'adjust' and adjusted_on <= getvariable('today')
    union
    select batch_key, icut, co, pay_on, posted_on from plan.payments where method <> 'W'
    union
    select void_batch_key, 'K', co, voided_on, void_posted_on from plan.payments where voided_on is not null
    union
    select 'O|' || co || '|' || received_on, 'O', co, received_on,
        case when plan.pick(co || received_on, 'stale receipt', 15) = 0 then received_on + 4 else plan.posted_after(received_on) end
    from plan.receipts
    union
    select 'O|' || co || '|reversed|' || reversed_on, 'O', co, reversed_on, plan.posted_after(reversed_on)
    from plan.receipts where reversed_on <= getvariable('today')
    union
    select batch_key, icut, kco, entered_on, posted_on from plan.journal_lines
    union
    -- R09811 summarises the oldest period of the first two companies
    select 'BF|' || co, 'G', co, date '2026-02-20', date '2026-02-20' from plan.companies where co in ('00001', '00002')
)
select
    batch_key, icut, co, entered_on, posted_on, coalesce(posted_on <= getvariable('today'), false) as is_posted,
    10000 + row_number() over (order by entered_on, batch_key) as icu
from used;
