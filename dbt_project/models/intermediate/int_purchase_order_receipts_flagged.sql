with receipts as (
    select * from {{ ref('stg_jde__purchase_order_receipts') }}
    where not is_deleted
),

companies as (
    select * from {{ ref('dim_companies') }}
),

-- one record per event: 1 receipt, 2 voucher match; 3 and 4 are what a reversal has left of them and count nothing
measured as (
    select
        receipts.*,
        companies.company_currency_code,
        receipts.match_code in ('3', '4') as is_reversed,
        coalesce(receipts.transaction_currency_code, companies.company_currency_code) = companies.company_currency_code
            as is_domestic,
        coalesce(nullif(receipts.received_amount, 0), receipts.vouchered_to_date_amount, 0) as event_amount,
        coalesce(nullif(receipts.received_amount_txn, 0), receipts.vouchered_to_date_amount_txn, 0) as event_amount_txn,
        coalesce(nullif(receipts.received_quantity, 0), receipts.vouchered_to_date_quantity, 0) as event_quantity
    from receipts
    left join companies on receipts.company_code = companies.company_code
)

select
    measured.*,
    case when match_code = '1' then event_amount else 0 end as counted_received_amount,
    case when match_code = '1' then case when is_domestic then event_amount else event_amount_txn end else 0 end
        as counted_received_amount_txn,
    case when match_code = '1' then event_quantity else 0 end as counted_received_quantity,
    case when match_code = '2' then event_amount else 0 end as vouchered_amount,
    case when match_code = '2' then case when is_domestic then event_amount else event_amount_txn end else 0 end
        as vouchered_amount_txn,
    case when match_code = '2' then event_quantity else 0 end as vouchered_quantity,
    case when match_code = '1' then open_amount else 0 end as received_not_vouchered_amount,
    case when match_code = '1' then case when is_domestic then open_amount else open_amount_txn end else 0 end
        as received_not_vouchered_amount_txn,
    case when match_code = '1' then open_quantity else 0 end as received_not_vouchered_quantity
from measured
