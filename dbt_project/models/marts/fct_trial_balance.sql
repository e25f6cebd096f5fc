with balances as (
    select * from {{ ref('fct_gl_balances') }}
    where ledger_role = 'actual'
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

summed as (
    select
        account_id,
        fiscal_year,
        fiscal_period,
        ledger_type_code,
        max(company_code) as company_code,
        max(fiscal_period_end_date) as fiscal_period_end_date,
        max(company_currency_code) as company_currency_code,
        sum(opening_amount) as opening_amount,
        sum(movement_amount) as movement_amount,
        sum(ytd_amount) as ytd_amount,
        sum(itd_amount) as closing_amount
    from balances
    group by account_id, fiscal_year, fiscal_period, ledger_type_code
),

-- some sites carry APYC of profit and loss accounts too (R098201); their year starts at nothing all the same
stated as (
    select
        summed.account_id,
        summed.fiscal_year,
        summed.fiscal_period,
        summed.ledger_type_code,
        summed.company_code,
        summed.fiscal_period_end_date,
        summed.company_currency_code,
        summed.movement_amount,
        summed.ytd_amount,
        case
            when accounts.account_type in ('revenue', 'expense') then summed.ytd_amount - summed.movement_amount
            else summed.opening_amount
        end as opening_amount,
        case
            when accounts.account_type in ('revenue', 'expense') then summed.ytd_amount
            else summed.closing_amount
        end as closing_amount
    from summed
    inner join accounts on summed.account_id = accounts.account_id
)

select
    stated.account_id,
    stated.fiscal_year,
    stated.fiscal_period,
    stated.ledger_type_code,
    stated.company_code,
    accounts.cost_center_code,
    accounts.object_account,
    accounts.account_number,
    accounts.account_type,
    accounts.account_group,
    accounts.data_class,
    stated.company_currency_code,
    stated.fiscal_period_end_date,
    cast(stated.opening_amount as numeric(28, 4)) as opening_amount,
    cast(stated.movement_amount as numeric(28, 4)) as movement_amount,
    cast(stated.ytd_amount as numeric(28, 4)) as ytd_amount,
    cast(stated.closing_amount as numeric(28, 4)) as closing_amount,
    cast(case when stated.closing_amount > 0 then stated.closing_amount else 0 end as numeric(28, 4))
        as closing_debit_amount,
    cast(case when stated.closing_amount < 0 then -stated.closing_amount else 0 end as numeric(28, 4))
        as closing_credit_amount,
    {{ group_currency_code() }} as group_currency_code,
    {% for amount in ['opening_amount', 'movement_amount', 'ytd_amount', 'closing_amount'] %}
    {{ group_amount('stated.' ~ amount) }} as {{ amount }}_group,
    {% endfor %}
    {{ group_amount('case when stated.closing_amount > 0 then stated.closing_amount else 0 end') }} as closing_debit_amount_group,
    {{ group_amount('case when stated.closing_amount < 0 then -stated.closing_amount else 0 end') }} as closing_credit_amount_group
from stated
inner join accounts on stated.account_id = accounts.account_id
{{ join_group_rates(
    'stated.company_currency_code', 'stated.fiscal_period_end_date', 'stated.fiscal_period_end_date'
) }}
