{% set entry = [
    'document_type_code', 'document_number', 'document_company_code', 'gl_date', 'journal_line_number', 'ledger_type_code',
    'line_extension_code'
] | join(', ') %}

-- JDE moves posted lines between periods (R099103), never between accounts
with touched as (
    select distinct
        account_id,
        ledger_type_code
    from {{ ref('stg_jde__gl_lines') }}
    where {{ is_newly_loaded('stg_jde__gl_lines') }}
)

select {{ entry }}
from {{ ref('stg_jde__gl_lines') }}
where {{ is_newly_loaded('stg_jde__gl_lines') }}

union

-- which of summary and detail counts may have turned
select {{ entry }}
from {{ ref('stg_jde__gl_lines') }} as lines
where
    is_part_of_summary
    and exists (
        select 1 from touched
        where touched.account_id = lines.account_id and touched.ledger_type_code = lines.ledger_type_code
    )

union

select {{ entry }}
from {{ ref('stg_jde__gl_lines') }} as lines
where exists (
    select 1 from {{ ref('int_changed_accounts') }} as accounts
    where accounts.account_id = lines.account_id
)
