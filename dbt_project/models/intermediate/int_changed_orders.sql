{% set order = 'order_company_code, order_type_code, order_number' %}

with lines as (
    select * from {{ ref('stg_jde__purchase_order_lines') }}
),

payment_lines as (
    select * from {{ ref('stg_jde__ap_payment_lines') }}
),

-- receipts and vouchers that changed, and vouchers that were paid: what an order line says of them follows
documents as (
    select
        document_company_code,
        document_type_code,
        document_number
    from {{ ref('stg_jde__ap_pay_items') }}
    where {{ is_newly_loaded('stg_jde__ap_pay_items') }}

    union

    select
        document_company_code,
        document_type_code,
        document_number
    from {{ ref('stg_jde__gl_lines') }}
    where {{ is_newly_loaded('stg_jde__gl_lines') }} and ledger_type_code = 'AA'

    union

    select
        document_company_code,
        document_type_code,
        document_number
    from payment_lines
    where
        {{ is_newly_loaded('stg_jde__ap_payment_lines') }}
        or payment_id in (
            select payment_id from {{ ref('stg_jde__ap_payments') }}
            where {{ is_newly_loaded('stg_jde__ap_payments') }}
        )
),

changed as (
    {% for model in ['purchase_orders', 'purchase_order_lines', 'purchase_order_line_accounts', 'purchase_order_receipts'] %}
    select {{ order }}
    from {{ ref('stg_jde__' ~ model) }}
    where {{ is_newly_loaded('stg_jde__' ~ model) }}

    union
    {% endfor %}

    select {{ order }}
    from {{ ref('stg_jde__gl_lines') }}
    where
        {{ is_newly_loaded('stg_jde__gl_lines') }}
        and order_company_code is not null
        and order_type_code is not null
        and order_number is not null

    union

    select
        receipts.order_company_code,
        receipts.order_type_code,
        receipts.order_number
    from {{ ref('stg_jde__purchase_order_receipts') }} as receipts
    inner join documents
        on receipts.document_company_code = documents.document_company_code
        and receipts.document_type_code = documents.document_type_code
        and receipts.document_number = documents.document_number
),

-- an order line tells of the requisition or blanket order that it comes from, and of that one's requisition
followers as (
    select
        lines.order_company_code,
        lines.order_type_code,
        lines.order_number
    from lines
    inner join changed
        on lines.original_order_company_code = changed.order_company_code
        and lines.original_order_type_code = changed.order_type_code
        and lines.original_order_number = changed.order_number
),

followers_of_followers as (
    select
        lines.order_company_code,
        lines.order_type_code,
        lines.order_number
    from lines
    inner join followers
        on lines.original_order_company_code = followers.order_company_code
        and lines.original_order_type_code = followers.order_type_code
        and lines.original_order_number = followers.order_number
)

select {{ order }}
from changed

union

select {{ order }}
from followers

union

select {{ order }}
from followers_of_followers
