{% set levels = range(1, 9) %}

with accounts as (
    select * from {{ ref('stg_jde__accounts') }}
    where not is_deleted
),

object_accounts as (
    select * from {{ ref('stg_jde__object_accounts') }}
    where not is_deleted
),

-- the chart of accounts stands in for cost centres that have no headings of their own
chart as (
    select
        accounts.object_account,
        coalesce(max(object_accounts.account_name), max(accounts.account_name)) as account_name,
        coalesce(max(object_accounts.level_of_detail), max(accounts.level_of_detail), 9) as level_of_detail
    from accounts
    left join object_accounts on accounts.object_account = object_accounts.object_account
    group by accounts.object_account

    union all

    select
        object_accounts.object_account,
        max(object_accounts.account_name) as account_name,
        coalesce(max(object_accounts.level_of_detail), 9) as level_of_detail
    from object_accounts
    where not exists (
        select 1 from accounts
        where accounts.object_account = object_accounts.object_account
    )
    group by object_accounts.object_account
),

listed as (
    select
        accounts.cost_center_code as scope,
        accounts.account_id,
        accounts.object_account,
        accounts.subsidiary,
        accounts.account_name,
        coalesce(accounts.level_of_detail, 9) as level_of_detail
    from accounts

    union all

    select
        '*CHART' as scope,
        '' as account_id,
        chart.object_account,
        '' as subsidiary,
        chart.account_name,
        chart.level_of_detail
    from chart
),

ordered as (
    select
        listed.*,
        row_number() over (
            partition by listed.scope
            order by listed.object_account, listed.subsidiary, listed.account_id
        ) as place
    from listed
),

-- for each level, the place of the last account of that level so far; 0 is none
marked as (
    select
        ordered.*,
        {% for level in levels %}
        coalesce(
            max(case when ordered.level_of_detail = {{ level }} then ordered.place end) over (
                partition by ordered.scope
                order by ordered.place
                rows between unbounded preceding and current row
            ), 0
        ) as level_{{ level }}_place{{ ',' if not loop.last }}
        {% endfor %}
    from ordered
),

-- an account of a level is an ancestor while no account of a lower level has come after it
ancestors as (
    select
        marked.scope,
        marked.account_id,
        marked.object_account,
        {% for level in levels %}
        case
            when marked.level_of_detail > {{ level }}
                {%- for lower in range(1, level) %}
                and marked.level_{{ level }}_place > marked.level_{{ lower }}_place
                {%- endfor %}
                then nullif(marked.level_{{ level }}_place, 0)
        end as level_{{ level }}_place{{ ',' if not loop.last }}
        {% endfor %}
    from marked
),

chained as (
    select
        ancestors.scope,
        ancestors.account_id,
        ancestors.object_account,
        coalesce(
            {% for level in levels | reverse %}
            level_{{ level }}.account_id{{ ',' if not loop.last }}
            {% endfor %}
        ) as parent_account_id,
        coalesce(
            {% for level in levels | reverse %}
            level_{{ level }}.object_account{{ ',' if not loop.last }}
            {% endfor %}
        ) as parent_object_account,
        {% for level in levels %}
        level_{{ level }}.object_account as level_{{ level }}_object_account,
        level_{{ level }}.account_name as level_{{ level }}_account_name{{ ',' if not loop.last }}
        {% endfor %}
    from ancestors
    {% for level in levels %}
    left join ordered as level_{{ level }}
        on ancestors.scope = level_{{ level }}.scope
        and ancestors.level_{{ level }}_place = level_{{ level }}.place
    {% endfor %}
)

select
    own.account_id,
    nullif(own.parent_account_id, '') as parent_account_id,
    coalesce(own.parent_object_account, chart_chain.parent_object_account) as parent_object_account,
    {% for level in levels %}
    case
        when own.parent_object_account is null then chart_chain.level_{{ level }}_object_account
        else own.level_{{ level }}_object_account
    end as level_{{ level }}_object_account,
    case
        when own.parent_object_account is null then chart_chain.level_{{ level }}_account_name
        else own.level_{{ level }}_account_name
    end as level_{{ level }}_account_name{{ ',' if not loop.last }}
    {% endfor %}
from chained as own
left join chained as chart_chain
    on own.object_account = chart_chain.object_account
    and chart_chain.scope = '*CHART'
where own.scope <> '*CHART'
