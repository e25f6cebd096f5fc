-- Each tile's rows by hand, in the order of its fields: expense of companies with books in USD against the operating budget,
-- to the period before the current one.

-- actual
select sum(amount), sum(amount) / sum(budget) from (
    select sum(actual_amount) as amount, sum(budget_amount) as budget
    from marts.fct_budget_variance join marts.dim_companies using (company_code)
    where dim_companies.company_currency_code = 'USD' and budget_version = 'Operating budget' and account_type = 'expense'
        and fiscal_year = current_gl_fiscal_year and fiscal_period < current_gl_period
);

-- budget
select sum(budget_amount) from marts.fct_budget_variance join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and budget_version = 'Operating budget' and account_type = 'expense'
    and fiscal_year = current_gl_fiscal_year and fiscal_period < current_gl_period;

-- variance
select sum(budget_amount - actual_amount), sum(budget_amount - actual_amount) / sum(budget_amount)
from marts.fct_budget_variance join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and budget_version = 'Operating budget' and account_type = 'expense'
    and fiscal_year = current_gl_fiscal_year and fiscal_period < current_gl_period;

-- commitment
select sum(open_commitment_amount), sum(budget_amount_ytd - actual_amount_ytd - open_commitment_amount_ytd)
from marts.fct_budget_variance join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and budget_version = 'Operating budget' and account_type = 'expense'
    and fiscal_year = current_gl_fiscal_year and fiscal_period = current_gl_period - 1;

-- trend
select strftime(fiscal_period_end_date, '%Y-%m'), sum(actual_amount), sum(budget_amount)
from marts.fct_budget_variance join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and budget_version = 'Operating budget' and account_type = 'expense'
    and datediff('month', fiscal_period_end_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 12
group by all;

-- groups
select account_group, sum(actual_amount), sum(budget_amount)
from marts.fct_budget_variance join marts.dim_companies using (company_code)
join (select account_id, account_group from marts.dim_gl_accounts) using (account_id)
where dim_companies.company_currency_code = 'USD' and budget_version = 'Operating budget' and account_type = 'expense'
    and fiscal_year = current_gl_fiscal_year and fiscal_period < current_gl_period
group by all;

-- cost_centers
select cost_center_code, cost_center_name, sum(actual_amount_ytd), sum(budget_amount_ytd), sum(budget_amount_ytd - actual_amount_ytd),
    sum(budget_amount_ytd - actual_amount_ytd) / nullif(sum(budget_amount_ytd), 0), sum(open_commitment_amount),
    sum(budget_amount_ytd - actual_amount_ytd - open_commitment_amount_ytd)
from marts.fct_budget_variance join marts.dim_companies using (company_code)
join (select cost_center_code, cost_center_name from marts.dim_cost_centers) using (cost_center_code)
where dim_companies.company_currency_code = 'USD' and budget_version = 'Operating budget' and account_type = 'expense'
    and fiscal_year = current_gl_fiscal_year and fiscal_period = current_gl_period - 1
group by all;

-- unfavourable
select account_number, account_name, sum(actual_amount), sum(budget_amount), sum(budget_amount) - sum(actual_amount)
from marts.fct_budget_variance join marts.dim_companies using (company_code)
join (select account_id, account_number, account_name from marts.dim_gl_accounts) using (account_id)
where dim_companies.company_currency_code = 'USD' and budget_version = 'Operating budget' and account_type = 'expense'
    and fiscal_year = current_gl_fiscal_year and fiscal_period < current_gl_period
group by all having sum(actual_amount) > sum(budget_amount);

-- favourable
select account_number, account_name, sum(actual_amount), sum(budget_amount), sum(budget_amount) - sum(actual_amount)
from marts.fct_budget_variance join marts.dim_companies using (company_code)
join (select account_id, account_number, account_name from marts.dim_gl_accounts) using (account_id)
where dim_companies.company_currency_code = 'USD' and budget_version = 'Operating budget' and account_type = 'expense'
    and fiscal_year = current_gl_fiscal_year and fiscal_period < current_gl_period
group by all having sum(actual_amount) <= sum(budget_amount);
