with vouchers as (
    select * from {{ ref('int_ap_vouchers') }} as vouchers
    where {{ is_changed(ref('int_changed_documents'), 'vouchers') }}
),

gl_lines as (
    select * from {{ ref('stg_jde__gl_lines') }} as gl_lines
    where
        not is_deleted
        and ledger_type_code = 'AA'
        and is_posted
        and {{ is_changed(ref('int_changed_documents'), 'gl_lines') }}
),

-- a voucher's own lines carry its document type; the automatic offsets (AE) never do
own_lines as (
    select
        gl_lines.*,
        vouchers.document_type_code as voucher_document_type_code
    from gl_lines
    inner join vouchers
        on gl_lines.document_company_code = vouchers.document_company_code
        and gl_lines.document_type_code = vouchers.document_type_code
        and gl_lines.document_number = vouchers.document_number
    where gl_lines.document_type_code <> 'AE'
),

-- PE lines name no voucher type; where two types share a number, the supplier and then the date decide. A change that moves cost
-- between accounts has no row in F0411, so a voucher counts without one, unless the change is that of another document.
adjustments as (
    select distinct
        document_company_code,
        document_type_code,
        document_number,
        gl_date
    from {{ ref('int_ap_pay_items_marked') }}
    where is_adjustment
),

changed_numbers as (
    select distinct
        document_company_code,
        document_number
    from adjustments
),

changing_lines as (
    select
        gl_lines.*,
        vouchers.document_type_code as voucher_document_type_code,
        row_number() over (
            partition by
                gl_lines.document_company_code, gl_lines.document_number, gl_lines.gl_date,
                gl_lines.journal_line_number, gl_lines.line_extension_code
            order by
                case when gl_lines.address_number = vouchers.supplier_number then 0 else 1 end,
                case when gl_lines.gl_date = adjustments.gl_date then 0 else 1 end,
                vouchers.document_type_code
        ) as voucher_rank
    from gl_lines
    inner join vouchers
        on gl_lines.document_company_code = vouchers.document_company_code
        and gl_lines.document_number = vouchers.document_number
    left join adjustments
        on vouchers.document_company_code = adjustments.document_company_code
        and vouchers.document_type_code = adjustments.document_type_code
        and vouchers.document_number = adjustments.document_number
        and gl_lines.gl_date = adjustments.gl_date
    left join changed_numbers
        on gl_lines.document_company_code = changed_numbers.document_company_code
        and gl_lines.document_number = changed_numbers.document_number
    where
        gl_lines.document_type_code = 'PE'
        and (vouchers.has_adjustment or changed_numbers.document_number is null)
),

every_line as (
    select
        own_lines.*,
        1 as voucher_rank
    from own_lines
    union all
    select * from changing_lines
    where voucher_rank = 1
)

select
    every_line.document_company_code,
    every_line.document_type_code,
    every_line.document_number,
    every_line.gl_date,
    every_line.journal_line_number,
    every_line.line_extension_code,
    every_line.voucher_document_type_code,
    every_line.company_code,
    every_line.account_id,
    every_line.cost_center_code,
    every_line.object_account,
    every_line.subledger,
    every_line.subledger_type_code,
    coalesce(vouchers.supplier_number, every_line.address_number) as supplier_number,
    vouchers.payee_number,
    coalesce(vouchers.supplier_invoice_number, every_line.supplier_invoice_number) as supplier_invoice_number,
    every_line.order_company_code,
    every_line.order_type_code,
    every_line.order_number,
    every_line.order_suffix,
    nullif(every_line.order_line_number, 0) as order_line_number,
    every_line.batch_type_code,
    every_line.batch_number,
    every_line.explanation,
    every_line.remark,
    every_line.transaction_currency_code,
    every_line.exchange_rate,
    every_line.amount as line_amount,
    cast(
        case when {{ is_domestic('every_line', 'amount_txn') }} then every_line.amount else every_line.amount_txn end
        as numeric(28, 4)
    ) as line_amount_txn,
    vouchers.is_void,
    vouchers.invoice_date,
    every_line.fiscal_year,
    every_line.fiscal_period,
    every_line.updated_at,
    every_line.updated_by,
    every_line.loaded_at
from every_line
inner join vouchers
    on every_line.document_company_code = vouchers.document_company_code
    and every_line.voucher_document_type_code = vouchers.document_type_code
    and every_line.document_number = vouchers.document_number
