{# What a payment or a change writes; all other types that begin with P are vouchers. #}
{% set not_vouchers = ['P1', 'PE', 'PK', 'PN', 'PO', 'PT'] %}

with pay_items as (
    select * from {{ ref('int_ap_pay_items_marked') }} as pay_items
    where {{ is_changed(ref('int_changed_documents'), 'pay_items') }}
),

gl_lines as (
    select * from {{ ref('stg_jde__gl_lines') }} as gl_lines
    where
        not is_deleted
        and is_posted
        and ledger_type_code = 'AA'
        and {{ is_changed(ref('int_changed_documents'), 'gl_lines') }}
),

-- vouchers that JDE purged before the first load: the ledger alone knows them
ledger_only as (
    select
        gl_lines.document_company_code,
        gl_lines.document_type_code,
        gl_lines.document_number,
        max(gl_lines.company_code) as company_code,
        max(gl_lines.address_number) as supplier_number,
        max(gl_lines.supplier_invoice_number) as supplier_invoice_number,
        min(gl_lines.invoice_date) as invoice_date,
        min(gl_lines.gl_date) as gl_date,
        sum(gl_lines.amount) as booked_amount,
        max(case when gl_lines.reverse_or_void_code = 'V' then 1 else 0 end) = 1 as is_void
    from gl_lines
    where
        gl_lines.batch_type_code in ('V', 'W')
        and gl_lines.document_type_code like 'P%'
        and gl_lines.document_type_code not in ('{{ not_vouchers | join("', '") }}')
        and not exists (
            select 1 from {{ ref('stg_jde__ap_pay_items') }} as known
            where
                known.document_company_code = gl_lines.document_company_code
                and known.document_type_code = gl_lines.document_type_code
                and known.document_number = gl_lines.document_number
        )
    group by gl_lines.document_company_code, gl_lines.document_type_code, gl_lines.document_number
)

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
    min(case when is_posted or is_purged then 1 else 0 end) = 1 as is_posted,
    min(case when is_purged then 1 else 0 end) = 1 as is_purged,
    true as is_in_f0411,
    max(case when has_mixed_tax then 1 else 0 end) = 1 as has_mixed_tax
from pay_items
where not is_draft
group by document_company_code, document_type_code, document_number

union all

select
    document_company_code,
    document_type_code,
    document_number,
    company_code,
    supplier_number,
    null as payee_number,
    supplier_invoice_number,
    invoice_date,
    gl_date,
    cast(booked_amount as numeric(28, 4)) as gross_amount,
    cast(0 as numeric(28, 4)) as open_amount,
    cast(0 as numeric(28, 4)) as recoverable_tax_amount,
    is_void,
    exists (
        select 1 from gl_lines
        where
            gl_lines.document_type_code = 'PE'
            and gl_lines.document_company_code = ledger_only.document_company_code
            and gl_lines.document_number = ledger_only.document_number
    ) as has_adjustment,
    true as is_posted,
    true as is_purged,
    false as is_in_f0411,
    false as has_mixed_tax
from ledger_only
