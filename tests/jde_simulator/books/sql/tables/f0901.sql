select
    aid, co, mcu, plan.renamed(obj, getvariable('today')) as obj, sub, name as dl01, lda, pec, trim(mcu) || '.' || plan.renamed(obj, getvariable('today')) || case when sub = ' ' then '' else '.' || sub end as ans,
    case when obj = '1120' then (select c.fx_bank from plan.companies as c where c.co = a.co) end as crcd,
    case when obj like '6%' then 'PAY' when obj in ('7110', '7120', '7130') then 'UPK' end as r001, case when obj like '9%' then 'HR' end as um,
    'SETUP' as "user", 'EP0901' as pid, 'CORVANE' as jobn, case when plan.renamed(a.obj, getvariable('today')) <> a.obj then plan.cyyddd(getvariable('live') + 20) else 124280 end as upmj, 93005 as upmt
from plan.accounts as a
