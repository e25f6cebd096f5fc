with lines as (
    select * from {{ ref('int_ap_spend_lines') }} as lines
    where {{ is_changed(ref('int_changed_documents'), 'lines') }}
),

charges as (
    select * from {{ ref('int_ap_spend_charges') }}
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    select * from {{ ref('int_company_periods') }}
)

select
    lines.document_company_code,
    lines.document_type_code,
    lines.document_number,
    lines.gl_date,
    lines.journal_line_number,
    lines.line_extension_code,
    coalesce(charges.charge_line, 1) as charge_line,
    lines.voucher_document_type_code,
    lines.company_code,
    lines.account_id,
    coalesce(accounts.object_account, lines.object_account) as object_account,
    coalesce(accounts.cost_center_code, lines.cost_center_code) as cost_center_code,
    coalesce(charges.account_id, lines.account_id) as charged_account_id,
    coalesce(
        charged_accounts.object_account, charges.object_account, accounts.object_account, lines.object_account
    ) as charged_object_account,
    coalesce(
        charged_accounts.cost_center_code, charges.cost_center_code, accounts.cost_center_code, lines.cost_center_code
    ) as charged_cost_center_code,
    coalesce(lines.supplier_number, 0) as supplier_number,
    coalesce(lines.payee_number, lines.supplier_number, 0) as payee_number,
    lines.supplier_invoice_number,
    coalesce(charges.order_company_code, lines.order_company_code) as order_company_code,
    coalesce(charges.order_type_code, lines.order_type_code) as order_type_code,
    coalesce(charges.order_number, lines.order_number) as order_number,
    coalesce(charges.order_suffix, lines.order_suffix) as order_suffix,
    coalesce(charges.line_number, lines.order_line_number) as order_line_number,
    lines.subledger,
    lines.subledger_type_code,
    lines.batch_type_code,
    lines.batch_number,
    lines.explanation,
    lines.remark,
    companies.company_currency_code,
    coalesce(lines.transaction_currency_code, companies.company_currency_code) as transaction_currency_code,
    lines.exchange_rate,
    coalesce(charges.charged_amount, lines.line_amount) as spend_amount,
    coalesce(charges.charged_amount_txn, lines.line_amount_txn) as spend_amount_txn,
    {{ group_currency_code() }} as group_currency_code,
    {{ group_amount('coalesce(charges.charged_amount, lines.line_amount)') }} as spend_amount_group,
    lines.is_void,
    lines.document_type_code = 'PE' as is_adjustment,
    charges.charge_line is not null as is_charged_through_order,
    lines.invoice_date,
    lines.fiscal_year,
    lines.fiscal_period,
    periods.end_date as fiscal_period_end_date,
    lines.updated_at,
    lines.updated_by,
    lines.loaded_at
from lines
left join charges
    on lines.document_company_code = charges.document_company_code
    and lines.document_type_code = charges.document_type_code
    and lines.document_number = charges.document_number
    and lines.gl_date = charges.gl_date
    and lines.journal_line_number = charges.journal_line_number
    and lines.line_extension_code = charges.line_extension_code
left join accounts on lines.account_id = accounts.account_id
left join accounts as charged_accounts on charges.account_id = charged_accounts.account_id
left join companies on lines.company_code = companies.company_code
left join periods
    on lines.company_code = periods.company_code
    and lines.fiscal_year = periods.fiscal_year
    and lines.fiscal_period = periods.fiscal_period
{{ join_group_rates('companies.company_currency_code', 'lines.gl_date', 'periods.end_date') }}
