with ends as (
    select dtpn, fiscal_year, min(period_start) as year_start, list(plan.cyyddd(period_end) order by pn) as d, bool_or(is_moved) as is_moved
    from plan.calendar group by all
)
select
    dtpn, plan.cyyddd(year_start) as dfyj, ' ' as fq, fiscal_year % 100 as fy, fiscal_year // 100 as ctry,
    d[1] as d01j, d[2] as d02j, d[3] as d03j, d[4] as d04j, d[5] as d05j, d[6] as d06j, d[7] as d07j, d[8] as d08j, d[9] as d09j, d[10] as d10j, d[11] as d11j,
    d[12] as d12j, d[13] as d13j, d[14] as d14j, case when dtpn = 'T' then '3' else 'N' end as pnt,
    'SETUP' as "user", 'EP0008' as pid, 'CORVANE' as jobn, case when is_moved then plan.cyyddd(getvariable('live') + 30) else 124275 end as upmj, 93005 as upmt
from ends
