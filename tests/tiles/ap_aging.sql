-- Each tile's rows by hand, in the order of its fields, over all companies that keep their books in USD.

-- past_due
select sum(case when due_date < as_of_date then open_amount end),
    sum(case when due_date < as_of_date then open_amount end) / sum(open_amount)
from marts.fct_ap_aging where company_currency_code = 'USD' and not is_draft;

-- over_90
select sum(open_amount) from marts.fct_ap_aging
where company_currency_code = 'USD' and not is_draft and as_of_date - due_date > 90;

-- age
select avg(as_of_date - due_date) from marts.fct_ap_aging
where company_currency_code = 'USD' and not is_draft and due_date < as_of_date;

-- items
select count(*) filter (due_date < as_of_date), count(*) from marts.fct_ap_aging
where company_currency_code = 'USD' and not is_draft;

-- by_supplier
select supplier_name, age_bucket, sum(open_amount)
from marts.fct_ap_aging left join marts.dim_suppliers using (supplier_number)
where company_currency_code = 'USD' and not is_draft group by all;

-- maturity
select strftime(date_trunc('week', due_date), '%Y-%m-%d'), sum(open_amount) from marts.fct_ap_aging
where company_currency_code = 'USD' and not is_draft and as_of_date - due_date between -70 and 14 group by all;

-- status
select pay_status_name, sum(open_amount) from marts.fct_ap_invoices
where company_currency_code = 'USD' and not is_draft and open_amount <> 0 group by all;

-- discounts
select strftime(date_trunc('week', discount_due_date), '%Y-%m-%d'), sum(discount_open_amount)
from marts.fct_ap_aging where company_currency_code = 'USD' and not is_draft group by all having sum(discount_open_amount) <> 0;

-- companies
select company_name, fct_ap_aging.company_currency_code, sum(open_amount), sum(open_amount) filter (due_date >= as_of_date),
    sum(open_amount) filter (due_date < as_of_date), sum(open_amount) filter (due_date < as_of_date) / sum(open_amount),
    coalesce(sum(open_amount) filter (as_of_date - due_date > 90), 0)
from marts.fct_ap_aging join marts.dim_companies using (company_code)
where not is_draft group by all;

-- blocked
select supplier_invoice_number, supplier_name, document_type_code, document_number, pay_item, strftime(due_date, '%Y-%m-%d'),
    pay_status_name, sum(open_amount)
from marts.fct_ap_invoices left join marts.dim_suppliers using (supplier_number)
where company_currency_code = 'USD' and not is_draft and open_amount <> 0 and pay_status_code in ('H', 'X') group by all;
