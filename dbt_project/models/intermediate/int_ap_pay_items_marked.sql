with every_row as (
    select * from {{ ref('stg_jde__ap_pay_items') }} as every_row
    where {{ is_changed(ref('int_changed_documents'), 'every_row') }}
),

terms as (
    select * from {{ ref('stg_jde__payment_terms') }}
    where not is_deleted
),

documents as (
    select
        document_company_code,
        document_type_code,
        document_number,
        max(case when is_deleted then 0 else 1 end) = 1 as has_live_rows
    from every_row
    group by document_company_code, document_type_code, document_number
    having max(case when is_deleted then 1 else 0 end) = 1
),

-- JDE deletes an unposted voucher together with its ledger lines. A row that is gone while the ledger still has posted lines
-- of its document was purged (R04800), which takes what is closed and leaves the ledger alone.
purged_documents as (
    select
        document_company_code,
        document_type_code,
        document_number,
        has_live_rows
    from documents
    where exists (
        select 1 from {{ ref('stg_jde__gl_lines') }} as lines
        where
            not lines.is_deleted
            and lines.is_posted
            and lines.ledger_type_code = 'AA'
            and lines.document_company_code = documents.document_company_code
            and lines.document_type_code = documents.document_type_code
            and lines.document_number = documents.document_number
    )
),

pay_items as (
    select
        every_row.*,
        false as is_purged
    from every_row
    where not is_deleted

    union all

    select
        every_row.*,
        true as is_purged
    from every_row
    inner join purged_documents
        on every_row.document_company_code = purged_documents.document_company_code
        and every_row.document_type_code = purged_documents.document_type_code
        and every_row.document_number = purged_documents.document_number
    where
        every_row.is_deleted
        and (every_row.open_amount = 0 or not purged_documents.has_live_rows)
)

select
    pay_items.*,
    -- JDE puts the V on some rows of a voided pay item only; readers want all of them or none
    max(case when pay_items.void_code = 'V' then 1 else 0 end) over (
        partition by
            pay_items.document_company_code, pay_items.document_type_code,
            pay_items.document_number, pay_items.pay_item
    ) = 1 as is_void,
    -- a voucher may have pay items of several companies and one distribution
    min(pay_items.company_code) over (
        partition by pay_items.document_company_code, pay_items.document_type_code, pay_items.document_number
    ) as voucher_company_code,
    pay_items.adjustment_document_type_code is not null as is_adjustment,
    pay_items.document_type_code = 'P1' as is_draft,
    {{ is_domestic('pay_items', 'gross_amount_txn') }} as is_domestic,
    -- V: value added tax, which is recovered and not part of what was spent; sales tax is
    cast(
        case when pay_items.tax_explanation_code like 'V%' then pay_items.tax_amount else 0 end as numeric(28, 4)
    ) as recoverable_tax_amount,
    -- B and C mix it with use and sales tax, and F0411 does not say how much is which
    coalesce(pay_items.tax_amount <> 0 and left(pay_items.tax_explanation_code, 1) in ('B', 'C'), false)
        as has_mixed_tax,
    coalesce(pay_items.due_date, pay_items.invoice_date + terms.net_days, pay_items.gl_date) as ageing_date
from pay_items
left join terms on pay_items.payment_terms_code = terms.payment_terms_code
