-- most lines have nothing to do with summaries, and need no look at what else their account holds
select
    lines.*,
    true as is_counted
from {{ ref('stg_jde__gl_lines') }} as lines
where
    not is_deleted
    and is_posted
    and not is_part_of_summary

union all

select * from {{ ref('int_gl_lines_marked') }}
where
    is_counted
    and is_part_of_summary
