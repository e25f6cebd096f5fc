with balances as (
    select * from {{ ref('fct_gl_balances') }}
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    select * from {{ ref('dim_fiscal_periods') }}
),

budgets as (
    select * from {{ ref('int_budgets_spread_to_periods') }}
),

actuals as (
    select
        account_id,
        fiscal_year,
        fiscal_period,
        sum(movement_amount) as actual_amount
    from balances
    where ledger_role = 'actual' and fiscal_period > 0
    group by account_id, fiscal_year, fiscal_period
),

-- what the year began with is in period 0
commitments as (
    select
        account_id,
        fiscal_year,
        fiscal_period,
        sum(case when fiscal_period = 0 then opening_amount else movement_amount end) as committed_amount
    from balances
    where ledger_role = 'commitment'
    group by account_id, fiscal_year, fiscal_period
),

-- an account that went to another company leaves its balances with the one before
books as (
    select
        account_id,
        fiscal_year,
        max(company_code) as company_code
    from balances
    group by account_id, fiscal_year
),

-- which budgets a company has in a year; a company without any still shows its actuals
versions as (
    select distinct
        coalesce(books.company_code, accounts.company_code) as company_code,
        budgets.fiscal_year,
        budgets.budget_version
    from budgets
    inner join accounts on budgets.account_id = accounts.account_id
    left join books
        on budgets.account_id = books.account_id
        and budgets.fiscal_year = books.fiscal_year
),

spent as (
    select distinct
        account_id,
        fiscal_year
    from actuals

    union

    select distinct
        account_id,
        fiscal_year
    from commitments
    where committed_amount <> 0
),

-- balance sheet accounts are of interest only where somebody budgeted or committed for them
framed as (
    select
        spent.account_id,
        spent.fiscal_year,
        coalesce(versions.budget_version, 'No budget') as budget_version
    from spent
    inner join accounts on spent.account_id = accounts.account_id
    left join books
        on spent.account_id = books.account_id
        and spent.fiscal_year = books.fiscal_year
    left join versions
        on coalesce(books.company_code, accounts.company_code) = versions.company_code
        and spent.fiscal_year = versions.fiscal_year
    where
        accounts.statement <> 'balance_sheet'
        or exists (
            select 1 from commitments
            where
                commitments.account_id = spent.account_id
                and commitments.fiscal_year = spent.fiscal_year
                and commitments.committed_amount <> 0
        )

    union

    select distinct
        account_id,
        fiscal_year,
        budget_version
    from budgets
),

numbers as (
    {% for period in range(0, 15) %}
    select {{ period }} as fiscal_period
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

measured as (
    select
        framed.account_id,
        framed.fiscal_year,
        numbers.fiscal_period,
        framed.budget_version,
        coalesce(books.company_code, accounts.company_code) as company_code,
        accounts.cost_center_code,
        accounts.object_account,
        accounts.account_type,
        accounts.data_class,
        accounts.natural_sign,
        accounts.natural_sign * coalesce(actuals.actual_amount, 0) as actual_amount,
        accounts.natural_sign * coalesce(budgets.budget_amount, 0) as budget_amount,
        accounts.natural_sign * coalesce(commitments.committed_amount, 0) as committed_amount
    from framed
    cross join numbers
    inner join accounts on framed.account_id = accounts.account_id
    left join books
        on framed.account_id = books.account_id
        and framed.fiscal_year = books.fiscal_year
    left join actuals
        on framed.account_id = actuals.account_id
        and framed.fiscal_year = actuals.fiscal_year
        and numbers.fiscal_period = actuals.fiscal_period
    left join budgets
        on framed.account_id = budgets.account_id
        and framed.fiscal_year = budgets.fiscal_year
        and numbers.fiscal_period = budgets.fiscal_period
        and framed.budget_version = budgets.budget_version
    left join commitments
        on framed.account_id = commitments.account_id
        and framed.fiscal_year = commitments.fiscal_year
        and numbers.fiscal_period = commitments.fiscal_period
),

-- a commitment stays open until it is relieved, so it is the balance that counts
cumulated as (
    select
        measured.*,
        sum(actual_amount) over (
            partition by account_id, fiscal_year, budget_version
            order by fiscal_period
            rows between unbounded preceding and current row
        ) as actual_amount_ytd,
        sum(budget_amount) over (
            partition by account_id, fiscal_year, budget_version
            order by fiscal_period
            rows between unbounded preceding and current row
        ) as budget_amount_ytd,
        sum(committed_amount) over (
            partition by account_id, fiscal_year, budget_version
            order by fiscal_period
            rows between unbounded preceding and current row
        ) as open_commitment_amount
    from measured
)

select
    cumulated.account_id,
    cumulated.fiscal_year,
    cumulated.fiscal_period,
    cumulated.budget_version,
    cumulated.company_code,
    cumulated.cost_center_code,
    cumulated.object_account,
    cumulated.account_type,
    cumulated.data_class,
    companies.company_currency_code,
    periods.end_date as fiscal_period_end_date,
    cast(cumulated.actual_amount as numeric(28, 4)) as actual_amount,
    cast(cumulated.budget_amount as numeric(28, 4)) as budget_amount,
    cast(cumulated.open_commitment_amount as numeric(28, 4)) as open_commitment_amount,
    cast(cumulated.budget_amount - cumulated.actual_amount as numeric(28, 4)) as variance_amount,
    cast(cumulated.budget_amount - cumulated.actual_amount - cumulated.open_commitment_amount as numeric(28, 4)) as available_amount,
    cast(cumulated.actual_amount_ytd as numeric(28, 4)) as actual_amount_ytd,
    cast(cumulated.budget_amount_ytd as numeric(28, 4)) as budget_amount_ytd,
    cast(cumulated.open_commitment_amount as numeric(28, 4)) as open_commitment_amount_ytd,
    cast(cumulated.budget_amount_ytd - cumulated.actual_amount_ytd as numeric(28, 4)) as variance_amount_ytd,
    cast(cumulated.budget_amount_ytd - cumulated.actual_amount_ytd - cumulated.open_commitment_amount as numeric(28, 4)) as available_amount_ytd,
    {{ group_currency_code() }} as group_currency_code,
    {{ group_amount('cumulated.open_commitment_amount') }} as open_commitment_amount_group,
    {{ group_amount('cumulated.open_commitment_amount') }} as open_commitment_amount_ytd_group,
    {% for span in ['', '_ytd'] %}
    {% set actual = group_amount('cumulated.actual_amount' ~ span) %}
    {% set budget = group_amount('cumulated.budget_amount' ~ span) %}
    {% set commitment = group_amount('cumulated.open_commitment_amount') %}
    {{ actual }} as actual_amount{{ span }}_group,
    {{ budget }} as budget_amount{{ span }}_group,
    cast({{ budget }} - {{ actual }} as numeric(28, 4)) as variance_amount{{ span }}_group,
    cast({{ budget }} - {{ actual }} - {{ commitment }} as numeric(28, 4)) as available_amount{{ span }}_group,
    {% endfor %}
    (cumulated.budget_amount - cumulated.actual_amount) * cumulated.natural_sign >= 0 as is_favorable,
    (cumulated.budget_amount_ytd - cumulated.actual_amount_ytd) * cumulated.natural_sign >= 0 as is_favorable_ytd
from cumulated
left join companies on cumulated.company_code = companies.company_code
left join periods
    on companies.date_pattern_code = periods.date_pattern_code
    and cumulated.fiscal_year = periods.fiscal_year
    and cumulated.fiscal_period = periods.fiscal_period
{{ join_group_rates('companies.company_currency_code', 'periods.end_date', 'periods.end_date') }}
where cumulated.fiscal_period > 0
