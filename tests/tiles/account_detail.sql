-- Each tile's rows by hand, in the order of its fields, over all companies that keep their books in USD.

-- periods
select strftime(fiscal_period_end_date, '%Y-%m-%d'), fiscal_year, fiscal_period, sum(opening_amount), sum(movement_amount), sum(opening_amount + movement_amount)
from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and account_group = 'Cash and banks' and fiscal_period > 0
    and (fiscal_year = current_gl_fiscal_year - 1 or (fiscal_year = current_gl_fiscal_year and fiscal_period <= current_gl_period))
group by all having fiscal_period <= 12 or count(*) filter (movement_amount <> 0) > 0;

-- accounts
select account_number, account_name, sum(opening_amount), sum(movement_amount), sum(opening_amount + movement_amount)
from marts.fct_gl_balances as b join marts.dim_companies as c on b.company_code = c.company_code
join marts.dim_gl_accounts as a on b.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and account_group = 'Cash and banks' and fiscal_year = current_gl_fiscal_year and fiscal_period = current_gl_period - 1
group by all;

-- movement
select strftime(gl_date, '%Y-%m'), coalesce(sum(amount) filter (amount > 0), 0), coalesce(sum(amount) filter (amount < 0), 0)
from marts.fct_gl_entries as g join marts.dim_companies as c on g.company_code = c.company_code
join marts.dim_gl_accounts as a on g.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and account_group = 'Cash and banks'
    and datediff('month', gl_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 12
group by all;

-- sources
select batch_type_code, document_type_code, count(*), coalesce(sum(amount) filter (amount > 0), 0), coalesce(sum(amount) filter (amount < 0), 0), sum(amount)
from marts.fct_gl_entries as g join marts.dim_companies as c on g.company_code = c.company_code
join marts.dim_gl_accounts as a on g.account_id = a.account_id
where c.company_currency_code = 'USD' and ledger_role = 'actual' and account_group = 'Cash and banks'
    and datediff('month', gl_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 12
group by all;

-- entries
with lines as (
    select strftime(gl_date, '%Y-%m-%d') as gl_day, account_number, document_type_code, document_number, journal_line_number, explanation,
        coalesce(sum(amount) filter (amount > 0), 0) as debit, coalesce(sum(amount) filter (amount < 0), 0) as credit
    from marts.fct_gl_entries as g join marts.dim_companies as c on g.company_code = c.company_code
    join marts.dim_gl_accounts as a on g.account_id = a.account_id
    where c.company_currency_code = 'USD' and ledger_role = 'actual' and account_group = 'Cash and banks'
        and datediff('month', gl_date, (select max(business_date) from raw_jde.jde_loads)) between 0 and 1
    group by all
)
select *, sum(debit + credit) over (order by gl_day, document_number, document_type_code, journal_line_number, account_number, explanation)
from lines;
