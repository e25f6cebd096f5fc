-- Parties (F0101, F0401, F0116), items (F4101) and terms (F0014). A supplier has an F0401 row; employees are paid
-- through AP, and the last few of them have none. Some suppliers are paid through a factor (payee differs).

create or replace table plan.terms as
select ptc, name, net_days, discount_percent, discount_days, splits
from (values
    (' ', 'Net 30 days', 30, 0, 0, 1),
    ('N15', 'Net 15 days', 15, 0, 0, 1),
    ('N45', 'Net 45 days', 45, 0, 0, 1),
    ('N60', 'Net 60 days', 60, 0, 0, 1),
    ('D21', '2 per cent 10 days, net 30', 30, 2, 10, 1),
    ('SP2', 'Two payments, 30 and 60 days', 30, 0, 0, 2),
    ('IMM', 'Immediate', 0, 0, 0, 1)
) as t(ptc, name, net_days, discount_percent, discount_days, splits);

create or replace table plan.suppliers as
with numbered as (
    select i::integer as i, 4001 + i::integer as an8
    from range(60 + (60 * least(getvariable('scale'), 60))::integer) as r(i)
),
placed as (
    select
        *,
        case when i % 10 < 5 then '00001' when i % 10 < 8 then '00002' else '00003' end as co,
        i // 10 as k
    from numbered
)
select
    p.an8, p.i, p.co,
    case
        when p.i % 10 = 4 then case when p.k % 2 = 0 then 'EUR' else 'CAD' end
        when p.i % 10 = 7 then case when p.k % 3 = 0 then 'GBP' else 'USD' end
        when p.i % 10 = 9 and p.k % 3 = 0 then 'USD'
        when p.i % 10 = 9 and p.k % 3 = 1 then 'KWD'
        else c.crcd
    end as crcd,
    ['Alder', 'Brightwater', 'Castell', 'Dorn', 'Ellery', 'Fenmark', 'Gaunt', 'Hollis', 'Ingram', 'Jarrow', 'Kestrel',
        'Lindqvist', 'Müller', 'Norvane', 'Østby', 'Penrose', 'Quill', 'Rangeley', 'Sørby', 'Thorne', '東海']
        [1 + p.i % 21] || ' '
    || ['Bearings', 'Castings', 'Chemicals', 'Controls', 'Electric', 'Fasteners', 'Freight', 'Hydraulics', 'Logistics',
        'Metals', 'Packaging', 'Services', 'Tooling'][1 + p.i % 13] || ' '
    || ['Inc', 'Ltd', 'GmbH', 'K.K.', '& Sons'][1 + p.i % 5] || ' ' || p.an8 as name,
    [' ', ' ', 'N45', 'D21', 'N60', 'SP2', 'N15', ' '][1 + p.i % 8] as ptc,
    case when p.i % 10 in (4, 7, 9) then 'FORN' when p.i % 3 = 0 then 'TRAD' else ' ' end as glc,
    case when p.i % 17 = 16 then 4001 + 12 else p.an8 end as payee,
    ['10', '20', '30', '40'][1 + p.i % 4] as category,
    case when p.i % 29 = 28 then 'Y' else ' ' end as held
from placed as p
join plan.companies as c on p.co = c.co;

create or replace table plan.employees as
select
    60001 + i::integer as an8, i::integer as i,
    case when i % 10 < 5 then '00001' when i % 10 < 8 then '00002' else '00003' end as co,
    ['Ada', 'Bruno', 'Chen', 'Dana', 'Emre', 'Freya', 'Gita', 'Hugo', 'Ines', 'Jun'][1 + i % 10] || ' '
    || ['Abbott', 'Blanc', 'Costa', 'Dubois', 'Evans', 'Fischer', 'Garcia'][1 + i % 7] as name,
    i % 6 <> 5 as has_supplier_row
from range(30) as r(i);

create or replace table plan.items as
select
    60001 + i::integer as itm, i::integer as i,
    ['BRG', 'CST', 'CHM', 'CTL', 'FST', 'HYD', 'MTL', 'PKG'][1 + i % 8] || '-' || lpad((100 + i)::varchar, 5, '0') as litm,
    ['Bearing', 'Casting', 'Solvent', 'Control unit', 'Fastener', 'Hydraulic valve', 'Steel bar', 'Carton'][1 + i % 8]
    || ' ' || (100 + i) as name,
    ['EA', 'EA', 'LT', 'EA', 'EA', 'EA', 'KG', 'EA'][1 + i % 8] as uom,
    case when i % 8 = 6 then 'IN20' when i % 9 = 8 then 'IN30' else 'IN10' end as glpt,
    (4000 + plan.pick(i, 'cost', 80000)) // case when i % 8 in (2, 6) then 5 else 1 end / 100.0 as cost_usd
from range(40 + (60 * least(getvariable('scale'), 60))::integer) as r(i);
