{{ config(severity='warn') }}

-- journals that allocation_documents names and the ledger does not hold, or of a pool that allocation_pools does not know
select
    documents.pool_code,
    documents.document_company_code,
    documents.document_type_code,
    documents.document_number_from,
    documents.document_number_to
from {{ ref('allocation_documents') }} as documents
where
    not exists (
        select 1 from {{ ref('fct_gl_entries') }} as entries
        where
            entries.document_company_code = documents.document_company_code
            and entries.document_type_code = documents.document_type_code
            and entries.document_number between documents.document_number_from and documents.document_number_to
    )
    or not exists (
        select 1 from {{ ref('allocation_pools') }} as pools
        where pools.pool_code = documents.pool_code
    )
