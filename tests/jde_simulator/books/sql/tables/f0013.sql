select crcd, name as dl01, 'D' as ec, plan.cdec(crcd)::varchar as cdec, 'SETUP' as "user", 'EP0013' as pid, 'CORVANE' as jobn, 124275 as upmj, 3005 as upmt
from (values ('USD', 'US Dollar'), ('CAD', 'Canadian Dollar'), ('JPY', 'Japanese Yen'), ('EUR', 'Euro'), ('GBP', 'Pound Sterling'), ('KWD', 'Kuwaiti Dinar')) as c(crcd, name)
