with lines as (
    select * from {{ ref('int_purchase_order_lines_flagged') }} as lines
    where {{ is_changed(ref('int_changed_orders'), 'lines') }}
),

-- of several accounts the reader sees that there are several; fct_po_commitments and fct_ap_spend name each
distributions as (
    select
        order_company_code,
        order_type_code,
        order_number,
        order_suffix,
        line_number,
        case when count(distinct cost_center_code) > 1 then '*MULTIPLE' else max(cost_center_code) end as cost_center_code,
        case when count(distinct account_id) > 1 then '*MULTIPLE' else max(account_id) end as account_id,
        case when count(distinct object_account) > 1 then '*MULTIPLE' else max(object_account) end as object_account
    from {{ ref('int_purchase_order_line_distributions') }} as distributions
    where {{ is_changed(ref('int_changed_orders'), 'distributions') }}
    group by order_company_code, order_type_code, order_number, order_suffix, line_number
),

orders as (
    select * from {{ ref('stg_jde__purchase_orders') }}
    where not is_deleted
),

line_types as (
    select * from {{ ref('stg_jde__order_line_types') }}
    where not is_deleted
),

companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    select * from {{ ref('int_company_periods') }}
)

select
    lines.order_company_code,
    lines.order_type_code,
    lines.order_number,
    lines.order_suffix,
    lines.line_number,
    lines.company_code,
    coalesce(lines.supplier_number, 0) as supplier_number,
    coalesce(lines.item_number, 0) as item_number,
    distributions.cost_center_code,
    lines.branch_plant_code,
    distributions.account_id,
    distributions.object_account,
    coalesce(lines.buyer_number, orders.buyer_number) as buyer_number,
    lines.item_code,
    lines.line_description,
    lines.line_type_code,
    line_types.line_type_name,
    lines.last_status_code,
    lines.next_status_code,
    lines.line_state,
    lines.order_kind,
    orders.hold_code,
    lines.original_order_company_code,
    lines.original_order_type_code,
    lines.original_order_number,
    lines.original_line_number,
    lines.related_order_company_code,
    lines.related_order_type_code,
    lines.related_order_number,
    lines.related_line_number,
    lines.payment_terms_code,
    lines.originated_by,
    companies.company_currency_code,
    coalesce(lines.transaction_currency_code, companies.company_currency_code) as transaction_currency_code,
    lines.exchange_rate,
    lines.ordered_amount,
    lines.open_amount,
    lines.received_amount,
    {% for amount in ['ordered_amount', 'open_amount', 'received_amount'] %}
    case
        when {{ is_in_company_currency('lines', 'companies', 'ordered_amount_txn') }} then lines.{{ amount }}
        else lines.{{ amount }}_txn
    end as {{ amount }}_txn,
    {% endfor %}
    {{ group_currency_code() }} as group_currency_code,
    {% for amount in ['ordered_amount', 'open_amount', 'received_amount'] %}
    {{ group_amount('lines.' ~ amount) }} as {{ amount }}_group,
    {% endfor %}
    lines.ordered_quantity,
    lines.open_quantity,
    lines.received_quantity,
    lines.unit_of_measure_code,
    lines.unit_cost,
    lines.unit_cost_txn,
    lines.is_commitment,
    lines.is_closed,
    coalesce(orders.is_held, false) as is_held,
    lines.order_date,
    lines.requested_date,
    lines.promised_date,
    lines.original_promised_date,
    lines.received_date,
    lines.cancel_date,
    lines.gl_date,
    coalesce(stated.fiscal_year, dated.fiscal_year, nullif(lines.fiscal_year, 0)) as fiscal_year,
    coalesce(stated.fiscal_period, dated.fiscal_period, nullif(lines.fiscal_period, 0)) as fiscal_period,
    coalesce(stated.end_date, dated.end_date) as fiscal_period_end_date,
    lines.updated_at,
    lines.updated_by,
    lines.loaded_at
from lines
inner join distributions
    on lines.order_company_code = distributions.order_company_code
    and lines.order_type_code = distributions.order_type_code
    and lines.order_number = distributions.order_number
    and lines.order_suffix = distributions.order_suffix
    and lines.line_number = distributions.line_number
left join orders
    on lines.order_company_code = orders.order_company_code
    and lines.order_type_code = orders.order_type_code
    and lines.order_number = orders.order_number
    and lines.order_suffix = orders.order_suffix
left join line_types on lines.line_type_code = line_types.line_type_code
left join companies on lines.company_code = companies.company_code
left join periods as stated
    on lines.company_code = stated.company_code
    and lines.fiscal_year = stated.fiscal_year
    and lines.fiscal_period = stated.fiscal_period
left join periods as dated
    on lines.company_code = dated.company_code
    and coalesce(lines.gl_date, lines.order_date) between dated.start_date and dated.end_date
    and not dated.is_adjustment
    and stated.fiscal_period is null
{{ join_group_rates(
    'companies.company_currency_code', 'coalesce(lines.gl_date, lines.order_date)',
    'coalesce(stated.end_date, dated.end_date)'
) }}
