-- A record that JDE deleted or gave a new key changes nothing here: its journal went with it, or still says what was bought.
-- A reversed receipt (4) keeps its journal and its counter-journal, which cancel. One document may hold a receipt and a
-- return, so the direction is the order line's own; a summarised journal names no line and follows its document.
with receipts as (
    select * from {{ ref('stg_jde__purchase_order_receipts') }}
    where match_code in ('1', '4')
),

documents as (
    select
        document_company_code,
        document_type_code,
        document_number,
        case when sum(received_amount) < 0 then -1 else 1 end as direction
    from receipts
    group by document_company_code, document_type_code, document_number
),

-- orders of two types may share a number: one row for each of them, and one for what a line can mean that names no order
-- company, no order type or neither
order_lines as (
    select
        document_company_code,
        document_type_code,
        document_number,
        order_number,
        line_number,
        order_company_code,
        order_type_code,
        case when min(order_suffix) = max(order_suffix) then max(order_suffix) end as only_suffix,
        case when sum(received_amount) < 0 then -1 else 1 end as direction
    from receipts
    group by
        document_company_code, document_type_code, document_number, order_number, line_number,
        cube (order_company_code, order_type_code)
)

select
    lines.document_company_code,
    lines.document_type_code,
    lines.document_number,
    lines.company_code,
    lines.account_id,
    lines.cost_center_code,
    lines.object_account,
    lines.subsidiary,
    lines.order_company_code,
    lines.order_type_code,
    lines.order_number,
    -- interfaces leave the suffix blank; where the receipt has one alone, it is that
    coalesce(order_lines.only_suffix, lines.order_suffix) as order_suffix,
    lines.order_line_number as line_number,
    lines.amount,
    cast(coalesce(order_lines.direction, documents.direction) * lines.amount as numeric(28, 4)) as amount_in_direction
from {{ ref('stg_jde__gl_lines') }} as lines
inner join documents
    on lines.document_company_code = documents.document_company_code
    and lines.document_type_code = documents.document_type_code
    and lines.document_number = documents.document_number
left join order_lines
    on lines.document_company_code = order_lines.document_company_code
    and lines.document_type_code = order_lines.document_type_code
    and lines.document_number = order_lines.document_number
    and lines.order_number = order_lines.order_number
    and lines.order_line_number = order_lines.line_number
    and lines.order_company_code is not distinct from order_lines.order_company_code
    and lines.order_type_code is not distinct from order_lines.order_type_code
where not lines.is_deleted
    and lines.ledger_type_code = 'AA'
    and lines.is_posted
