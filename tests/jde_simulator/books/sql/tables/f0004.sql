select sy, rt, max(list_name) as dl01, 10 as cdl, 'N' as cnum, 'SETUP' as "user", 'EP0004A' as pid, 'CORVANE' as jobn, 124275 as upmj, 93005 as upmt
from plan.codes group by all
