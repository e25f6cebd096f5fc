with pay_items as (
    select * from {{ ref('int_ap_pay_items_marked') }}
),

payment_lines as (
    select * from {{ ref('int_ap_payment_lines_marked') }}
),

payments as (
    select * from {{ ref('stg_jde__ap_payments') }}
    where not is_deleted
),

companies as (
    select * from {{ ref('dim_companies') }}
),

automatic_entries as (
    select
        payment_id,
        batch_type_code,
        batch_number,
        amount
    from {{ ref('stg_jde__gl_lines') }}
    where not is_deleted and is_posted and ledger_type_code = 'AA' and document_type_code = 'AE'
),

-- R04702A: what a payment, less its void, took off the trade accounts. A payment may pay for several companies, and the
-- settlement between them is in the same automatic entries, so it is compared as a whole.
paid as (
    select
        min(payment_lines.company_code) as company_code,
        payment_lines.payment_id,
        payments.batch_type_code,
        payments.batch_number,
        max(case when payment_lines.is_reversal then 1 else 0 end) as has_reversal,
        min(payment_lines.fiscal_year * 100 + payment_lines.fiscal_period) as first_period,
        sum(payment_lines.paid_amount + payment_lines.settled_discount_amount) as amount
    from payment_lines
    inner join payments on payment_lines.payment_id = payments.payment_id
    where (payment_lines.is_posted or payment_lines.is_purged) and payments.batch_type_code <> 'W'
    group by payment_lines.payment_id, payments.batch_type_code, payments.batch_number
),

relieved as (
    select
        payment_id,
        sum(amount) as amount
    from automatic_entries
    where payment_id is not null
    group by payment_id
),

-- offset method B writes one entry for a batch, which names no payment
nameless_batches as (
    select distinct
        batch_type_code,
        batch_number
    from automatic_entries
    where payment_id is null
),

settled as (
    select
        document_company_code,
        document_type_code,
        document_number,
        pay_item,
        sum(paid_amount + settled_discount_amount) as amount
    from payment_lines
    group by document_company_code, document_type_code, document_number, pay_item
),

vouchers as (
    select
        document_company_code,
        document_type_code,
        document_number,
        pay_item,
        max(company_code) as company_code,
        min(fiscal_year * 100 + fiscal_period) as first_period,
        sum(gross_amount) as gross_amount,
        sum(open_amount) as open_amount
    from pay_items
    where not is_draft
    group by document_company_code, document_type_code, document_number, pay_item
),

checked as (
    select
        'ap_payments_to_gl' as check_name,
        paid.company_code,
        paid.first_period,
        cast(paid.payment_id as {{ dbt.type_string() }}) as detail_key,
        paid.amount as source_amount,
        coalesce(relieved.amount, 0) as warehouse_amount,
        case
            when relieved.payment_id is null and (nameless_batches.batch_number is not null or paid.has_reversal = 1)
                then 'ledger lines name no payment (offset method B)'
        end as not_matchable_reason
    from paid
    left join relieved on paid.payment_id = relieved.payment_id
    left join nameless_batches
        on paid.batch_type_code = nameless_batches.batch_type_code
        and paid.batch_number = nameless_batches.batch_number

    union all

    select
        'ap_payments_to_invoices' as check_name,
        vouchers.company_code,
        vouchers.first_period,
        vouchers.document_type_code || '/' || cast(vouchers.document_number as {{ dbt.type_string() }})
        || '/' || vouchers.pay_item as detail_key,
        vouchers.gross_amount - vouchers.open_amount as source_amount,
        coalesce(settled.amount, 0) as warehouse_amount,
        null as not_matchable_reason
    from vouchers
    left join settled
        on vouchers.document_company_code = settled.document_company_code
        and vouchers.document_type_code = settled.document_type_code
        and vouchers.document_number = settled.document_number
        and vouchers.pay_item = settled.pay_item
)

select
    checked.check_name,
    checked.company_code,
    'AA' as ledger_type_code,
    cast((checked.first_period - mod(checked.first_period, 100)) / 100 as integer) as fiscal_year,
    cast(mod(checked.first_period, 100) as integer) as fiscal_period,
    coalesce(companies.company_currency_code, '') as currency_code,
    checked.detail_key,
    cast(checked.source_amount as numeric(28, 4)) as source_amount,
    cast(checked.warehouse_amount as numeric(28, 4)) as warehouse_amount,
    checked.not_matchable_reason
from checked
left join companies on checked.company_code = companies.company_code
