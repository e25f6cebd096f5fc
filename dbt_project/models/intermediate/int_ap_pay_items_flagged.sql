with pay_items as (
    select * from {{ ref('stg_jde__ap_pay_items') }}
    where not is_deleted
),

terms as (
    select * from {{ ref('stg_jde__payment_terms') }}
    where not is_deleted
)

select
    pay_items.*,
    -- JDE puts the V on some rows of a voided pay item only; readers want all of them or none
    max(case when pay_items.void_code = 'V' then 1 else 0 end) over (
        partition by
            pay_items.document_company_code, pay_items.document_type_code,
            pay_items.document_number, pay_items.pay_item
    ) = 1 as is_void,
    pay_items.adjustment_document_type_code is not null as is_adjustment,
    pay_items.document_type_code = 'P1' as is_draft,
    coalesce(pay_items.currency_mode_code, 'D') = 'D' as is_domestic,
    -- V: value added tax, which is recovered and not part of what was spent; sales tax is
    cast(
        case when pay_items.tax_explanation_code like 'V%' then pay_items.tax_amount else 0 end as numeric(28, 4)
    ) as recoverable_tax_amount,
    coalesce(pay_items.due_date, pay_items.invoice_date + terms.net_days, pay_items.gl_date) as ageing_date
from pay_items
left join terms on pay_items.payment_terms_code = terms.payment_terms_code
