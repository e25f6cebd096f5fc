{% set exceptions = [
    ('received_late', 'first_received_date > promised_date'),
    ('receipt_overdue', "line_state in ('open', 'partial') and not is_closed and promised_date < as_of_date"),
    ('received_too_much', 'received_quantity > ordered_quantity and ordered_quantity > 0'),
    ('vouchered_more_than_received', 'receipt_count > 0 and vouchered_quantity > received_quantity and received_quantity > 0'),
    ('price_variance', 'price_variance_amount <> 0'),
    ('invoice_before_order', 'first_invoice_date < order_date'),
    ('invoice_before_receipt', 'receipt_count > 0 and first_invoice_date < first_received_date'),
    ('received_not_vouchered', 'received_not_vouchered_amount <> 0 and as_of_date - last_received_date > 30'),
    ('receipt_reversed', 'reversed_receipt_count > 0'),
    ('voucher_reversed', 'reversed_voucher_count > 0'),
] %}

with lines as (
    select * from {{ ref('fct_purchase_order_lines') }}
),

orders as (
    select * from lines
    where order_kind in ('order', 'unmapped')
),

settled as (
    select * from {{ ref('int_purchase_order_lines_settled') }}
),

as_of as (
    select {{ as_of_date() }} as as_of_date
),

-- an order line comes from a requisition, from a blanket order, or from a blanket order that came from a requisition
origins as (
    select
        orders.order_company_code,
        orders.order_type_code,
        orders.order_number,
        orders.order_suffix,
        orders.line_number,
        origin.order_company_code as origin_company_code,
        origin.order_kind as origin_kind,
        origin.order_type_code as origin_type_code,
        origin.order_number as origin_number,
        origin.line_number as origin_line_number,
        origin.order_date as origin_date,
        origin.ordered_amount as origin_amount,
        1 as step,
        row_number() over (
            partition by
                orders.order_company_code, orders.order_type_code, orders.order_number, orders.order_suffix,
                orders.line_number
            order by origin.order_suffix
        ) as choice
    from orders
    inner join lines as origin
        on orders.original_order_company_code = origin.order_company_code
        and orders.original_order_type_code = origin.order_type_code
        and orders.original_order_number = origin.order_number
        and orders.original_line_number = origin.line_number
),

origins_of_origins as (
    select
        origins.*,
        second.order_type_code as second_type_code,
        second.order_kind as second_kind,
        second.order_number as second_number,
        second.order_date as second_date,
        second.ordered_amount as second_amount,
        row_number() over (
            partition by
                origins.order_company_code, origins.order_type_code, origins.order_number, origins.order_suffix,
                origins.line_number
            order by second.order_suffix
        ) as second_choice
    from origins
    inner join lines as first_origin
        on origins.origin_company_code = first_origin.order_company_code
        and origins.origin_type_code = first_origin.order_type_code
        and origins.origin_number = first_origin.order_number
        and origins.origin_line_number = first_origin.line_number
    left join lines as second
        on first_origin.original_order_company_code = second.order_company_code
        and first_origin.original_order_type_code = second.order_type_code
        and first_origin.original_order_number = second.order_number
        and first_origin.original_line_number = second.line_number
    where origins.choice = 1
),

joined as (
    select
        orders.*,
        case
            when chain.origin_kind = 'requisition' then chain.origin_type_code
            when chain.second_kind = 'requisition' then chain.second_type_code
        end as requisition_type_code,
        case
            when chain.origin_kind = 'requisition' then chain.origin_number
            when chain.second_kind = 'requisition' then chain.second_number
        end as requisition_number,
        case
            when chain.origin_kind = 'requisition' then chain.origin_date
            when chain.second_kind = 'requisition' then chain.second_date
        end as requisition_date,
        case
            when chain.origin_kind = 'requisition' then chain.origin_amount
            when chain.second_kind = 'requisition' then chain.second_amount
        end as requisition_amount,
        case when chain.origin_kind = 'blanket' then chain.origin_type_code end as blanket_type_code,
        case when chain.origin_kind = 'blanket' then chain.origin_number end as blanket_number,
        case when chain.origin_kind = 'blanket' then chain.origin_date end as blanket_date,
        coalesce(settled.receipt_count, 0) as receipt_count,
        coalesce(settled.voucher_count, 0) as voucher_count,
        coalesce(settled.received_amount, 0) as counted_received_amount,
        coalesce(settled.received_quantity, 0) as counted_received_quantity,
        coalesce(settled.received_not_vouchered_amount, 0) as received_not_vouchered_amount,
        coalesce(settled.received_not_vouchered_quantity, 0) as received_not_vouchered_quantity,
        coalesce(settled.vouchered_amount, 0) as vouchered_amount,
        coalesce(settled.vouchered_quantity, 0) as vouchered_quantity,
        coalesce(settled.paid_amount, 0) as paid_amount,
        -- without a receipt (two-way match) the order's own price is what the voucher is held against
        case
            when settled.receipt_count > 0 then settled.vouchered_amount - settled.vouchered_receipt_amount
            when settled.voucher_count > 0 and orders.is_closed then settled.vouchered_amount - orders.ordered_amount
            else 0
        end as price_variance_amount,
        case when settled.receipt_count > 0 then settled.vouchered_quantity - settled.received_quantity else 0 end
            as quantity_variance,
        settled.first_received_date,
        settled.last_received_date,
        settled.first_invoice_date,
        settled.first_voucher_date,
        settled.last_voucher_date,
        settled.first_payment_date,
        settled.last_payment_date,
        coalesce(settled.reversed_receipt_count, 0) as reversed_receipt_count,
        coalesce(settled.reversed_voucher_count, 0) as reversed_voucher_count,
        as_of.as_of_date
    from orders
    cross join as_of
    left join origins_of_origins as chain
        on orders.order_company_code = chain.order_company_code
        and orders.order_type_code = chain.order_type_code
        and orders.order_number = chain.order_number
        and orders.order_suffix = chain.order_suffix
        and orders.line_number = chain.line_number
        and chain.second_choice = 1
    left join settled
        on orders.order_company_code = settled.order_company_code
        and orders.order_type_code = settled.order_type_code
        and orders.order_number = settled.order_number
        and orders.order_suffix = settled.order_suffix
        and orders.line_number = settled.line_number
),

judged as (
    select
        joined.*,
        {% for code, condition in exceptions %}
        case when {{ condition }} then '{{ code }},' else '' end{{ ' ||' if not loop.last else ' as exception_list' }}
        {% endfor %}
    from joined
)

select
    order_company_code,
    order_type_code,
    order_number,
    order_suffix,
    line_number,
    company_code,
    supplier_number,
    item_number,
    cost_center_code,
    branch_plant_code,
    account_id,
    buyer_number,
    line_description,
    line_state,
    requisition_type_code,
    requisition_number,
    blanket_type_code,
    blanket_number,
    nullif(rtrim(exception_list, ','), '') as exception_codes,
    company_currency_code,
    transaction_currency_code,
    requisition_amount,
    ordered_amount,
    open_amount,
    cast(counted_received_amount as numeric(28, 4)) as received_amount,
    cast(received_not_vouchered_amount as numeric(28, 4)) as received_not_vouchered_amount,
    cast(vouchered_amount as numeric(28, 4)) as vouchered_amount,
    cast(paid_amount as numeric(28, 4)) as paid_amount,
    cast(price_variance_amount as numeric(28, 4)) as price_variance_amount,
    {{ group_currency_code() }} as group_currency_code,
    {% for amount in [
        'requisition_amount', 'ordered_amount', 'open_amount', 'received_not_vouchered_amount', 'vouchered_amount',
        'paid_amount', 'price_variance_amount'
    ] %}
    {{ group_amount(amount) }} as {{ amount }}_group,
    {% endfor %}
    {{ group_amount('counted_received_amount') }} as received_amount_group,
    ordered_quantity,
    cast(counted_received_quantity as numeric(28, 8)) as received_quantity,
    cast(received_not_vouchered_quantity as numeric(28, 8)) as received_not_vouchered_quantity,
    cast(vouchered_quantity as numeric(28, 8)) as vouchered_quantity,
    cast(quantity_variance as numeric(28, 8)) as quantity_variance,
    unit_cost,
    cast(receipt_count as integer) as receipt_count,
    cast(voucher_count as integer) as voucher_count,
    cast(length(exception_list) - length(replace(exception_list, ',', '')) as integer) as exception_count,
    first_received_date <= promised_date as is_on_time,
    exception_list <> '' as has_exception,
    requisition_date,
    blanket_date,
    order_date,
    requested_date,
    promised_date,
    first_received_date,
    last_received_date,
    first_invoice_date,
    first_voucher_date,
    last_voucher_date,
    first_payment_date,
    last_payment_date,
    cast(order_date - requisition_date as integer) as days_requisition_to_order,
    cast(first_received_date - order_date as integer) as days_order_to_receipt,
    cast(first_voucher_date - first_received_date as integer) as days_receipt_to_voucher,
    cast(first_payment_date - first_voucher_date as integer) as days_voucher_to_payment,
    as_of_date,
    fiscal_year,
    fiscal_period,
    fiscal_period_end_date,
    loaded_at
from judged
{{ join_group_rates('judged.company_currency_code', 'judged.order_date', 'judged.fiscal_period_end_date') }}
