{# The latest day needs no rebuilding: F0411 says what is open. Only a past day takes back what came after it. #}
{% set pay_item %}
partition by pay_items.document_company_code, pay_items.document_type_code, pay_items.document_number, pay_items.pay_item
{% endset %}
with as_of as (
    select
        {{ as_of_date() }} as as_of_date,
        {{ latest_business_date() }} as business_date
),

pay_items as (
    select
        flagged.*,
        flagged.discount_available_amount - flagged.discount_taken_amount as discount_left,
        case
            when flagged.is_domestic then flagged.discount_available_amount - flagged.discount_taken_amount
            else flagged.discount_available_amount_txn - flagged.discount_taken_amount_txn
        end as discount_left_txn
    from {{ ref('int_ap_pay_items_flagged') }} as flagged
),

-- what happened to each pay item after the day: documents entered and payments made
later_documents as (
    select
        pay_items.document_company_code,
        pay_items.document_type_code,
        pay_items.document_number,
        pay_items.pay_item,
        -pay_items.gross_amount as change_amount,
        -case when pay_items.is_domestic then pay_items.gross_amount else pay_items.gross_amount_txn end
            as change_amount_txn,
        -pay_items.discount_left as discount_change,
        -pay_items.discount_left_txn as discount_change_txn
    from pay_items
    inner join as_of
        on pay_items.gl_date > as_of.as_of_date
        and coalesce(as_of.as_of_date < as_of.business_date, true)
),

later_payments as (
    select
        lines.document_company_code,
        lines.document_type_code,
        lines.document_number,
        lines.pay_item,
        lines.paid_amount + lines.settled_discount_amount as change_amount,
        lines.paid_amount_txn + lines.settled_discount_amount_txn as change_amount_txn,
        lines.settled_discount_amount as discount_change,
        lines.settled_discount_amount_txn as discount_change_txn
    from {{ ref('int_ap_payment_lines_signed') }} as lines
    inner join as_of
        on lines.payment_date > as_of.as_of_date
        and coalesce(as_of.as_of_date < as_of.business_date, true)
),

open_now as (
    select
        document_company_code,
        document_type_code,
        document_number,
        pay_item,
        open_amount as change_amount,
        case when is_domestic then open_amount else open_amount_txn end as change_amount_txn,
        0 as discount_change,
        0 as discount_change_txn
    from pay_items
    where open_amount <> 0 or open_amount_txn <> 0
),

summed as (
    select
        document_company_code,
        document_type_code,
        document_number,
        pay_item,
        cast(sum(change_amount) as numeric(28, 4)) as open_amount,
        cast(sum(change_amount_txn) as numeric(28, 4)) as open_amount_txn,
        sum(coalesce(discount_change, 0)) as discount_change,
        sum(coalesce(discount_change_txn, 0)) as discount_change_txn
    from (
        select * from open_now
        union all
        select * from later_documents
        union all
        select * from later_payments
    ) as changes
    group by document_company_code, document_type_code, document_number, pay_item
),

-- JDE keeps the open amount on the pay item itself, never on its changes
base_items as (
    select
        pay_items.*,
        summed.open_amount as amount,
        summed.open_amount_txn as amount_txn,
        row_number() over ({{ pay_item }} order by pay_items.pay_item_extension) as extension_rank,
        coalesce(sum(pay_items.discount_left) over ({{ pay_item }}), 0) + summed.discount_change as discount_amount,
        coalesce(sum(pay_items.discount_left_txn) over ({{ pay_item }}), 0) + summed.discount_change_txn as discount_amount_txn
    from pay_items
    inner join summed
        on pay_items.document_company_code = summed.document_company_code
        and pay_items.document_type_code = summed.document_type_code
        and pay_items.document_number = summed.document_number
        and pay_items.pay_item = summed.pay_item
    where summed.open_amount <> 0
)

select
    base_items.document_company_code,
    base_items.document_type_code,
    base_items.document_number,
    base_items.pay_item,
    base_items.pay_item_extension,
    base_items.company_code,
    base_items.supplier_number,
    base_items.payee_number,
    base_items.supplier_invoice_number,
    base_items.pay_status_code,
    base_items.transaction_currency_code,
    base_items.is_posted,
    base_items.is_draft,
    base_items.invoice_date,
    base_items.gl_date,
    base_items.ageing_date,
    base_items.discount_due_date,
    base_items.amount as open_amount,
    base_items.amount_txn as open_amount_txn,
    cast(base_items.discount_amount as numeric(28, 4)) as discount_left_amount,
    cast(base_items.discount_amount_txn as numeric(28, 4)) as discount_left_amount_txn,
    as_of.as_of_date
from base_items
cross join as_of
where base_items.extension_rank = 1
