-- A reversed receipt (4) keeps its journal and its counter-journal, which cancel.
with receipts as (
    select
        document_company_code,
        document_type_code,
        document_number,
        case when sum(received_amount) < 0 then -1 else 1 end as direction
    from {{ ref('stg_jde__purchase_order_receipts') }}
    where not is_deleted and match_code in ('1', '4')
    group by document_company_code, document_type_code, document_number
)

select
    lines.company_code,
    lines.account_id,
    lines.cost_center_code,
    lines.object_account,
    lines.subsidiary,
    lines.order_company_code,
    lines.order_type_code,
    lines.order_number,
    lines.order_line_number as line_number,
    lines.amount,
    receipts.direction * lines.amount as amount_in_direction
from {{ ref('stg_jde__gl_lines') }} as lines
inner join receipts
    on lines.document_company_code = receipts.document_company_code
    and lines.document_type_code = receipts.document_type_code
    and lines.document_number = receipts.document_number
where not lines.is_deleted
    and lines.ledger_type_code = 'AA'
    and lines.is_posted
