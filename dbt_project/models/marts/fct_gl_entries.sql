with lines as (
    select * from {{ ref('int_gl_lines_counted_once') }} as lines
    where {{ is_changed(ref('int_changed_gl_entries'), 'lines') }}
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    select * from {{ ref('dim_fiscal_periods') }}
),

ledger_roles as (
    select * from {{ ref('ledger_roles') }}
),

ledger_types as (
    select * from {{ ref('stg_jde__ledger_types') }}
    where not is_deleted
),

-- R09806 rewrites the copies of cost centre and object on F0911 only when someone runs it, so the account's own hold
placed as (
    select
        lines.*,
        coalesce(nullif(lines.company_code, ''), accounts.company_code, '') as books_company_code,
        coalesce(accounts.cost_center_code, lines.cost_center_code) as account_cost_center_code,
        coalesce(accounts.object_account, lines.object_account) as account_object_account,
        coalesce(accounts.subsidiary, lines.subsidiary) as account_subsidiary,
        coalesce(accounts.data_class, 'general') as data_class
    from lines
    left join accounts on lines.account_id = accounts.account_id
    where not coalesce(accounts.is_model, false)
)

select
    placed.document_type_code,
    placed.document_number,
    placed.document_company_code,
    placed.gl_date,
    cast(placed.journal_line_number as numeric(15, 1)) as journal_line_number,
    placed.ledger_type_code,
    placed.line_extension_code,
    placed.books_company_code as company_code,
    coalesce(ledger_roles.ledger_role, 'unmapped') as ledger_role,
    placed.account_id,
    placed.account_cost_center_code as cost_center_code,
    placed.account_object_account as object_account,
    placed.account_subsidiary as subsidiary,
    placed.data_class,
    placed.subledger,
    placed.subledger_type_code,
    placed.fiscal_year,
    placed.fiscal_period,
    periods.end_date as fiscal_period_end_date,
    placed.batch_type_code,
    placed.batch_number,
    placed.address_number as supplier_number,
    placed.supplier_invoice_number,
    placed.order_company_code,
    placed.order_type_code,
    placed.order_number,
    placed.order_suffix,
    cast(placed.order_line_number as numeric(14, 3)) as order_line_number,
    placed.payment_id,
    placed.item_number,
    placed.explanation,
    placed.remark,
    companies.company_currency_code,
    coalesce(placed.transaction_currency_code, companies.company_currency_code) as transaction_currency_code,
    {{ ledger_currency_code('placed', 'companies', 'ledger_types') }} as ledger_currency_code,
    cast(coalesce(placed.amount, 0) as numeric(28, 4)) as amount,
    cast(coalesce(case
        when placed.ledger_type_code = 'CA' or {{ is_domestic('placed', 'amount_txn') }} then placed.amount
        else placed.amount_txn
    end, 0) as numeric(28, 4)) as amount_txn,
    {{ group_currency_code() }} as group_currency_code,
    {{ group_amount('coalesce(placed.amount, 0)') }} as amount_group,
    cast(coalesce(placed.units, 0) as numeric(28, 8)) as units,
    placed.unit_of_measure_code,
    coalesce(placed.reverse_or_void_code, '') = 'V' as is_void,
    coalesce(placed.reverse_or_void_code, '') = 'R' as is_reversal,
    placed.document_type_code = '##' as is_prior_year_adjustment,
    placed.document_type_code = 'BF' as is_balance_forward,
    placed.batch_date,
    placed.originated_by,
    placed.updated_at,
    placed.updated_by,
    placed.loaded_at,
    placed._dlt_load_id
from placed
left join companies on placed.books_company_code = companies.company_code
left join periods
    on companies.date_pattern_code = periods.date_pattern_code
    and placed.fiscal_year = periods.fiscal_year
    and placed.fiscal_period = periods.fiscal_period
left join ledger_roles on placed.ledger_type_code = ledger_roles.ledger_type_code
left join ledger_types on placed.ledger_type_code = ledger_types.ledger_type_code
{{ join_group_rates(
    ledger_currency_code('placed', 'companies', 'ledger_types'), 'placed.gl_date', 'periods.end_date'
) }}
