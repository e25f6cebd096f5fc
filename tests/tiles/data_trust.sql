-- Each tile's rows by hand, in the order of its fields, over all companies.

-- agreement
select count(*) filter (status = 'ok') / count(*) filter (status <> 'not_matchable'), count(*) filter (status = 'ok') from trust.trust_tie_outs;

-- errors
select count(*) from trust.trust_tie_outs where status = 'difference' and severity = 'error';

-- timing
select count(*) filter (status = 'difference'), count(*) filter (status = 'not_matchable') from trust.trust_tie_outs;

-- fresh
select max(finished_at), count(*) filter (outcome = 'failed') from trust.trust_loads;

-- checks
select check_title, count(*) filter (status = 'ok'), count(*) filter (status = 'difference'), count(*) filter (status = 'not_matchable')
from trust.trust_tie_outs group by all;

-- tables
select table_name, strftime(finished_at, '%Y-%m-%d %H:%M:%S'), outcome, rows_read, rows_inserted, rows_changed, rows_deleted
from trust.trust_loads qualify row_number() over (partition by table_name order by finished_at desc) = 1;

-- open_points
select check_title, company_name, currency_code,
    case status when 'difference' then 'Differs' when 'not_matchable' then 'Cannot be matched' end, severity, reason, sum(difference_amount)
from trust.trust_tie_outs left join marts.dim_companies using (company_code)
where status <> 'ok' group by all;

-- restated
select strftime(restated_at, '%Y-%m-%d'), company_name, f.company_currency_code, account_number, account_name, fiscal_year, fiscal_period,
    sum(before_amount), sum(after_amount), sum(after_amount - before_amount), documents
from marts.fct_period_restatement as f join marts.dim_companies as c on f.company_code = c.company_code
join marts.dim_gl_accounts as a on f.account_id = a.account_id group by all;
