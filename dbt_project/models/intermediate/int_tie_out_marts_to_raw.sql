with companies as (
    select * from {{ ref('dim_companies') }}
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

-- detail that a balance-forward line replaces, or the other way round, is counted once by either side's own rule: the
-- ledger's total per account and period, where a summary equals its detail, does not depend on which of them is kept
f0911 as (
    select
        account_id,
        ledger_type_code,
        fiscal_year,
        fiscal_period,
        max(company_code) as company_code,
        case
            when count(case when document_type_code = 'BF' and coalesce(summarised_code, '') <> 'Y' then 1 end) > 0
                then sum(case when summarised_code = 'Y' then 0 else amount end)
            else sum(amount)
        end as amount
    from {{ ref('stg_jde__gl_lines') }}
    where
        not is_deleted and is_posted
        and account_id not in (select accounts.account_id from accounts where accounts.is_model)
    group by account_id, ledger_type_code, fiscal_year, fiscal_period
),

entries as (
    select
        account_id,
        ledger_type_code,
        fiscal_year,
        fiscal_period,
        max(company_code) as company_code,
        sum(amount) as amount
    from {{ ref('fct_gl_entries') }}
    group by account_id, ledger_type_code, fiscal_year, fiscal_period
),

f0902 as (
    select
        balances.account_id,
        balances.ledger_type_code,
        balances.fiscal_year,
        max(coalesce(nullif(balances.company_code, ''), accounts.company_code, '')) as company_code,
        sum(coalesce(balances.prior_year_end_balance_amount, 0)
            {%- for period in range(1, 15) %}
            + coalesce(balances.period_{{ '%02d' % period }}_amount, 0)
            {%- endfor %}) as amount
    from {{ ref('stg_jde__account_balances') }} as balances
    left join accounts on balances.account_id = accounts.account_id
    where not balances.is_deleted and not coalesce(accounts.is_model, false)
    group by balances.account_id, balances.ledger_type_code, balances.fiscal_year
),

balances as (
    select
        account_id,
        ledger_type_code,
        fiscal_year,
        max(company_code) as company_code,
        sum(case when fiscal_period = 0 then opening_amount else movement_amount end) as amount
    from {{ ref('fct_gl_balances') }}
    group by account_id, ledger_type_code, fiscal_year
),

checked as (
    select
        'gl_entries_to_f0911' as check_name,
        coalesce(f0911.company_code, entries.company_code) as company_code,
        coalesce(f0911.ledger_type_code, entries.ledger_type_code) as ledger_type_code,
        coalesce(f0911.fiscal_year, entries.fiscal_year) as fiscal_year,
        coalesce(f0911.fiscal_period, entries.fiscal_period) as fiscal_period,
        coalesce(f0911.account_id, entries.account_id) as detail_key,
        coalesce(f0911.amount, 0) as source_amount,
        coalesce(entries.amount, 0) as warehouse_amount
    from f0911
    full outer join entries
        on f0911.account_id = entries.account_id
        and f0911.ledger_type_code = entries.ledger_type_code
        and f0911.fiscal_year = entries.fiscal_year
        and f0911.fiscal_period = entries.fiscal_period

    union all

    select
        'gl_balances_to_f0902' as check_name,
        coalesce(f0902.company_code, balances.company_code) as company_code,
        coalesce(f0902.ledger_type_code, balances.ledger_type_code) as ledger_type_code,
        coalesce(f0902.fiscal_year, balances.fiscal_year) as fiscal_year,
        0 as fiscal_period,
        coalesce(f0902.account_id, balances.account_id) as detail_key,
        coalesce(f0902.amount, 0) as source_amount,
        coalesce(balances.amount, 0) as warehouse_amount
    from f0902
    full outer join balances
        on f0902.account_id = balances.account_id
        and f0902.ledger_type_code = balances.ledger_type_code
        and f0902.fiscal_year = balances.fiscal_year
)

select
    checked.check_name,
    checked.company_code,
    checked.ledger_type_code,
    checked.fiscal_year,
    checked.fiscal_period,
    case
        when checked.ledger_type_code like '_U' or checked.ledger_type_code = 'CA' then ''
        else coalesce(companies.company_currency_code, '')
    end as currency_code,
    checked.detail_key,
    checked.source_amount,
    checked.warehouse_amount,
    cast(null as {{ dbt.type_string() }}) as not_matchable_reason
from checked
left join companies on checked.company_code = companies.company_code
