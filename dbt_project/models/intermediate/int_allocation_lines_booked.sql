with documents as (
    select * from {{ ref('allocation_documents') }}
),

pools as (
    select * from {{ ref('allocation_pools') }}
),

-- the named journals, and what else has their numbers: between companies the post program adds settlement lines (AE), which
-- keep each company in balance. A line that two ranges of a pool name counts once.
candidates as (
    select distinct
        documents.pool_code,
        entries.document_type_code <> documents.document_type_code as is_settlement,
        entries.*
    from {{ ref('fct_gl_entries') }} as entries
    inner join documents
        on entries.document_company_code = documents.document_company_code
        and entries.document_type_code in (documents.document_type_code, 'AE')
        and entries.document_number between documents.document_number_from and documents.document_number_to
    where entries.ledger_role = 'actual'
),

journals as (
    select distinct
        pool_code,
        document_company_code,
        document_number,
        batch_type_code,
        batch_number
    from candidates
    where not is_settlement
),

lines as (
    select candidates.*
    from candidates
    inner join journals
        on candidates.pool_code = journals.pool_code
        and candidates.document_company_code = journals.document_company_code
        and candidates.document_number = journals.document_number
        and candidates.batch_type_code = journals.batch_type_code
        and candidates.batch_number = journals.batch_number
)

select
    lines.*,
    case
        when lines.is_settlement then 'settlement'
        -- a pool that the seed defines says itself where its cost comes from; else the credit side gives
        when coalesce(source_pools.is_source, lines.amount < 0) then 'out'
        else 'in'
    end as allocation_side
from lines
left join (
    select distinct
        pools.pool_code,
        cost_centers.cost_center_code,
        pools.source_cost_center_code = cost_centers.cost_center_code as is_source
    from pools
    inner join {{ ref('dim_cost_centers') }} as cost_centers on true
    where pools.pool_code in (select documents.pool_code from documents)
) as source_pools
    on lines.pool_code = source_pools.pool_code
    and lines.cost_center_code = source_pools.cost_center_code
