with pay_items as (
    select * from {{ ref('int_ap_pay_items_marked') }}
),

-- JDE purges a payment with the voucher that it closed; where the voucher stands, the payment was undone
lines as (
    select
        payment_lines.*,
        payment_lines.is_deleted as is_purged,
        case when pay_items.gross_amount < 0 then -1 else 1 end as owed_sign,
        max(case when payment_lines.payment_document_type_code = 'PO' then 1 else 0 end) over (
            partition by
                payment_lines.payment_id, payment_lines.document_company_code, payment_lines.document_type_code,
                payment_lines.document_number, payment_lines.pay_item
        ) = 1 as has_reversal
    from {{ ref('stg_jde__ap_payment_lines') }} as payment_lines
    left join pay_items
        on payment_lines.document_company_code = pay_items.document_company_code
        and payment_lines.document_type_code = pay_items.document_type_code
        and payment_lines.document_number = pay_items.document_number
        and payment_lines.pay_item = pay_items.pay_item
        and payment_lines.pay_item_extension = pay_items.pay_item_extension
    where
        (not payment_lines.is_deleted or coalesce(pay_items.is_purged, false))
        and {{ is_changed(ref('int_changed_payments'), 'payment_lines') }}
),

-- the header too of a payment of which lines are left or were purged
payments as (
    select * from {{ ref('stg_jde__ap_payments') }}
    where not is_deleted or payment_id in (select lines.payment_id from lines)
),

-- JDE keeps payments negative, but databases were seen that do not: what settles a voucher is positive here, what settles a
-- debit memo negative, also where a payment consists of debit memos alone
signs as (
    select
        payment_id,
        case
            when sum(case when payment_document_type_code = 'PO' then 0 else owed_sign * payment_amount end) > 0 then 1
            else -1
        end as paid_sign
    from lines
    group by payment_id
),

signed as (
    select
        lines.*,
        lines.has_reversal or payments.void_date is not null as is_void,
        lines.payment_document_type_code = 'PO' as is_reversal,
        cast(signs.paid_sign * lines.payment_amount as numeric(28, 4)) as paid_amount,
        cast(
            signs.paid_sign * case
                when {{ is_domestic('lines', 'payment_amount_txn') }} then lines.payment_amount
                else lines.payment_amount_txn
            end as numeric(28, 4)
        ) as paid_amount_txn,
        {{ is_domestic('lines', 'payment_amount_txn') }} as is_domestic,
        payments.payment_number,
        payments.payment_document_type_code as header_document_type_code,
        payments.payment_instrument_code,
        payments.payee_number,
        payments.bank_account_id,
        payments.void_date,
        case
            when lines.payment_document_type_code = 'PO' then coalesce(payments.void_date, payments.payment_date)
            else payments.payment_date
        end as payment_date
    from lines
    inner join signs on lines.payment_id = signs.payment_id
    left join payments on lines.payment_id = payments.payment_id
)

-- a discount settles a pay item in the direction of its payment, whatever sign JDE gave it
select
    signed.*,
    cast(
        case when paid_amount < 0 or (paid_amount = 0 and is_reversal) then -1 else 1 end
        * abs(discount_taken_amount) as numeric(28, 4)
    ) as settled_discount_amount,
    cast(
        case when paid_amount < 0 or (paid_amount = 0 and is_reversal) then -1 else 1 end
        * abs(case when is_domestic then discount_taken_amount else discount_taken_amount_txn end) as numeric(28, 4)
    ) as settled_discount_amount_txn
from signed
