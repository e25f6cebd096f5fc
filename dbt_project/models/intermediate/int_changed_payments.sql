with lines as (
    select * from {{ ref('stg_jde__ap_payment_lines') }}
),

documents as (
    select * from {{ ref('int_changed_documents') }}
)

select payment_id
from {{ ref('stg_jde__ap_payments') }}
where {{ is_newly_loaded('stg_jde__ap_payments') }}

union

select payment_id
from lines
where {{ is_newly_loaded('stg_jde__ap_payment_lines') }}

union

select lines.payment_id
from lines
inner join documents
    on lines.document_company_code = documents.document_company_code
    and lines.document_number = documents.document_number
