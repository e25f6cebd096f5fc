select * from {{ ref('int_ap_pay_items_marked') }}
where not is_purged
