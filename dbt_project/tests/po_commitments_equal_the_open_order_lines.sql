-- per company: the accounts of the open lines together against the lines themselves
with lines as (
    select lines.company_code, sum(lines.open_amount) as open_amount
    from {{ ref('stg_jde__purchase_order_lines') }} as lines
    inner join {{ ref('commitment_order_types') }} as types
        on lines.order_type_code = types.order_type_code
        and types.is_commitment
    left join {{ ref('po_status_map') }} as statuses
        on lines.last_status_code = statuses.last_status_code
        and lines.next_status_code = statuses.next_status_code
    where not lines.is_deleted
        and coalesce(lines.next_status_code, '') <> '999'
        and coalesce(statuses.line_state, '') <> 'cancelled'
    group by lines.company_code
),

commitments as (
    select lines.company_code, sum(commitments.open_commitment_amount) as open_amount
    from {{ ref('fct_po_commitments') }} as commitments
    inner join {{ ref('fct_purchase_order_lines') }} as lines
        on commitments.order_company_code = lines.order_company_code
        and commitments.order_type_code = lines.order_type_code
        and commitments.order_number = lines.order_number
        and commitments.order_suffix = lines.order_suffix
        and commitments.line_number = lines.line_number
    group by lines.company_code
)

select
    coalesce(lines.company_code, commitments.company_code) as company_code,
    lines.open_amount as lines_amount,
    commitments.open_amount as commitments_amount
from lines
full outer join commitments on lines.company_code = commitments.company_code
where coalesce(lines.open_amount, 0) <> coalesce(commitments.open_amount, 0)
