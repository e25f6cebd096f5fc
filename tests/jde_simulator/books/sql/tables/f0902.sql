select
    b.aid, b.fiscal_year // 100 as ctry, b.fiscal_year % 100 as fy, ' ' as fq, b.lt, b.sbl, b.sblt, b.crcd, a.co, a.mcu, plan.renamed(a.obj, getvariable('today')) as obj, a.sub,
    plan.money(b.apyc, m.crcd) as apyc, plan.money(b.apyn, m.crcd) as apyn, plan.money(b.borg, m.crcd) as borg, plan.money(b.borg, m.crcd) as breq, plan.money(b.borg, m.crcd) as bapr,
    plan.money(net[1], m.crcd) as an01, plan.money(net[2], m.crcd) as an02, plan.money(net[3], m.crcd) as an03, plan.money(net[4], m.crcd) as an04, plan.money(net[5], m.crcd) as an05,
    plan.money(net[6], m.crcd) as an06, plan.money(net[7], m.crcd) as an07, plan.money(net[8], m.crcd) as an08, plan.money(net[9], m.crcd) as an09, plan.money(net[10], m.crcd) as an10,
    plan.money(net[11], m.crcd) as an11, plan.money(net[12], m.crcd) as an12, plan.money(net[13], m.crcd) as an13, plan.money(net[14], m.crcd) as an14,
    plan.money(debit[1], m.crcd) as and01, plan.money(debit[2], m.crcd) as and02, plan.money(debit[3], m.crcd) as and03, plan.money(debit[4], m.crcd) as and04, plan.money(debit[5], m.crcd) as and05,
    plan.money(debit[6], m.crcd) as and06, plan.money(debit[7], m.crcd) as and07, plan.money(debit[8], m.crcd) as and08, plan.money(debit[9], m.crcd) as and09, plan.money(debit[10], m.crcd) as and10,
    plan.money(debit[11], m.crcd) as and11, plan.money(debit[12], m.crcd) as and12, plan.money(debit[13], m.crcd) as and13, plan.money(debit[14], m.crcd) as and14,
    'POST' as "user", 'R09801' as pid, 'CORVANE' as jobn, plan.cyyddd(b.moved_on) as upmj, plan.clock(b.aid || b.lt || b.fiscal_year) as upmt
-- ledgers whose code ends in U hold units with two decimals, whatever the currency
from (select *, case when lt in ('AU', 'PU') then 'USD' else amount_crcd end as unit_crcd from plan.balances) as b
join plan.accounts as a on b.aid = a.aid
join (select distinct unit_crcd, unit_crcd as crcd from (select unnest(['USD', 'CAD', 'JPY', 'EUR', 'GBP', 'KWD']) as unit_crcd)) as m on b.unit_crcd = m.unit_crcd
