with lines as (
    select * from {{ ref('int_ap_payment_lines_signed') }} as lines
    where {{ is_changed(ref('int_changed_payments'), 'lines') }}
),

pay_items as (
    select * from {{ ref('int_ap_pay_items_marked') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    select * from {{ ref('int_company_periods') }}
)

select
    lines.payment_id,
    lines.payment_line_id,
    lines.company_code,
    lines.document_company_code,
    lines.document_type_code,
    lines.document_number,
    lines.pay_item,
    lines.pay_item_extension,
    coalesce(pay_items.supplier_number, lines.supplier_number, 0) as supplier_number,
    coalesce(lines.payee_number, lines.supplier_number, 0) as payee_number,
    lines.payment_number,
    lines.header_document_type_code as payment_document_type_code,
    lines.payment_instrument_code,
    lines.bank_account_id,
    pay_items.supplier_invoice_number,
    companies.company_currency_code,
    coalesce(lines.transaction_currency_code, companies.company_currency_code) as transaction_currency_code,
    lines.exchange_rate,
    lines.paid_amount,
    lines.settled_discount_amount as discount_taken_amount,
    lines.paid_amount_txn,
    lines.settled_discount_amount_txn as discount_taken_amount_txn,
    {{ group_currency_code() }} as group_currency_code,
    {{ group_amount('lines.paid_amount') }} as paid_amount_group,
    {{ group_amount('lines.settled_discount_amount') }} as discount_taken_amount_group,
    lines.is_void,
    lines.is_reversal,
    coalesce(lines.header_document_type_code = 'P1', false) as is_draft,
    lines.is_posted,
    coalesce(lines.payment_date > pay_items.ageing_date, false) as is_late,
    cast(lines.payment_date - pay_items.invoice_date as integer) as days_to_pay,
    cast(lines.payment_date - pay_items.ageing_date as integer) as days_late,
    lines.payment_date,
    lines.void_date,
    pay_items.invoice_date,
    pay_items.ageing_date as due_date,
    coalesce(stated.fiscal_year, dated.fiscal_year, lines.fiscal_year) as fiscal_year,
    coalesce(stated.fiscal_period, dated.fiscal_period, lines.fiscal_period) as fiscal_period,
    coalesce(stated.end_date, dated.end_date) as fiscal_period_end_date,
    lines.updated_at,
    lines.updated_by,
    lines.loaded_at
from lines
left join pay_items
    on lines.document_company_code = pay_items.document_company_code
    and lines.document_type_code = pay_items.document_type_code
    and lines.document_number = pay_items.document_number
    and lines.pay_item = pay_items.pay_item
    and lines.pay_item_extension = pay_items.pay_item_extension
left join companies on lines.company_code = companies.company_code
left join periods as stated
    on lines.company_code = stated.company_code
    and lines.fiscal_year = stated.fiscal_year
    and lines.fiscal_period = stated.fiscal_period
left join periods as dated
    on lines.company_code = dated.company_code
    and lines.payment_date between dated.start_date and dated.end_date
    and not dated.is_adjustment
    and stated.fiscal_period is null
{{ join_group_rates(
    'companies.company_currency_code', 'lines.payment_date', 'coalesce(stated.end_date, dated.end_date)'
) }}
