-- KY is right-justified in 10
select sy, rt, lpad(ky, 10, ' ') as ky, name as dl01, 'SETUP' as "user", 'EP0004A' as pid, 'CORVANE' as jobn, 124275 as upmj, 93005 as upmt
from plan.codes
