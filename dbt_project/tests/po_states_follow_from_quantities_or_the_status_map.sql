{{ config(severity='warn') }}

-- status pairs of order lines with nothing open, nothing received and a next status before 999: they count as open unless
-- po_status_map says what they are
select
    last_status_code,
    next_status_code,
    count(*) as line_count
from {{ ref('int_purchase_order_lines_flagged') }} as lines
where
    open_measure = 0
    and received_measure = 0
    and coalesce(next_status_code, '') <> '999'
    and not exists (
        select 1 from {{ ref('po_status_map') }} as mapped
        where
            mapped.last_status_code = lines.last_status_code
            and mapped.next_status_code = lines.next_status_code
    )
group by last_status_code, next_status_code
