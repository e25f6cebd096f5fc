-- GLG items mark where the parts of the chart begin and end and hold object accounts only; PC<class> is the trade account
with ranges(item, obj, name) as (
    values ('GLG1', '1000', 'First asset account'), ('GLG2', '2000', 'First liability account'), ('GLG3', '3000', 'First equity account'),
        ('GLG5', '3999', 'Last balance sheet account'), ('GLG6', '4000', 'First profit and loss account'), ('GLG7', '5000', 'First cost of sales account'),
        ('GLG8', '5999', 'Last cost of sales account'), ('GLG11', '6000', 'First expense account'), ('GLG12', '8999', 'Last profit and loss account')
),
by_company(item, obj, name) as (
    values ('GLG4', '3900', 'Retained earnings'), ('PB', '1110', 'Payables bank'), ('PKD', '7620', 'Discounts taken'), ('PG', '7610', 'Exchange gain and loss'),
        ('RNV', '2120', 'Received not vouchered'), ('PT', '1550', 'Recoverable tax'), ('IC', '1291', 'Intercompany settlement')
)
select item, '00000' as co, obj, name as dl01, '09' as sy, row_number() over (order by item) as seqn, 'SETUP' as "user", 'EP0012' as pid, 'CORVANE' as jobn, 124275 as upmj, 93005 as upmt
from ranges
union all by name
select b.item, c.co, plan.mcu(c.bs_mcu) as mcu, b.obj, b.name as dl01, '09' as sy, row_number() over (order by c.co, b.item) as seqn, 'SETUP' as "user", 'EP0012' as pid,
    'CORVANE' as jobn, 124275 as upmj, 93005 as upmt
from by_company as b cross join plan.companies as c
union all by name
select trim('PC' || t.glc) as item, c.co, plan.mcu(c.bs_mcu) as mcu, t.obj, 'Payables trade ' || t.glc as dl01, '04' as sy, row_number() over (order by c.co, t.glc) as seqn,
    'SETUP' as "user", 'EP0012' as pid, 'CORVANE' as jobn, 124275 as upmj, 93005 as upmt
from plan.trade_classes as t cross join plan.companies as c
