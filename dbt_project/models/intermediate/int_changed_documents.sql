{% set document = 'document_company_code, document_number' %}

with receipts as (
    select * from {{ ref('stg_jde__purchase_order_receipts') }}
    where document_company_code is not null
),

accounts as (
    select * from {{ ref('int_changed_accounts') }}
),

-- vouchers are charged to the accounts of the orders that they match
orders as (
    select
        order_company_code,
        order_type_code,
        order_number
    from {{ ref('int_changed_orders') }}

    {% for model in ['purchase_order_lines', 'purchase_order_line_accounts'] %}
    union

    select
        order_company_code,
        order_type_code,
        order_number
    from {{ ref('stg_jde__' ~ model) }}
    where account_id in (select account_id from accounts)
    {% endfor %}

    -- the goods of a stock line are charged to the accounts that their receipts were booked to
    union

    select
        order_company_code,
        order_type_code,
        order_number
    from {{ ref('stg_jde__gl_lines') }}
    where ledger_type_code = 'AA' and order_number is not null and account_id in (select account_id from accounts)
)

select {{ document }}
from {{ ref('stg_jde__ap_pay_items') }}
where {{ is_newly_loaded('stg_jde__ap_pay_items') }}

union

select {{ document }}
from {{ ref('stg_jde__gl_lines') }}
where ledger_type_code = 'AA' and {{ is_newly_loaded('stg_jde__gl_lines') }}

union

select {{ document }}
from {{ ref('stg_jde__gl_lines') }}
where ledger_type_code = 'AA' and account_id in (select account_id from accounts)

union

select {{ document }}
from receipts
where {{ is_newly_loaded('stg_jde__purchase_order_receipts') }}

union

select
    receipts.document_company_code,
    receipts.document_number
from receipts
inner join orders
    on receipts.order_company_code = orders.order_company_code
    and receipts.order_type_code = orders.order_type_code
    and receipts.order_number = orders.order_number
