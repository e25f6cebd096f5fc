-- A tile of each explore in the group currency, which the tests call XGC: all companies together.

-- ap_overview.ageing
select age_bucket, sum(open_amount_group) from marts.fct_ap_aging where not is_draft group by all;

-- ap_aging.status
select pay_status_name, sum(open_amount_group) from marts.fct_ap_invoices where not is_draft and open_amount <> 0 group by all;

-- ap_overview.paid
select strftime(payment_date, '%Y-%m'), sum(paid_amount_group)
from marts.fct_ap_payments join marts.dim_companies using (company_code)
where not is_draft and datediff('month', payment_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 23 group by all;

-- ap_overview.payable_days_trend
select strftime(fiscal_period_end_date, '%Y-%m'), 365.0 * sum(open_amount_group) / nullif(sum(vouchered_amount_group), 0)
from marts.fct_days_payable join marts.dim_companies using (company_code)
where datediff('month', fiscal_period_end_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 12 group by all;

-- spend.top_suppliers
select supplier_name, sum(spend_amount_group)
from marts.fct_ap_spend join marts.dim_companies using (company_code) left join marts.dim_suppliers using (supplier_number)
where fiscal_year = current_gl_fiscal_year group by all;

-- purchasing.by_group
select coalesce(account_group, 'Stock'), sum(open_commitment_amount_group)
from marts.fct_po_commitments as f left join marts.dim_gl_accounts as a on f.account_id = a.account_id
where open_commitment_amount <> 0 group by all;

-- purchasing.not_vouchered
select sum(received_not_vouchered_amount_group) from marts.fct_po_receipts where match_code = '1';

-- purchasing.open_lines
select supplier_name, order_number, strftime(promised_date, '%Y-%m-%d'), line_state, sum(open_amount_group)
from marts.fct_purchase_order_lines left join marts.dim_suppliers using (supplier_number)
where is_commitment group by all having sum(open_amount_group) > 0;

-- purchasing.steps
select sum(requisition_amount_group), sum(ordered_amount_group), sum(received_amount_group), sum(vouchered_amount_group), sum(paid_amount_group)
from marts.fct_procure_to_pay join marts.dim_companies using (company_code) where fiscal_year = current_gl_fiscal_year;

-- budget_variance.groups
with closed as (
    select company_code, case when current_gl_period = 1 then current_gl_fiscal_year - 1 else current_gl_fiscal_year end as closed_year,
        case when current_gl_period = 1 then 12 else current_gl_period - 1 end as closed_period
    from marts.dim_companies
)
select account_group, sum(actual_amount_group), sum(budget_amount_group)
from marts.fct_budget_variance join closed using (company_code)
join (select account_id, account_group from marts.dim_gl_accounts) using (account_id)
where budget_version = 'Operating budget' and account_type = 'expense' and fiscal_year = closed_year and fiscal_period <= closed_period
group by all;

-- profit_and_loss.result
with closed as (
    select company_code, case when current_gl_period = 1 then current_gl_fiscal_year - 1 else current_gl_fiscal_year end as closed_year,
        case when current_gl_period = 1 then 12 else current_gl_period - 1 end as closed_period
    from marts.dim_companies
)
select -sum(movement_amount_group) filter (fiscal_year = closed_year), -sum(movement_amount_group) filter (fiscal_year = closed_year - 1)
from marts.fct_gl_balances as b join closed as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where ledger_role = 'actual' and statement = 'profit_and_loss' and fiscal_period between 1 and closed_period;

-- profit_and_loss.cash
with closed as (
    select company_code, case when current_gl_period = 1 then current_gl_fiscal_year - 1 else current_gl_fiscal_year end as closed_year,
        case when current_gl_period = 1 then 12 else current_gl_period - 1 end as closed_period
    from marts.dim_companies
)
select sum(itd_amount_group)
from marts.fct_gl_balances as b join closed as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where ledger_role = 'actual' and account_group = 'Cash and banks' and fiscal_year = closed_year and fiscal_period = closed_period;

-- cost_allocation.booked
select -sum(allocated_amount_group) from marts.fct_cost_allocations join marts.dim_companies using (company_code)
where fiscal_year = current_gl_fiscal_year and basis = 'booked' and allocation_side = 'out';

-- cost_allocation.people_trend
select strftime(fiscal_period_end_date, '%Y-%m'), sum(actual_amount_group), sum(budget_amount_group)
from marts.fct_headcount_cost join marts.dim_companies using (company_code) where datediff('month', fiscal_period_end_date, (select max(business_date) from raw_jde.jde_loads)) between 1 and 12 group by all;

-- ap_overview.open_by_day
select strftime(snapshot_date, '%Y-%m-%d'), sum(case when due_date >= snapshot_date then open_amount_group else 0 end),
    sum(case when due_date < snapshot_date then open_amount_group else 0 end)
from marts.fct_ap_open_daily where not is_draft group by all;

-- account_detail.movement
select strftime(gl_date, '%Y-%m'), coalesce(sum(amount_group) filter (amount_group > 0), 0),
    coalesce(sum(amount_group) filter (amount_group < 0), 0)
from marts.fct_gl_entries as g join marts.dim_gl_accounts as a on g.account_id = a.account_id
where ledger_role = 'actual' and account_group = 'Cash and banks'
    and datediff('month', gl_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 12 group by all;

-- account_detail.entries
with lines as (
    select strftime(gl_date, '%Y-%m-%d') as gl_day, account_number, document_type_code, document_number, journal_line_number, explanation,
        coalesce(sum(amount_group) filter (amount_group > 0), 0) as debit, coalesce(sum(amount_group) filter (amount_group < 0), 0) as credit
    from marts.fct_gl_entries as g join marts.dim_gl_accounts as a on g.account_id = a.account_id
    where ledger_role = 'actual' and account_group = 'Cash and banks'
        and datediff('month', gl_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 1
    group by all
)
select *, sum(debit + credit) over (order by gl_day, document_number, document_type_code, journal_line_number, account_number, explanation)
from lines;
