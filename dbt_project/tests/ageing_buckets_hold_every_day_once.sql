-- the buckets follow each other without gap or overlap, the first and the last are open-ended
with buckets as (
    select
        age_bucket,
        days_from,
        days_to,
        lag(days_to) over (order by bucket_order) as previous_days_to,
        row_number() over (order by bucket_order) as position_from_first,
        row_number() over (order by bucket_order desc) as position_from_last
    from {{ ref('ageing_buckets') }}
)

select * from buckets
where (position_from_first = 1 and days_from is not null)
    or (position_from_last = 1 and days_to is not null)
    or (position_from_first > 1 and (days_from is null or previous_days_to is null or days_from <> previous_days_to + 1))
    or days_from > days_to
