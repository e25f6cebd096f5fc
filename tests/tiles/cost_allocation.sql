-- Each tile's rows by hand, in the order of its fields, over all companies that keep their books in USD.

-- booked
select -sum(allocated_amount) from marts.fct_cost_allocations join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year and basis = 'booked' and allocation_side = 'out';

-- computed
select -sum(allocated_amount) from marts.fct_cost_allocations join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year and basis = 'computed' and allocation_side = 'out';

-- gap
select sum(case basis when 'booked' then -allocated_amount else allocated_amount end)
from marts.fct_cost_allocations join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year and allocation_side = 'out';

-- people
select
    (select sum(movement_amount) from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
        join marts.dim_gl_accounts as a on b.account_id = a.account_id
        where c.company_currency_code = 'USD' and ledger_role = 'actual' and a.data_class = 'payroll'
            and fiscal_year = current_gl_fiscal_year and fiscal_period = current_gl_period - 1),
    (select sum(budget_amount - actual_amount) from marts.fct_headcount_cost join marts.dim_companies using (company_code)
        where dim_companies.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year and fiscal_period = current_gl_period - 1);

-- targets
select cost_center_name, pool_name, sum(allocated_amount)
from marts.fct_cost_allocations as f join marts.dim_companies as c on f.company_code = c.company_code
left join marts.dim_cost_centers as t on f.target_cost_center_code = t.cost_center_code
where c.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year and basis = 'booked' and allocation_side = 'in'
group by all;

-- bases
select pool_name, -sum(allocated_amount) filter (basis = 'booked' and allocation_side = 'out'),
    -sum(allocated_amount) filter (basis = 'computed' and allocation_side = 'out')
from marts.fct_cost_allocations join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year group by all;

-- detail
select pool_name, basis, target_cost_center_code, cost_center_name, driver_name, share, sum(allocated_amount)
from marts.fct_cost_allocations as f join marts.dim_companies as c on f.company_code = c.company_code
left join marts.dim_cost_centers as t on f.target_cost_center_code = t.cost_center_code
where c.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year and fiscal_period = current_gl_period - 1
    and allocation_side = 'in'
group by all;

-- people_trend
select strftime(fiscal_period_end_date, '%Y-%m'), sum(actual_amount), sum(budget_amount)
from marts.fct_headcount_cost join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD'
    and datediff('month', fiscal_period_end_date, (select max(business_date) from raw_jde.jde_loads)) between 1 and 12 group by all;

-- per_head
select case when is_folded then 'Small groups, folded' else cost_center_name end, account_group, sum(headcount), sum(actual_amount),
    sum(actual_amount) filter (cost_per_head is not null) / nullif(sum(headcount) filter (cost_per_head is not null), 0)
from marts.fct_headcount_cost as f join marts.dim_companies as c on f.company_code = c.company_code
left join marts.dim_cost_centers as t on f.cost_center_code = t.cost_center_code
where c.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year and fiscal_period = current_gl_period - 1 group by all;
