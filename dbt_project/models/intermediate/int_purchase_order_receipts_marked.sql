with every_record as (
    select * from {{ ref('stg_jde__purchase_order_receipts') }} as every_record
    where {{ is_changed(ref('int_changed_orders'), 'every_record') }}
),

-- a record that is gone while the ledger still has posted lines of its document was purged; one whose match code turned
-- has only changed its key
purged as (
    select * from every_record as gone
    where
        gone.is_deleted
        and not exists (
            select 1 from every_record as standing
            where
                not standing.is_deleted
                and standing.order_company_code = gone.order_company_code
                and standing.order_type_code = gone.order_type_code
                and standing.order_number = gone.order_number
                and standing.order_suffix = gone.order_suffix
                and standing.line_number = gone.line_number
                and standing.receipt_line_number = gone.receipt_line_number
                and standing.document_number = gone.document_number
        )
        and exists (
            select 1 from {{ ref('stg_jde__gl_lines') }} as lines
            where
                not lines.is_deleted
                and lines.is_posted
                and lines.ledger_type_code = 'AA'
                and lines.document_company_code = gone.document_company_code
                and lines.document_type_code = gone.document_type_code
                and lines.document_number = gone.document_number
        )
),

receipts as (
    select
        every_record.*,
        false as is_purged
    from every_record
    where not is_deleted

    union all

    select
        purged.*,
        true as is_purged
    from purged
),

companies as (
    select * from {{ ref('dim_companies') }}
),

-- one record per event: 1 receipt, 2 voucher match; 3 and 4 are what a reversal has left of them and count nothing. Freight and
-- duty of a receipt (landed cost) have records of their own, which add to the amount and repeat the quantity.
measured as (
    select
        receipts.*,
        companies.company_currency_code,
        receipts.match_code in ('3', '4') as is_reversed,
        {{ is_in_company_currency('receipts', 'companies', 'received_amount_txn') }} as is_domestic,
        receipts.landed_cost_code is not null as is_landed_cost,
        -- a match may repeat what was received beside what was vouchered of it
        {% for measure in ['amount', 'amount_txn', 'quantity'] %}
        case
            when receipts.match_code in ('2', '3')
                then coalesce(nullif(receipts.vouchered_to_date_{{ measure }}, 0), receipts.received_{{ measure }}, 0)
            else coalesce(nullif(receipts.received_{{ measure }}, 0), receipts.vouchered_to_date_{{ measure }}, 0)
        end as event_{{ measure }}{{ ',' if not loop.last }}
        {% endfor %}
    from receipts
    left join companies on receipts.company_code = companies.company_code
)

select
    measured.*,
    {% for amount, code, source_amount in [
        ('counted_received', '1', 'event'), ('vouchered', '2', 'event'), ('received_not_vouchered', '1', 'open')
    ] %}
    cast(case when match_code = '{{ code }}' then {{ source_amount }}_amount else 0 end as numeric(28, 4))
        as {{ amount }}_amount,
    cast(
        case
            when match_code <> '{{ code }}' then 0
            when is_domestic then {{ source_amount }}_amount
            else {{ source_amount }}_amount_txn
        end as numeric(28, 4)
    ) as {{ amount }}_amount_txn,
    cast(
        case when match_code = '{{ code }}' and not is_landed_cost then {{ source_amount }}_quantity else 0 end
        as numeric(28, 8)
    )
        as {{ amount }}_quantity{{ ',' if not loop.last }}
    {% endfor %}
from measured
