-- Who the company is: companies (F0010), business units (F0006), chart of accounts (F0909, F0901), AAIs (F0012).
-- A group with three plants and a shared services centre. Object accounts: 1 assets, 2 liabilities, 3 equity,
-- 4 revenue, 5 cost of sales, 6 payroll, 7 operating expense, 8 allocations, 9 statistics (units only).

create or replace table plan.companies as
select co, name, crcd, dtpn, history_start::date as history_start, bs_mcu, branch, weight, revenue_usd, tax_area, tax_percent, fx_bank
from (values
    ('00001', 'Corvane Manufacturing Inc.', 'USD', 'R', '2025-01-01', '1', '10', 150, 30000000, 'USEX', 0, 'EUR'),
    ('00002', 'Corvane Canada Ltd.', 'CAD', 'F', '2024-10-01', '2', '20', 100, 18000000, 'GST5', 5, 'USD'),
    ('00003', 'Corvane Japan K.K.', 'JPY', '4', '2025-03-31', '3', '30', 75, 15000000, 'JCT10', 10, 'USD')
) as c(co, name, crcd, dtpn, history_start, bs_mcu, branch, weight, revenue_usd, tax_area, tax_percent, fx_bank);

-- kind: C balance sheet of the company, B branch/plant, E cost centre, S sales, X shared services
create or replace table plan.units as
select plan.mcu(mcu) as mcu, co, kind, name, plant, func, heads
from (values
    ('1', '00001', 'C', 'Corvane Manufacturing Inc.', 'CORP', 'BAL', 0),
    ('10', '00001', 'B', 'Dayton plant', 'DAY', 'PLT', 0),
    ('110', '00001', 'E', 'Dayton machining', 'DAY', 'PRD', 46),
    ('120', '00001', 'E', 'Dayton assembly', 'DAY', 'PRD', 58),
    ('130', '00001', 'E', 'Dayton maintenance', 'DAY', 'MNT', 12),
    ('140', '00001', 'E', 'Dayton quality', 'DAY', 'QLT', 9),
    ('150', '00001', 'E', 'Dayton plant administration', 'DAY', 'ADM', 7),
    ('160', '00001', 'E', 'Dayton logistics', 'DAY', 'LOG', 15),
    ('170', '00001', 'S', 'Dayton sales', 'DAY', 'SAL', 11),
    ('910', '00001', 'X', 'Shared services IT', 'SSC', 'ITS', 14),
    ('920', '00001', 'X', 'Shared services finance', 'SSC', 'FIN', 12),
    ('930', '00001', 'X', 'Shared services people', 'SSC', 'HRS', 4),
    ('940', '00001', 'X', 'Shared services purchasing', 'SSC', 'PUR', 3),
    ('2', '00002', 'C', 'Corvane Canada Ltd.', 'CORP', 'BAL', 0),
    ('20', '00002', 'B', 'Guelph plant', 'GUE', 'PLT', 0),
    ('210', '00002', 'E', 'Guelph machining', 'GUE', 'PRD', 33),
    ('220', '00002', 'E', 'Guelph assembly', 'GUE', 'PRD', 41),
    ('230', '00002', 'E', 'Guelph maintenance', 'GUE', 'MNT', 8),
    ('0230', '00002', 'E', 'Guelph site services', 'GUE', 'ADM', 6),
    ('240', '00002', 'E', 'Guelph quality', 'GUE', 'QLT', 5),
    ('260', '00002', 'E', 'Guelph logistics', 'GUE', 'LOG', 9),
    ('270', '00002', 'S', 'Guelph sales', 'GUE', 'SAL', 2),
    ('3', '00003', 'C', 'Corvane Japan K.K.', 'CORP', 'BAL', 0),
    ('30', '00003', 'B', 'Hamamatsu plant', 'HAM', 'PLT', 0),
    ('310', '00003', 'E', 'Hamamatsu machining', 'HAM', 'PRD', 27),
    ('320', '00003', 'E', 'Hamamatsu assembly', 'HAM', 'PRD', 35),
    ('330', '00003', 'E', 'Hamamatsu maintenance', 'HAM', 'MNT', 7),
    ('350', '00003', 'E', 'Hamamatsu administration', 'HAM', 'ADM', 5),
    ('370', '00003', 'S', 'Hamamatsu sales', 'HAM', 'SAL', 3)
) as u(mcu, co, kind, name, plant, func, heads);

-- places: the kinds of business unit that have the account; a title (PEC N) stands in every unit of those kinds
create or replace table plan.objects as
select obj, name, lda, pec, places
from (values
    ('1000', 'ASSETS', '3', 'N', 'CB'),
    ('1100', 'Cash and banks', '4', 'N', 'C'),
    ('1110', 'Operating bank', '6', ' ', 'C'),
    ('1120', 'Foreign currency bank', '6', ' ', 'C'),
    ('1130', 'Payroll bank', '6', ' ', 'C'),
    ('1200', 'Receivables', '4', 'N', 'C'),
    ('1210', 'Trade receivables', '6', ' ', 'C'),
    ('1291', 'Intercompany settlement', '6', 'M', 'C'),
    ('1400', 'Inventories', '4', 'N', 'B'),
    ('1411', 'Raw materials', '6', ' ', 'B'),
    ('1413', 'Spare parts', '6', ' ', 'B'),
    ('1500', 'Prepayments and taxes', '4', 'N', 'C'),
    ('1510', 'Prepaid expense', '6', ' ', 'C'),
    ('1550', 'Recoverable tax', '6', ' ', 'C'),
    ('1600', 'Fixed assets', '4', 'N', 'C'),
    ('1610', 'Machinery and equipment', '6', ' ', 'C'),
    ('1690', 'Accumulated depreciation', '6', ' ', 'C'),
    ('2000', 'LIABILITIES', '3', 'N', 'C'),
    ('2100', 'Payables', '4', 'N', 'C'),
    ('2110', 'Trade payables', '6', ' ', 'C'),
    ('2112', 'Trade payables foreign', '6', ' ', 'C'),
    ('2115', 'Employee payables', '6', ' ', 'C'),
    ('2118', 'Drafts payable', '6', ' ', 'C'),
    ('2120', 'Received not vouchered', '6', ' ', 'C'),
    ('2130', 'Accrued liabilities', '6', ' ', 'C'),
    ('2140', 'Payroll liabilities', '6', ' ', 'C'),
    ('3000', 'EQUITY', '3', 'N', 'C'),
    ('3110', 'Capital stock', '6', ' ', 'C'),
    ('3900', 'Retained earnings', '6', ' ', 'C'),
    ('4000', 'REVENUE', '3', 'N', 'S'),
    ('4010', 'Domestic sales', '6', ' ', 'S'),
    ('4020', 'Export sales', '6', ' ', 'S'),
    ('5000', 'COST OF SALES', '3', 'N', 'B'),
    ('5010', 'Material consumed', '6', ' ', 'B'),
    ('5020', 'Purchase price variance', '6', ' ', 'B'),
    ('5030', 'Freight in', '6', ' ', 'B'),
    ('6000', 'PAYROLL', '3', 'N', 'ESX'),
    ('6010', 'Salaries', '6', ' ', 'ESX'),
    ('6020', 'Wages', '6', ' ', 'E'),
    ('6030', 'Overtime', '6', ' ', 'E'),
    ('6110', 'Payroll taxes', '6', ' ', 'ESX'),
    ('6120', 'Benefits', '6', ' ', 'ESX'),
    ('7000', 'OPERATING EXPENSE', '3', 'N', 'CESX'),
    ('7100', 'Materials and upkeep', '4', 'N', 'ESX'),
    ('7110', 'Operating supplies', '6', ' ', 'ESX'),
    ('7120', 'Maintenance and repair', '6', ' ', 'ESX'),
    ('7130', 'Tools', '6', ' ', 'E'),
    ('7200', 'Premises', '4', 'N', 'ESX'),
    ('7210', 'Electricity', '6', ' ', 'ESX'),
    ('7230', 'Rent', '6', ' ', 'ESX'),
    ('7240', 'Cleaning', '6', ' ', 'ESX'),
    ('7300', 'Travel and training', '4', 'N', 'ESX'),
    ('7310', 'Travel', '6', 'L', 'ESX'),
    ('7320', 'Training', '6', ' ', 'ESX'),
    ('7400', 'Services', '4', 'N', 'ESX'),
    ('7410', 'Professional services', '6', ' ', 'ESX'),
    ('7420', 'Information technology', '5', 'N', 'ESX'),
    ('7421', 'Software and licences', '7', ' ', 'ESX'),
    ('7422', 'Telecommunication', '7', ' ', 'ESX'),
    ('7440', 'Freight out', '6', ' ', 'ESX'),
    ('7450', 'Consulting (closed)', '6', 'I', 'X'),
    ('7500', 'Depreciation', '6', ' ', 'ESX'),
    ('7600', 'Financial result', '4', 'N', 'C'),
    ('7610', 'Exchange gain and loss', '6', ' ', 'C'),
    ('7620', 'Discounts taken', '6', ' ', 'C'),
    ('8000', 'ALLOCATIONS', '3', 'N', 'EX'),
    ('8010', 'Allocated in', '6', ' ', 'ES'),
    ('8090', 'Allocated out', '6', ' ', 'X'),
    ('9000', 'STATISTICS', '3', 'N', 'E'),
    ('9010', 'Labour hours', '6', 'U', 'E')
) as o(obj, name, lda, pec, places);

create or replace table plan.accounts as
with subs as (
    select '7210' as obj, unnest(['ELEC', 'GAS']) as sub
),
every_account as (
    select u.mcu, u.co, o.obj, ' ' as sub, o.name, o.lda, o.pec, u.kind
    from plan.units as u
    join plan.objects as o on contains(o.places, u.kind)
    union all
    select u.mcu, u.co, s.obj, s.sub, 'Energy ' || lower(s.sub), '8', ' ', u.kind
    from plan.units as u
    cross join subs as s
    where u.kind = 'E'
)
select
    lpad((12000 + row_number() over (order by co, mcu, obj, sub))::varchar, 8, '0') as aid,
    *
from every_account;

-- where each general ledger class of payables is kept (AAI PC and PC<class>): two classes share one account
create or replace table plan.trade_classes as
select glc, obj
from (values (' ', '2110'), ('TRAD', '2110'), ('FORN', '2112'), ('EMPL', '2115'), ('DRFT', '2118')) as t(glc, obj);

-- exchange rates are multipliers, by month: transaction currency to company currency
create or replace table plan.rates as
with usd(crcd, per_usd) as (values ('USD', 1.0), ('CAD', 1.372), ('JPY', 149.5), ('EUR', 0.921), ('GBP', 0.787), ('KWD', 0.3075)),
months as (select unnest(range(date '2024-01-01', date '2029-06-30', interval 1 month))::date as month_start)
select
    f.crcd as from_crcd, t.crcd as to_crcd, m.month_start,
    case when f.crcd = t.crcd then 1
        else round(t.per_usd / f.per_usd
            * (1 + (plan.pick(f.crcd || t.crcd || m.month_start, 'rate', 81) - 40) / 1000.0), 6)
    end::decimal(15, 7) as crr
from usd as f, usd as t, months as m;
