-- Each tile's rows by hand, in the order of its fields, over all companies that keep their books in USD.

-- this_year
select sum(spend_amount) filter (fiscal_year = current_gl_fiscal_year),
    sum(spend_amount) filter (fiscal_year = current_gl_fiscal_year) / sum(spend_amount) filter (fiscal_year = current_gl_fiscal_year - 1) - 1
from marts.fct_ap_spend join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and fiscal_period <= current_gl_period;

-- prior_year
select sum(spend_amount) from marts.fct_ap_spend join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and fiscal_period <= current_gl_period and fiscal_year = current_gl_fiscal_year - 1;

-- with_order
select sum(spend_amount) filter (order_number > 0) / sum(spend_amount), sum(spend_amount) filter (order_number > 0)
from marts.fct_ap_spend join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year;

-- suppliers_active
select count(distinct supplier_number), count(distinct (document_company_code, voucher_document_type_code, document_number))
from marts.fct_ap_spend join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year;

-- trend
select strftime(fiscal_period_end_date, '%Y-%m'), account_group, sum(spend_amount)
from marts.fct_ap_spend as f join marts.dim_companies as c on f.company_code = c.company_code
left join marts.dim_gl_accounts as a on f.charged_account_id = a.account_id
where c.company_currency_code = 'USD'
    and datediff('month', fiscal_period_end_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 23 group by all;

-- top_suppliers
select supplier_name, sum(spend_amount)
from marts.fct_ap_spend join marts.dim_companies using (company_code) left join marts.dim_suppliers using (supplier_number)
where dim_companies.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year group by all;

-- cost_centers
select cost_center_name, sum(spend_amount)
from marts.fct_ap_spend as f join marts.dim_companies as c on f.company_code = c.company_code
left join marts.dim_cost_centers as t on f.charged_cost_center_code = t.cost_center_code
where c.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year group by all;

-- movers
with suppliers as (
    select supplier_name,
        sum(case when fiscal_year = current_gl_fiscal_year and fiscal_period <= current_gl_period then spend_amount else 0 end) as this_year,
        sum(case when fiscal_year = current_gl_fiscal_year - 1 and fiscal_period <= current_gl_period then spend_amount else 0 end) as prior_year
    from marts.fct_ap_spend join marts.dim_companies using (company_code) left join marts.dim_suppliers using (supplier_number)
    where dim_companies.company_currency_code = 'USD' group by all
)
select supplier_name, this_year, prior_year, this_year - prior_year, case when this_year <= 5 * prior_year then (this_year - prior_year) / nullif(prior_year, 0) end from suppliers where this_year > prior_year;

-- fallers
with suppliers as (
    select supplier_name,
        sum(case when fiscal_year = current_gl_fiscal_year and fiscal_period <= current_gl_period then spend_amount else 0 end) as this_year,
        sum(case when fiscal_year = current_gl_fiscal_year - 1 and fiscal_period <= current_gl_period then spend_amount else 0 end) as prior_year
    from marts.fct_ap_spend join marts.dim_companies using (company_code) left join marts.dim_suppliers using (supplier_number)
    where dim_companies.company_currency_code = 'USD' group by all
)
select supplier_name, this_year, prior_year, this_year - prior_year, case when this_year <= 5 * prior_year then (this_year - prior_year) / nullif(prior_year, 0) end from suppliers where this_year < prior_year;

-- matrix
select supplier_name, account_group, sum(spend_amount)
from marts.fct_ap_spend as f join marts.dim_companies as c on f.company_code = c.company_code
left join marts.dim_suppliers as s on f.supplier_number = s.supplier_number
left join marts.dim_gl_accounts as a on f.charged_account_id = a.account_id
where c.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year group by all;

-- cost_center_groups
select cost_center_name, account_group, sum(spend_amount)
from marts.fct_ap_spend as f join marts.dim_companies as c on f.company_code = c.company_code
left join marts.dim_cost_centers as t on f.charged_cost_center_code = t.cost_center_code
left join marts.dim_gl_accounts as a on f.charged_account_id = a.account_id
where c.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year group by all;

-- countries
select country_name, sum(spend_amount)
from marts.fct_ap_spend join marts.dim_companies using (company_code) left join marts.dim_suppliers using (supplier_number)
where dim_companies.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year group by all;
