{% set line = 'document_company_code, document_type_code, document_number, gl_date, journal_line_number, line_extension_code' %}

with lines as (
    select * from {{ ref('int_ap_spend_lines') }} as lines
    where {{ is_changed(ref('int_changed_documents'), 'lines') }}
),

accruals as (
    select * from {{ ref('int_received_not_vouchered_accounts') }}
),

-- a reversed match (3) still says what the voucher was for, so that a voucher and its void are charged to the same accounts
matches as (
    select
        document_company_code,
        document_type_code,
        document_number,
        order_company_code,
        order_type_code,
        order_number,
        order_suffix,
        line_number,
        count(*) over (
            partition by
                document_company_code, document_type_code, document_number,
                order_company_code, order_type_code, order_number, line_number
        ) as suffix_count,
        sum(event_amount - coalesce(cost_variance_amount, 0)) as match_weight
    from {{ ref('int_purchase_order_receipts_marked') }} as receipts
    where match_code in ('2', '3') and {{ is_changed(ref('int_changed_documents'), 'receipts') }}
    group by
        document_company_code, document_type_code, document_number,
        order_company_code, order_type_code, order_number, order_suffix, line_number
),

charges as (
    select
        charges.*,
        sum(charges.weight) over (
            partition by order_company_code, order_type_code, order_number, order_suffix, line_number
        ) as total_weight
    from {{ ref('int_purchase_order_line_charges') }} as charges
    where exists (
        select 1 from matches
        where
            matches.order_company_code = charges.order_company_code
            and matches.order_type_code = charges.order_type_code
            and matches.order_number = charges.order_number
            and matches.order_suffix = charges.order_suffix
            and matches.line_number = charges.line_number
    )
),

-- the lines that clear what was received, the order lines they clear, and the accounts of those; orders of two types may share a
-- number, and a line that JDE summarised names no order line and clears all that its voucher matched
charged as (
    select
        lines.document_company_code,
        lines.document_type_code,
        lines.document_number,
        lines.gl_date,
        lines.journal_line_number,
        lines.line_extension_code,
        lines.company_code,
        lines.transaction_currency_code,
        lines.line_amount,
        lines.line_amount_txn,
        matches.order_company_code,
        matches.order_type_code,
        matches.order_number,
        matches.order_suffix,
        matches.line_number,
        charges.account_id,
        charges.cost_center_code,
        charges.object_account,
        {{ rounded_share('matches.match_weight', 'charges.weight', 'charges.total_weight', 6) }} as charge_weight
    from lines
    inner join accruals
        on lines.company_code = accruals.company_code
        and lines.account_id = accruals.account_id
    inner join matches
        on lines.document_company_code = matches.document_company_code
        and lines.voucher_document_type_code = matches.document_type_code
        and lines.document_number = matches.document_number
        and coalesce(lines.order_number, matches.order_number) = matches.order_number
        and coalesce(lines.order_line_number, matches.line_number) = matches.line_number
        and coalesce(lines.order_type_code, matches.order_type_code) = matches.order_type_code
        and coalesce(lines.order_company_code, matches.order_company_code) = matches.order_company_code
        and (matches.suffix_count = 1 or coalesce(lines.order_suffix, matches.order_suffix) = matches.order_suffix)
    inner join charges
        on matches.order_company_code = charges.order_company_code
        and matches.order_type_code = charges.order_type_code
        and matches.order_number = charges.order_number
        and matches.order_suffix = charges.order_suffix
        and matches.line_number = charges.line_number
),

numbered as (
    select
        charged.*,
        companies.company_currency_decimals,
        currencies.currency_decimals as transaction_currency_decimals,
        sum(charged.charge_weight) over (partition by {{ line }}) as total_charge_weight,
        row_number() over (
            partition by {{ line }}
            order by
                charged.order_company_code, charged.order_type_code, charged.order_number, charged.order_suffix,
                charged.line_number, charged.account_id
        ) as charge_line
    from charged
    left join {{ ref('dim_companies') }} as companies on charged.company_code = companies.company_code
    left join {{ ref('stg_jde__currencies') }} as currencies
        on charged.transaction_currency_code = currencies.currency_code
        and not currencies.is_deleted
)

select
    {{ line }},
    charge_line,
    order_company_code,
    order_type_code,
    order_number,
    order_suffix,
    line_number,
    account_id,
    cost_center_code,
    object_account,
    {{ share_amount(
        'line_amount', 'charge_weight', 'total_charge_weight', line, 'charge_line', 'company_currency_decimals'
    ) }} as charged_amount,
    {{ share_amount(
        'line_amount_txn', 'charge_weight', 'total_charge_weight', line, 'charge_line', 'transaction_currency_decimals'
    ) }} as charged_amount_txn
from numbered
