-- a batch whose only document was deleted keeps its header; posting moves the header's stamp, not the detail's
with entered as (
    select icu, icut, count(distinct dct || '|' || doc || '|' || kco) as documents, sum(case when aa > 0 then plan.money(aa, bcrc) end) as amount
    from plan.ledger where lt <> 'CA' and dct <> 'AE' group by all
),
deleted as (
    select batch_key, undone_on from plan.voucher_heads where is_gone
)
select
    b.icut, b.icu, case when b.is_posted then 'D' when starts_with(b.batch_key, 'G|00002|FG') then 'E' when b.posted_on is not null then 'A' end as ist, 'A' as iapp,
    coalesce(e.amount, 0) as aicu, coalesce(e.amount, 0) as ame, plan.cyyddd(b.entered_on) as dicj, coalesce(e.documents, 0) as ndo, coalesce(e.documents, 0) as docn, 'Y' as bal,
    case when b.is_posted then 'Y' end as pob, plan.clerk(b.batch_key) as "user", case when b.is_posted then 'R09801' else 'P0011' end as pid, 'CORVANE' as jobn,
    plan.cyyddd(case when b.is_posted then b.posted_on else coalesce(d.undone_on, b.entered_on) end) as upmj, plan.clock(b.batch_key || b.is_posted) as upmt
from plan.batches as b
left join entered as e on b.icu = e.icu and b.icut = e.icut
left join deleted as d on b.batch_key = d.batch_key
-- R09911 took the headers of the batches that it emptied
where e.icu is not null or not b.is_posted
