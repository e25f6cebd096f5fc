with lines as (
    select
        order_company_code,
        order_type_code,
        order_number,
        order_suffix,
        line_number,
        original_order_company_code,
        original_order_type_code,
        original_order_number,
        original_line_number,
        order_kind,
        order_date,
        ordered_amount
    from {{ ref('fct_purchase_order_lines') }}
),

orders as (
    select * from {{ ref('fct_purchase_order_lines') }} as lines
    where
        order_kind in ('order', 'unmapped')
        and {{ is_changed(ref('int_changed_orders'), 'lines') }}
),

settled as (
    select * from {{ ref('int_purchase_order_lines_settled') }}
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
)

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
    -- without a receipt (two-way match) the order's own price is what the voucher is held against, a cancelled rest left out
    cast(
        case
            when settled.receipt_count > 0 then settled.vouchered_amount - settled.vouchered_receipt_amount
            when settled.voucher_count > 0 and orders.is_closed then settled.vouchered_amount - case
                when orders.ordered_quantity <> 0 and settled.vouchered_quantity <> 0
                    then {{ rounded_share(
                        'orders.ordered_amount', 'settled.vouchered_quantity', 'orders.ordered_quantity', 4
                    ) }}
                when orders.received_amount <> 0 and abs(orders.received_amount) < abs(orders.ordered_amount)
                    then orders.received_amount
                else orders.ordered_amount
            end
            else 0
        end as numeric(28, 4)
    ) as price_variance_amount,
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
    coalesce(settled.reversed_voucher_count, 0) as reversed_voucher_count
from orders
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
