-- Each tile's rows by hand, in the order of its fields, over all companies that keep their books in USD.

-- commitment
select sum(open_amount), count(distinct (order_company_code, order_type_code, order_number, order_suffix)) from marts.fct_purchase_order_lines
where company_currency_code = 'USD' and is_commitment and open_amount <> 0;

-- not_vouchered
select sum(received_not_vouchered_amount) from marts.fct_po_receipts where company_currency_code = 'USD' and match_code = '1';

-- on_time
select count(*) filter (received_date <= promised_date) / count(promised_date), count(promised_date)
from marts.fct_po_receipts join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and match_code = '1' and fiscal_year = current_gl_fiscal_year;

-- exceptions
select count(nullif(exception_names, '')) / count(*), count(nullif(exception_names, '')) from marts.fct_procure_to_pay where company_currency_code = 'USD';

-- steps
select sum(requisition_amount), sum(ordered_amount), sum(received_amount), sum(vouchered_amount), sum(paid_amount)
from marts.fct_procure_to_pay join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year;

-- durations
select avg(order_date - requisition_date), avg(first_received_date - order_date), avg(first_voucher_date - first_received_date),
    avg(first_payment_date - first_voucher_date)
from marts.fct_procure_to_pay where company_currency_code = 'USD';

-- by_cost_center
select case when account_group is null then 'Stock' else cost_center_name end, sum(open_commitment_amount)
from marts.fct_po_commitments as f
left join marts.dim_gl_accounts as a on f.account_id = a.account_id
left join marts.dim_cost_centers as t on f.cost_center_code = t.cost_center_code
where company_currency_code = 'USD' and open_commitment_amount <> 0 group by all;

-- by_group
select coalesce(account_group, 'Stock'), sum(open_commitment_amount)
from marts.fct_po_commitments as f left join marts.dim_gl_accounts as a on f.account_id = a.account_id
where company_currency_code = 'USD' and open_commitment_amount <> 0 group by all;

-- on_time_trend
select strftime(received_date, '%Y-%m'), count(*) filter (received_date <= promised_date) / nullif(count(promised_date), 0)
from marts.fct_po_receipts join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and match_code = '1'
    and datediff('month', received_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 23
group by all;

-- not_vouchered_age
select strftime(received_date, '%Y-%m'), sum(received_not_vouchered_amount)
from marts.fct_po_receipts join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and match_code = '1'
    and datediff('month', received_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 23
group by all;

-- exception_lines
select order_type_code, order_number, line_number, supplier_name, line_description, exception_names, sum(ordered_amount), sum(price_variance_amount)
from marts.fct_procure_to_pay left join marts.dim_suppliers using (supplier_number)
where company_currency_code = 'USD' and exception_names <> '' group by all;

-- price
select supplier_name, sum(price_variance_amount)
from marts.fct_procure_to_pay left join marts.dim_suppliers using (supplier_number)
where company_currency_code = 'USD' group by all having sum(price_variance_amount) <> 0;

-- open_lines
select supplier_name, order_number, strftime(promised_date, '%Y-%m-%d'), line_state, sum(open_amount)
from marts.fct_purchase_order_lines left join marts.dim_suppliers using (supplier_number)
where company_currency_code = 'USD' and is_commitment group by all having sum(open_amount) > 0;

-- supplier_performance
select supplier_name, sum(received_amount), count(*), count(promised_date),
    count(*) filter (received_date <= promised_date) / nullif(count(promised_date), 0), sum(received_not_vouchered_amount)
from marts.fct_po_receipts join marts.dim_companies using (company_code) left join marts.dim_suppliers using (supplier_number)
where dim_companies.company_currency_code = 'USD' and match_code = '1' and fiscal_year = current_gl_fiscal_year group by all;
