-- per company: fct_ap_invoices against F0411, and the ageing of the latest day against both
with ledger as (
    select company_code, sum(open_amount) as open_amount, sum(gross_amount) as gross_amount
    from {{ ref('stg_jde__ap_pay_items') }}
    where not is_deleted
    group by company_code
),

invoices as (
    select company_code, sum(open_amount) as open_amount, sum(gross_amount) as gross_amount
    from {{ ref('fct_ap_invoices') }}
    group by company_code
),

ageing as (
    select company_code, sum(open_amount) as open_amount
    from {{ ref('fct_ap_aging') }}
    group by company_code
)

select
    coalesce(ledger.company_code, invoices.company_code, ageing.company_code) as company_code,
    ledger.open_amount as ledger_open_amount,
    invoices.open_amount as invoices_open_amount,
    ageing.open_amount as ageing_open_amount,
    ledger.gross_amount as ledger_gross_amount,
    invoices.gross_amount as invoices_gross_amount
from ledger
full outer join invoices on ledger.company_code = invoices.company_code
full outer join ageing on ledger.company_code = ageing.company_code
where coalesce(ledger.open_amount, 0) <> coalesce(invoices.open_amount, 0)
    or coalesce(ledger.gross_amount, 0) <> coalesce(invoices.gross_amount, 0)
    {% if not var('as_of_date') %}
    or coalesce(ledger.open_amount, 0) <> coalesce(ageing.open_amount, 0)
    {% endif %}
