select * from {{ ref('int_gl_lines_marked') }}
where is_counted
