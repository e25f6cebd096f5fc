select * from {{ ref('int_purchase_order_receipts_marked') }}
where not is_purged
