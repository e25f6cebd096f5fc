-- Each tile's rows by hand, in the order of its fields, from account balances: companies with books in USD, the year to the
-- period before the current one.

-- revenue
select sum(-movement_amount) filter (fiscal_year = current_gl_fiscal_year),
    sum(-movement_amount) filter (fiscal_year = current_gl_fiscal_year) / sum(-movement_amount) filter (fiscal_year = current_gl_fiscal_year - 1) - 1
from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and account_type = 'revenue' and fiscal_period between 1 and current_gl_period - 1;

-- expense
select sum(movement_amount) filter (fiscal_year = current_gl_fiscal_year),
    sum(movement_amount) filter (fiscal_year = current_gl_fiscal_year) / sum(movement_amount) filter (fiscal_year = current_gl_fiscal_year - 1) - 1
from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and account_type = 'expense' and fiscal_period between 1 and current_gl_period - 1;

-- result
select -sum(movement_amount) filter (fiscal_year = current_gl_fiscal_year), -sum(movement_amount) filter (fiscal_year = current_gl_fiscal_year - 1)
from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and statement = 'profit_and_loss' and fiscal_period between 1 and current_gl_period - 1;

-- cash
select sum(itd_amount)
from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and account_group = 'Cash and banks'
    and fiscal_year = current_gl_fiscal_year and fiscal_period = current_gl_period - 1;

-- bridge
select account_type, account_group, -sum(movement_amount), sum(movement_amount * case account_type when 'revenue' then -1 else 1 end)
from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and statement = 'profit_and_loss'
    and fiscal_year = current_gl_fiscal_year and fiscal_period between 1 and current_gl_period - 1
group by all having sum(movement_amount) <> 0;

-- trend
select strftime(b.fiscal_period_end_date, '%Y-%m'), -sum(movement_amount) filter (account_type = 'revenue'),
    sum(movement_amount) filter (account_type = 'expense'), -sum(movement_amount)
from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and statement = 'profit_and_loss' and fiscal_period > 0
    and datediff('month', b.fiscal_period_end_date, (select max(business_date) from raw_jde.jde_loads)) between 1 and 24
group by all;

-- statement
with lines as (
    select case account_type when 'revenue' then 'Revenue' else 'Expense' end as class, account_group,
        sum(movement_amount * case account_type when 'revenue' then -1 else 1 end) filter (fiscal_year = current_gl_fiscal_year) as this_year,
        sum(movement_amount * case account_type when 'revenue' then -1 else 1 end) filter (fiscal_year = current_gl_fiscal_year - 1) as prior_year
    from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
    join marts.dim_gl_accounts as a on b.account_id = a.account_id
    where c.company_currency_code = 'USD' and ledger_role = 'actual' and statement = 'profit_and_loss' and fiscal_period between 1 and current_gl_period - 1
    group by all
)
select class, account_group, this_year, prior_year, this_year - prior_year, (this_year - prior_year) / nullif(prior_year, 0) from lines;

-- balance_sheet
select case account_type when 'asset' then 'Assets' when 'liability' then 'Liabilities' else 'Equity' end,
    case statement when 'balance_sheet' then account_group else 'Result of the year' end,
    sum(case account_type when 'asset' then itd_amount when 'liability' then -itd_amount when 'equity' then -itd_amount else -ytd_amount end)
from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and fiscal_year = current_gl_fiscal_year and fiscal_period = current_gl_period - 1
group by all;

-- companies
with closed as (
    select *, case when current_gl_period = 1 then current_gl_fiscal_year - 1 else current_gl_fiscal_year end as closed_year,
        case when current_gl_period = 1 then 12 else current_gl_period - 1 end as closed_period
    from marts.dim_companies
)
select company_name, c.company_currency_code, -sum(movement_amount) filter (account_type = 'revenue'), sum(movement_amount) filter (account_type = 'expense'),
    -sum(movement_amount), sum(movement_amount) / sum(movement_amount) filter (account_type = 'revenue')
from marts.fct_gl_balances as b join closed as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where ledger_role = 'actual' and statement = 'profit_and_loss' and fiscal_year = closed_year and fiscal_period between 1 and closed_period
group by all;
