{% set line = 'order_company_code, order_type_code, order_number, order_suffix, line_number' %}

with lines as (
    select * from {{ ref('fct_purchase_order_lines') }} as lines
    where {{ is_changed(ref('int_changed_orders'), 'lines') }}
),

commitment_types as (
    select * from {{ ref('commitment_order_types') }}
    where is_commitment
),

distributions as (
    select * from {{ ref('int_purchase_order_line_distributions') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

currencies as (
    select * from {{ ref('stg_jde__currencies') }}
    where not is_deleted
),

committed as (
    select
        lines.order_company_code,
        lines.order_type_code,
        lines.order_number,
        lines.order_suffix,
        lines.line_number,
        distributions.distribution_line,
        distributions.company_code,
        distributions.cost_center_code,
        distributions.account_id,
        distributions.object_account,
        lines.supplier_number,
        lines.item_number,
        lines.branch_plant_code,
        lines.line_state,
        lines.is_commitment,
        lines.company_currency_code,
        lines.transaction_currency_code,
        lines.order_date,
        lines.requested_date,
        lines.promised_date,
        lines.gl_date,
        lines.fiscal_year,
        lines.fiscal_period,
        lines.fiscal_period_end_date,
        lines.ordered_amount as line_ordered_amount,
        case when lines.is_commitment then lines.open_amount else 0 end as line_open_amount,
        case when lines.is_commitment then lines.open_amount_txn else 0 end as line_open_amount_txn,
        distributions.weight,
        distributions.total_weight,
        distributions.open_weight,
        distributions.total_open_weight,
        companies.company_currency_decimals,
        currencies.currency_decimals as transaction_currency_decimals,
        lines.loaded_at
    from lines
    inner join commitment_types on lines.order_type_code = commitment_types.order_type_code
    inner join distributions
        on lines.order_company_code = distributions.order_company_code
        and lines.order_type_code = distributions.order_type_code
        and lines.order_number = distributions.order_number
        and lines.order_suffix = distributions.order_suffix
        and lines.line_number = distributions.line_number
    left join companies on lines.company_code = companies.company_code
    left join currencies on lines.transaction_currency_code = currencies.currency_code
),

shared as (
    select
        order_company_code,
        order_type_code,
        order_number,
        order_suffix,
        line_number,
        distribution_line,
        company_code,
        cost_center_code,
        account_id,
        object_account,
        supplier_number,
        item_number,
        branch_plant_code,
        line_state,
        company_currency_code,
        transaction_currency_code,
        {{ share_amount(
            'line_open_amount', 'open_weight', 'total_open_weight', line, 'distribution_line', 'company_currency_decimals'
        ) }} as open_commitment_amount,
        {{ share_amount(
            'line_open_amount_txn', 'open_weight', 'total_open_weight', line, 'distribution_line', 'transaction_currency_decimals'
        ) }} as open_commitment_amount_txn,
        {{ share_amount(
            'line_ordered_amount', 'weight', 'total_weight', line, 'distribution_line', 'company_currency_decimals'
        ) }} as ordered_amount,
        is_commitment as is_open,
        order_date,
        requested_date,
        promised_date,
        gl_date,
        fiscal_year,
        fiscal_period,
        fiscal_period_end_date,
        loaded_at
    from committed
)

select
    shared.*,
    {{ group_currency_code() }} as group_currency_code,
    {{ group_amount('shared.open_commitment_amount') }} as open_commitment_amount_group,
    {{ group_amount('shared.ordered_amount') }} as ordered_amount_group
from shared
{{ join_group_rates(
    'shared.company_currency_code', 'coalesce(shared.gl_date, shared.order_date)', 'shared.fiscal_period_end_date'
) }}
