select
    mcu, co, name as dl01, 'Plant group ' || plant as dl02, case kind when 'C' then 'BS' when 'B' then 'BP' else 'IS' end as styl, upper(name) as dc, '1' as ldm,
    case when func = 'PLT' or kind = 'C' then 'COR' when plant = 'SSC' then 'SVC' else 'MFG' end as rp01, case when plant = 'CORP' then 'CRP' else plant end as rp02, func as rp03,
    case plant when 'DAY' then 'US-MIDWEST' when 'GUE' then 'CA-ONTARIO' when 'HAM' then 'JP-CHUBU' else 'GROUP' end as rp21,
    60002 + co::integer as anpa, 'SETUP' as "user", 'EP0006' as pid, 'CORVANE' as jobn, 124280 as upmj, 93005 as upmt
from plan.units
