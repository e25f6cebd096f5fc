-- A tile of each explore of documents in the documents' own currency: those in USD, over all companies.

-- ap_overview.ageing
select age_bucket, sum(open_amount_txn) from marts.fct_ap_aging
where transaction_currency_code = 'USD' and not is_draft group by all;

-- ap_aging.status
select pay_status_name, sum(open_amount_txn) from marts.fct_ap_invoices
where transaction_currency_code = 'USD' and not is_draft and open_amount <> 0 group by all;

-- ap_overview.paid
select strftime(payment_date, '%Y-%m'), sum(paid_amount_txn)
from marts.fct_ap_payments join marts.dim_companies using (company_code)
where transaction_currency_code = 'USD' and not is_draft and datediff('month', payment_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 23
group by all;

-- spend.top_suppliers
select supplier_name, sum(spend_amount_txn)
from marts.fct_ap_spend join marts.dim_companies using (company_code) left join marts.dim_suppliers using (supplier_number)
where transaction_currency_code = 'USD' and fiscal_year = current_gl_fiscal_year group by all;

-- purchasing.by_group
select coalesce(account_group, 'Stock'), sum(open_commitment_amount_txn)
from marts.fct_po_commitments as f left join marts.dim_gl_accounts as a on f.account_id = a.account_id
where transaction_currency_code = 'USD' and open_commitment_amount <> 0 group by all;

-- purchasing.not_vouchered
select sum(received_not_vouchered_amount_txn) from marts.fct_po_receipts where transaction_currency_code = 'USD' and match_code = '1';

-- purchasing.open_lines
select supplier_name, order_number, strftime(promised_date, '%Y-%m-%d'), line_state, sum(open_amount_txn)
from marts.fct_purchase_order_lines left join marts.dim_suppliers using (supplier_number)
where transaction_currency_code = 'USD' and is_commitment group by all having sum(open_amount_txn) > 0;

-- ap_overview.open_by_day
select strftime(snapshot_date, '%Y-%m-%d'), sum(case when due_date >= snapshot_date then open_amount_txn else 0 end),
    sum(case when due_date < snapshot_date then open_amount_txn else 0 end)
from marts.fct_ap_open_daily where transaction_currency_code = 'USD' and not is_draft group by all;
