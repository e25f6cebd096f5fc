with pay_items as (
    select * from {{ ref('int_ap_pay_items_flagged') }} as pay_items
    where {{ is_changed(ref('int_changed_documents'), 'pay_items') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    select * from {{ ref('int_company_periods') }}
),

pay_statuses as (
    select * from {{ ref('stg_jde__user_defined_codes') }}
    where not is_deleted and product_code = '00' and code_type = 'PS'
)

select
    pay_items.document_company_code,
    pay_items.document_type_code,
    pay_items.document_number,
    pay_items.pay_item,
    pay_items.pay_item_extension,
    pay_items.company_code,
    coalesce(pay_items.supplier_number, 0) as supplier_number,
    coalesce(pay_items.payee_number, pay_items.supplier_number, 0) as payee_number,
    pay_items.approver_number,
    pay_items.adjustment_document_type_code,
    pay_items.supplier_invoice_number,
    pay_items.supplier_reference,
    pay_items.cost_center_code,
    pay_items.pay_status_code,
    coalesce(pay_statuses.code_name, pay_items.pay_status_code) as pay_status_name,
    pay_items.payment_terms_code,
    pay_items.payment_instrument_code,
    pay_items.gl_offset_code,
    pay_items.bank_account_id,
    pay_items.batch_type_code,
    pay_items.batch_number,
    pay_items.order_company_code,
    pay_items.order_type_code,
    pay_items.order_number,
    pay_items.order_suffix,
    pay_items.order_line_number,
    pay_items.remark,
    pay_items.originated_by,
    coalesce(companies.company_currency_code, pay_items.base_currency_code) as company_currency_code,
    coalesce(
        pay_items.transaction_currency_code, companies.company_currency_code, pay_items.base_currency_code
    ) as transaction_currency_code,
    {{ group_currency_code() }} as group_currency_code,
    pay_items.exchange_rate,
    pay_items.gross_amount,
    pay_items.open_amount,
    pay_items.discount_available_amount,
    pay_items.discount_taken_amount,
    pay_items.taxable_amount,
    pay_items.tax_amount,
    pay_items.recoverable_tax_amount,
    {% for amount in ['gross_amount', 'open_amount', 'discount_available_amount', 'discount_taken_amount', 'tax_amount'] %}
    case when pay_items.is_domestic then pay_items.{{ amount }} else pay_items.{{ amount }}_txn end as {{ amount }}_txn,
    {% endfor %}
    {% for amount in [
        'gross_amount', 'open_amount', 'discount_available_amount', 'discount_taken_amount',
        'taxable_amount', 'tax_amount', 'recoverable_tax_amount'
    ] %}
    {{ group_amount('pay_items.' ~ amount) }} as {{ amount }}_group,
    {% endfor %}
    pay_items.is_posted,
    pay_items.open_amount <> 0 as is_open,
    pay_items.is_void,
    pay_items.is_adjustment,
    pay_items.is_draft,
    coalesce(pay_items.pay_status_code = 'H', false) as is_held,
    pay_items.invoice_date,
    pay_items.gl_date,
    pay_items.due_date,
    pay_items.discount_due_date,
    coalesce(stated.fiscal_year, dated.fiscal_year, pay_items.fiscal_year) as fiscal_year,
    coalesce(stated.fiscal_period, dated.fiscal_period, pay_items.fiscal_period) as fiscal_period,
    coalesce(stated.end_date, dated.end_date) as fiscal_period_end_date,
    pay_items.updated_at,
    pay_items.updated_by,
    pay_items.loaded_at
from pay_items
left join companies on pay_items.company_code = companies.company_code
left join periods as stated
    on pay_items.company_code = stated.company_code
    and pay_items.fiscal_year = stated.fiscal_year
    and pay_items.fiscal_period = stated.fiscal_period
left join periods as dated
    on pay_items.company_code = dated.company_code
    and pay_items.gl_date between dated.start_date and dated.end_date
    and not dated.is_adjustment
    and stated.fiscal_period is null
left join pay_statuses on pay_items.pay_status_code = pay_statuses.code
{{ join_group_rates(
    'coalesce(companies.company_currency_code, pay_items.base_currency_code)', 'pay_items.gl_date',
    'coalesce(stated.end_date, dated.end_date)'
) }}
