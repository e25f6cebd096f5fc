-- Each tile's rows by hand, in the order of its fields, over all companies that keep their books in USD.

-- open
select sum(open_amount), count(*) from marts.fct_ap_invoices
where company_currency_code = 'USD' and not is_draft and open_amount <> 0;

-- past_due
select sum(open_amount) filter (due_date < as_of_date), sum(open_amount) filter (due_date < as_of_date) / sum(open_amount)
from marts.fct_ap_aging where company_currency_code = 'USD' and not is_draft;

-- due_soon
select sum(open_amount) from marts.fct_ap_aging
where company_currency_code = 'USD' and not is_draft and due_date between as_of_date and as_of_date + 7;

-- held
select sum(open_amount) from marts.fct_ap_invoices
where company_currency_code = 'USD' and not is_draft and open_amount <> 0 and pay_status_code = 'H';

-- days_to_pay
select sum(paid_amount * (payment_date - invoice_date)) / sum(paid_amount),
    (select count(distinct payment_id) from marts.fct_ap_payments join marts.dim_companies using (company_code)
        where dim_companies.company_currency_code = 'USD' and not is_draft and not is_void and fiscal_year = current_ap_fiscal_year)
from marts.fct_ap_payments join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and not is_draft and not is_void and invoice_date is not null
    and fiscal_year = current_ap_fiscal_year;

-- paid_late
select sum(case when payment_date > due_date then paid_amount end) / sum(paid_amount), sum(case when payment_date > due_date then paid_amount end)
from marts.fct_ap_payments join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and not is_draft and fiscal_year = current_ap_fiscal_year;

-- discount_missed
select sum(missed), sum(taken) / (sum(taken) + sum(missed))
from (
    select discount_taken_amount as taken,
        case when open_amount <> 0 or is_void then 0 else discount_available_amount - discount_taken_amount end as missed
    from marts.fct_ap_invoices join marts.dim_companies using (company_code)
    where dim_companies.company_currency_code = 'USD' and not is_draft and fiscal_year = current_ap_fiscal_year
);

-- unposted
select sum(gross_amount) from marts.fct_ap_invoices
where company_currency_code = 'USD' and not is_draft and not is_posted and pay_item_extension = 0;

-- ageing
select case
        when as_of_date <= due_date then 'Not due' when as_of_date - due_date <= 30 then '1-30 days'
        when as_of_date - due_date <= 60 then '31-60 days' when as_of_date - due_date <= 90 then '61-90 days'
        when as_of_date - due_date <= 120 then '91-120 days' else 'Over 120 days' end,
    sum(open_amount)
from marts.fct_ap_aging where company_currency_code = 'USD' and not is_draft group by all;

-- paid
select strftime(payment_date, '%Y-%m'), sum(paid_amount)
from marts.fct_ap_payments join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and not is_draft
    and datediff('month', payment_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 23
group by all;

-- suppliers
select supplier_name, sum(case when due_date >= as_of_date then open_amount else 0 end),
    sum(case when due_date < as_of_date then open_amount else 0 end), sum(open_amount)
from marts.fct_ap_aging left join marts.dim_suppliers using (supplier_number)
where company_currency_code = 'USD' and not is_draft group by all;

-- discounts
select strftime(invoice_date, '%Y-%m'), sum(discount_taken_amount),
    sum(case when open_amount <> 0 or is_void then 0 else discount_available_amount - discount_taken_amount end)
from marts.fct_ap_invoices join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and not is_draft
    and datediff('month', invoice_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 23
group by all;

-- days_trend
select strftime(payment_date, '%Y-%m'),
    sum(paid_amount * (payment_date - invoice_date)) filter (not is_void and invoice_date is not null)
        / nullif(sum(paid_amount) filter (not is_void and invoice_date is not null), 0)
from marts.fct_ap_payments join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and not is_draft
    and datediff('month', payment_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 23
group by all;

-- invoiced
select strftime(invoice_date, '%Y-%m'), sum(gross_amount)
from marts.fct_ap_invoices join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and not is_draft
    and datediff('month', invoice_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 23
group by all;

-- late_items
select supplier_invoice_number, supplier_name, document_type_code, document_number, strftime(due_date, '%Y-%m-%d'),
    as_of_date - due_date, pay_status_name, sum(open_amount)
from marts.fct_ap_aging left join marts.dim_suppliers using (supplier_number)
where company_currency_code = 'USD' and not is_draft and due_date < as_of_date group by all;

-- payable_days
select 365.0 * sum(open_amount) / sum(vouchered_amount), sum(vouchered_amount) / sum(open_amount)
from marts.fct_days_payable join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD' and fiscal_year = current_ap_fiscal_year and fiscal_period = current_ap_period - 1;

-- payable_days_trend
select strftime(fiscal_period_end_date, '%Y-%m'), 365.0 * sum(open_amount) / nullif(sum(vouchered_amount), 0)
from marts.fct_days_payable join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD'
    and datediff('month', fiscal_period_end_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 12
group by all;

-- open_by_day
select strftime(snapshot_date, '%Y-%m-%d'), sum(case when due_date >= snapshot_date then open_amount else 0 end),
    sum(case when due_date < snapshot_date then open_amount else 0 end)
from marts.fct_ap_open_daily where company_currency_code = 'USD' and not is_draft group by all;

-- open_by_period
select strftime(fiscal_period_end_date, '%Y-%m'), sum(open_amount)
from marts.fct_days_payable join marts.dim_companies using (company_code)
where dim_companies.company_currency_code = 'USD'
    and datediff('month', fiscal_period_end_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 23
group by all;
