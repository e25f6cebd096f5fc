with loads as (
    select * from {{ source('raw_jde', 'jde_loads') }}
),

quarantine as (
    select
        run_id,
        table_name,
        count(case when action = 'held' then 1 end) as held_count,
        count(case when action = 'fixed' then 1 end) as fixed_count
    from {{ source('raw_jde', 'jde_quarantine') }}
    group by run_id, table_name
)

select
    loads.run_id,
    loads.table_name,
    loads.strategies,
    loads.window_from,
    loads.business_date,
    loads.started_at,
    loads.finished_at,
    loads.rows_read,
    loads.rows_inserted,
    loads.rows_changed,
    loads.rows_deleted,
    loads.rows_quarantined,
    coalesce(quarantine.held_count, 0) as rows_held,
    coalesce(quarantine.fixed_count, 0) as texts_fixed,
    loads.pages,
    loads.requests,
    loads.logins,
    loads.seconds,
    loads.outcome,
    loads.error,
    loads.load_id,
    -- a reconciliation is no load
    loads.strategies <> 'reconcile' and row_number() over (
        partition by loads.table_name, loads.strategies = 'reconcile'
        order by loads.finished_at desc nulls last, loads.run_id desc
    ) = 1 as is_latest
from loads
left join quarantine
    on loads.run_id = quarantine.run_id
    and loads.table_name = quarantine.table_name
