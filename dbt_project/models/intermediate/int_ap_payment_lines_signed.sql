select * from {{ ref('int_ap_payment_lines_marked') }}
where not is_purged
