-- by ledger and period, and by what says who may see a row: that follows from the key of the mart and is carried by it
{% set keys = [
    'cost_center_code', 'fiscal_period', 'fiscal_year', 'company_code', 'data_class', 'ledger_type_code', 'ledger_role',
    'ledger_currency_code'
] %}

with both_sides as (
    select
        {{ keys | join(', ') }},
        line_count, debit_amount, credit_amount, amount, debit_amount_group, credit_amount_group, amount_group
    from {{ ref('fct_gl_activity') }}

    union all

    select
        {{ keys | join(', ') }},
        -1 as line_count,
        case when amount > 0 then -amount else 0 end as debit_amount,
        case when amount < 0 then -amount else 0 end as credit_amount,
        -amount as amount,
        case when amount_group > 0 then -amount_group else 0 end as debit_amount_group,
        case when amount_group < 0 then -amount_group else 0 end as credit_amount_group,
        -amount_group as amount_group
    from {{ ref('fct_gl_entries') }}
)

select
    {{ keys | join(', ') }},
    sum(line_count) as line_count_difference,
    sum(amount) as amount_difference
from both_sides
group by {{ keys | join(', ') }}
having
    sum(line_count) <> 0
    or sum(debit_amount) <> 0
    or sum(credit_amount) <> 0
    or sum(amount) <> 0
    or sum(debit_amount_group) <> 0
    or sum(credit_amount_group) <> 0
    or sum(amount_group) <> 0
