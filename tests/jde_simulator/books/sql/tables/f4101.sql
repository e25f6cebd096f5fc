select
    itm, litm, 'A' || itm as aitm, name as dsc1, uom as uom1, uom as uom3, glpt, 'S' as lnty, 'S' as stkt, 60001 + i % 30 as buyr,
    ['MET', 'ELE', 'CHE', 'PAC'][1 + i % 4] as prp1, ['RAW', 'MRO'][1 + i % 2] as srp1, plan.clerk(itm) as "user", 'P4101' as pid, 'CORVANE' as jobn,
    plan.cyyddd(date '2024-10-01' + plan.pick(itm, 'entered', 300)::integer) as upmj, plan.clock(itm) as tday
from plan.items
