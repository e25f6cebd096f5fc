-- the parts of a journal line sum to the line, and no line is lost or doubled on its way through the purchase order
with booked as (
    select
        document_company_code, document_type_code, document_number, gl_date, journal_line_number, line_extension_code,
        sum(line_amount) as amount,
        sum(line_amount_txn) as amount_txn
    from {{ ref('int_ap_spend_lines') }}
    group by document_company_code, document_type_code, document_number, gl_date, journal_line_number, line_extension_code
),

charged as (
    select
        document_company_code, document_type_code, document_number, gl_date, journal_line_number, line_extension_code,
        sum(spend_amount) as amount,
        sum(spend_amount_txn) as amount_txn
    from {{ ref('fct_ap_spend') }}
    group by document_company_code, document_type_code, document_number, gl_date, journal_line_number, line_extension_code
)

select
    booked.document_company_code,
    booked.document_type_code,
    booked.document_number,
    booked.journal_line_number,
    booked.amount as booked_amount,
    charged.amount as charged_amount
from booked
full outer join charged
    on booked.document_company_code = charged.document_company_code
    and booked.document_type_code = charged.document_type_code
    and booked.document_number = charged.document_number
    and booked.gl_date = charged.gl_date
    and booked.journal_line_number = charged.journal_line_number
    and booked.line_extension_code = charged.line_extension_code
where booked.amount is null
    or charged.amount is null
    or booked.amount <> charged.amount
    or booked.amount_txn <> charged.amount_txn
