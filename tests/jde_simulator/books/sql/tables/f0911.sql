-- ledgers whose code ends in U hold units with two decimals, whatever the currency
select
    l.dct, l.doc, l.kco, plan.cyyddd(l.gl_date) as dgj, l.line as jeln, l.lt, ' ' as extl, case when l.is_posted then 'P' end as post, l.icu, l.icut,
    plan.cyyddd(l.entered_on) as dicj, plan.cyyddd(l.entered_on) as dsyj, plan.clock(l.batch_key) as ticu, l.co, trim(a.mcu) || '.' || plan.renamed(a.obj, l.entered_on) || case when a.sub = ' ' then '' else '.' || a.sub end as ani,
    '2' as am, l.aid, a.mcu, plan.renamed(a.obj, getvariable('today')) as obj, a.sub, l.sbl, l.sblt, l.pn, l.fiscal_year // 100 as ctry, l.fiscal_year % 100 as fy, ' ' as fq, l.crcd,
    case when l.crrm = 'F' then l.crr end as crr, plan.money(l.aa, case l.lt when 'CA' then l.crcd when 'AU' then 'USD' else l.bcrc end) as aa,
    case when l.crrm = 'F' and l.lt = 'AA' then plan.money(l.txn, l.crcd) end as acr, case when l.lt = 'AU' then l.aa / 100.0 end as u, case when l.lt = 'AU' then 'HR' end as um,
    l.glc, l.re, left(coalesce(l.exa, p.name), 30) as exa, l.exr, case when l.vk is not null then '001' end as sfx, case when l.dct = 'PE' then 1 else 0 end as sfxe,
    case when l.doco is not null then l.kco end as pkco, case when l.doco is not null then 'OP' end as pdct, plan.order_text(l.doco) as po,
    case when l.doco is not null then '000' end as psfx, case when l.doco is not null then 'OP' end as dcto, l.lnid, l.dlnid, l.an8,
    case when l.pyid is not null then l.doc::varchar end as cn, case when l.pyid is not null then plan.cyyddd(l.gl_date) end as dkj, l.pyid,
    case when l.dct in ('PV', 'PD', 'PR', 'PM', 'PE') then 'INV' || l.an8 || '-' || l.doc end as vinv, case when l.dct in ('PV', 'PD', 'PR', 'PM', 'PE') then plan.cyyddd(l.entered_on) end as ivd,
    l.summ, case when l.hmcu is not null then plan.mcu(l.hmcu) end as hmcu, l.itm, l.bcrc, l.crrm, l.ofm, plan.clerk(l.batch_key) as torg, plan.clerk(l.batch_key) as "user",
    case when l.dct = 'AE' or l.dct in ('PK', 'PN', 'PO', 'PG') then 'R09801' when l.dct = 'OV' then 'P4312' when l.dct = 'BF' then 'R09811' when l.icut = 'V' then 'P0411' else 'P0911' end as pid,
    'CORVANE' as jobn, plan.cyyddd(l.upmj) as upmj, plan.clock(l.batch_key || l.dct || l.doc) as upmt
from plan.ledger as l
join plan.accounts as a on l.aid = a.aid
left join (select an8, name from plan.suppliers union all select an8, name from plan.employees) as p on l.an8 = p.an8
