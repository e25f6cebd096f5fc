with lines as (
    select * from {{ ref('int_purchase_order_lines_flagged') }} as lines
    where {{ is_changed(ref('int_changed_orders'), 'lines') }}
),

shares as (
    select * from {{ ref('stg_jde__purchase_order_line_accounts') }}
    where not is_deleted
),

-- a line with rows in F4316 is charged to those, never to its own account
distributed as (
    select
        shares.order_company_code,
        shares.order_type_code,
        shares.order_number,
        shares.order_suffix,
        shares.line_number,
        shares.distribution_line,
        coalesce(nullif(shares.company_code, ''), lines.company_code) as company_code,
        shares.account_id,
        shares.cost_center_code,
        shares.object_account,
        shares.subsidiary,
        shares.ordered_amount,
        shares.open_amount,
        shares.distribution_percent,
        lines.open_amount as line_open_amount
    from shares
    inner join lines
        on shares.order_company_code = lines.order_company_code
        and shares.order_type_code = lines.order_type_code
        and shares.order_number = lines.order_number
        and shares.order_suffix = lines.order_suffix
        and shares.line_number = lines.line_number

    union all

    select
        lines.order_company_code,
        lines.order_type_code,
        lines.order_number,
        lines.order_suffix,
        lines.line_number,
        cast(0 as numeric(15, 3)) as distribution_line,
        lines.company_code,
        lines.account_id,
        lines.cost_center_code,
        lines.object_account,
        lines.subsidiary,
        lines.ordered_amount,
        lines.open_amount,
        cast(100 as numeric(15, 2)) as distribution_percent,
        lines.open_amount as line_open_amount
    from lines
    where not exists (
        select 1 from shares
        where shares.order_company_code = lines.order_company_code
            and shares.order_type_code = lines.order_type_code
            and shares.order_number = lines.order_number
            and shares.order_suffix = lines.order_suffix
            and shares.line_number = lines.line_number
    )
),

totals as (
    select
        order_company_code,
        order_type_code,
        order_number,
        order_suffix,
        line_number,
        count(*) as account_count,
        count(distinct cost_center_code) as cost_center_count,
        sum(ordered_amount) as ordered_amount,
        sum(open_amount) as open_amount,
        sum(distribution_percent) as distribution_percent
    from distributed
    group by order_company_code, order_type_code, order_number, order_suffix, line_number
),

weighted as (
    select
        distributed.*,
        totals.account_count,
        totals.cost_center_count,
        cast(
            case when totals.ordered_amount <> 0 then distributed.ordered_amount else distributed.distribution_percent end
            as numeric(28, 4)
        ) as weight,
        cast(
            case when totals.ordered_amount <> 0 then totals.ordered_amount else totals.distribution_percent end
            as numeric(28, 4)
        ) as total_weight,
        totals.open_amount = distributed.line_open_amount as open_amounts_add_up,
        totals.open_amount as total_open_amount
    from distributed
    inner join totals
        on distributed.order_company_code = totals.order_company_code
        and distributed.order_type_code = totals.order_type_code
        and distributed.order_number = totals.order_number
        and distributed.order_suffix = totals.order_suffix
        and distributed.line_number = totals.line_number
)

select
    order_company_code,
    order_type_code,
    order_number,
    order_suffix,
    line_number,
    distribution_line,
    company_code,
    account_id,
    cost_center_code,
    object_account,
    subsidiary,
    account_count,
    cost_center_count,
    weight,
    total_weight,
    -- JDE's own split of what is open where it adds up to the line, else the split of what was ordered
    cast(case when open_amounts_add_up then open_amount else weight end as numeric(28, 4)) as open_weight,
    cast(
        case when open_amounts_add_up then total_open_amount else total_weight end as numeric(28, 4)
    ) as total_open_weight
from weighted
