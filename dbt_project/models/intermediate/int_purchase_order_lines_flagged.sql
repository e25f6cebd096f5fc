with lines as (
    select * from {{ ref('stg_jde__purchase_order_lines') }}
    where not is_deleted
),

order_types as (
    select * from {{ ref('commitment_order_types') }}
),

statuses as (
    select * from {{ ref('po_status_map') }}
),

-- lines without a quantity (services, freight) are followed by amount
measured as (
    select
        lines.*,
        case when ordered_quantity = 0 then open_amount else open_quantity end as open_measure,
        case when ordered_quantity = 0 then received_amount else received_quantity end as received_measure,
        case when ordered_quantity = 0 then relieved_amount else relieved_quantity end as relieved_measure
    from lines
),

stated as (
    select
        measured.*,
        coalesce(order_types.order_kind, 'unmapped') as order_kind,
        coalesce(order_types.is_commitment, false) as is_commitment_type,
        coalesce(
            -- cancelling what is still to come of a line does not take back what was received
            case
                when statuses.line_state = 'cancelled' and measured.open_measure = 0 and measured.received_measure <> 0
                    then 'received'
                else statuses.line_state
            end,
            case
                when measured.open_measure <> 0 and measured.received_measure <> 0 then 'partial'
                when measured.open_measure <> 0 then 'open'
                when measured.received_measure <> 0 then 'received'
                when measured.next_status_code = '999' and measured.relieved_measure <> 0
                    and order_types.order_kind in ('requisition', 'blanket', 'quote') then 'released'
                when measured.next_status_code = '999' then 'cancelled'
                else 'open'
            end
        ) as line_state
    from measured
    left join statuses
        on measured.last_status_code = statuses.last_status_code
        and measured.next_status_code = statuses.next_status_code
    left join order_types on measured.order_type_code = order_types.order_type_code
)

select
    stated.*,
    coalesce(next_status_code, '') = '999' as is_closed,
    is_commitment_type
    and coalesce(next_status_code, '') <> '999'
    and line_state <> 'cancelled'
    and open_amount <> 0 as is_commitment
from stated
