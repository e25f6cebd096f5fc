select
    document_company_code,
    document_type_code,
    document_number,
    max(company_code) as company_code,
    max(supplier_number) as supplier_number,
    max(payee_number) as payee_number,
    max(supplier_invoice_number) as supplier_invoice_number,
    min(invoice_date) as invoice_date,
    min(case when is_adjustment then null else gl_date end) as gl_date,
    cast(sum(gross_amount) as numeric(28, 4)) as gross_amount,
    cast(sum(open_amount) as numeric(28, 4)) as open_amount,
    cast(sum(recoverable_tax_amount) as numeric(28, 4)) as recoverable_tax_amount,
    min(case when is_void then 1 else 0 end) = 1 as is_void,
    max(case when is_adjustment then 1 else 0 end) = 1 as has_adjustment,
    min(case when is_posted then 1 else 0 end) = 1 as is_posted
from {{ ref('int_ap_pay_items_flagged') }}
where not is_draft
group by document_company_code, document_type_code, document_number
