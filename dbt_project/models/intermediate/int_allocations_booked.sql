with lines as (
    select * from {{ ref('int_allocation_lines_booked') }}
),

-- the journal's source, if it has just one
sources as (
    select
        pool_code,
        document_company_code,
        document_number,
        batch_type_code,
        batch_number,
        case
            when count(distinct cost_center_code) = 1 then max(cost_center_code)
            else '*MULTIPLE'
        end as source_cost_center_code,
        case when count(distinct account_id) = 1 then max(account_id) else '*MULTIPLE' end as source_account_id
    from lines
    where allocation_side = 'out'
    group by pool_code, document_company_code, document_number, batch_type_code, batch_number
),

placed as (
    select
        lines.pool_code,
        case
            when lines.allocation_side = 'out' then lines.cost_center_code
            else coalesce(sources.source_cost_center_code, '*MULTIPLE')
        end as source_cost_center_code,
        case
            when lines.allocation_side = 'out' then lines.account_id
            else coalesce(sources.source_account_id, '*MULTIPLE')
        end as source_account_id,
        lines.cost_center_code as target_cost_center_code,
        lines.account_id as target_account_id,
        lines.company_code,
        lines.fiscal_year,
        lines.fiscal_period,
        lines.allocation_side,
        lines.data_class,
        lines.amount,
        lines.amount_txn
    from lines
    left join sources
        on lines.pool_code = sources.pool_code
        and lines.document_company_code = sources.document_company_code
        and lines.document_number = sources.document_number
        and lines.batch_type_code = sources.batch_type_code
        and lines.batch_number = sources.batch_number
)

select
    pool_code,
    source_cost_center_code,
    source_account_id,
    target_cost_center_code,
    target_account_id,
    company_code,
    fiscal_year,
    fiscal_period,
    allocation_side,
    max(data_class) as data_class,
    sum(amount) as allocated_amount
from placed
group by
    pool_code, source_cost_center_code, source_account_id, target_cost_center_code, target_account_id, company_code,
    fiscal_year, fiscal_period, allocation_side
