select ptc, name as ptd, discount_percent / 100.0 as dcp, discount_days as dcd, net_days as ndtp, splits as nsp, 'SETUP' as "user", 'EP0014' as pid, 'CORVANE' as jobn,
    124275 as upmj, 93005 as upmt
from plan.terms
