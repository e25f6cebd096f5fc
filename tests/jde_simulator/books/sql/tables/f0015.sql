-- one rate a month and pair, multiplier and divisor; a rate for one party and a budget rate stand beside them and are not to be taken
with months as (
    select * from plan.rates where from_crcd <> to_crcd and month_start <= getvariable('today')
),
rates as (
    select from_crcd, to_crcd, 0 as an8, ' ' as rttyp, month_start, crr from months
    union all
    select from_crcd, to_crcd, 4021, ' ', month_start, crr * 2 from months where from_crcd = 'CAD' and to_crcd = 'USD' and month(month_start) = 1
    union all
    select from_crcd, to_crcd, 0, 'B', month_start, crr * 3 from months where month(month_start) = 1
)
select
    from_crcd as crcd, to_crcd as crdc, an8, rttyp, plan.cyyddd(month_start) as eft, case when from_crcd = 'JPY' then 'Z' else 'Y' end as crcm,
    crr, round(1 / crr, 7)::decimal(15, 7) as crrd, '1' as csr,
    'TREASURY' as "user", 'P0015A' as pid, 'CORVANE' as jobn, plan.cyyddd(month_start) as upmj, 70000 as upmt
from rates
