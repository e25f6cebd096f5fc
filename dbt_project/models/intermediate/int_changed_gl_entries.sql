{% set entry = [
    'document_type_code', 'document_number', 'document_company_code', 'gl_date', 'journal_line_number', 'ledger_type_code',
    'line_extension_code'
] | join(', ') %}

with lines as (
    select * from {{ ref('stg_jde__gl_lines') }}
),

loaded as (
    select * from lines
    where {{ is_newly_loaded('stg_jde__gl_lines') }}
),

-- JDE moves posted lines between periods (R099103), never between accounts
touched as (
    select distinct
        account_id,
        ledger_type_code
    from loaded
)

select {{ entry }}
from loaded

union

-- which of summary and detail counts may have turned
select {{ entry }}
from lines
where
    (document_type_code = 'BF' or summarised_code = 'Y')
    and exists (
        select 1 from touched
        where touched.account_id = lines.account_id and touched.ledger_type_code = lines.ledger_type_code
    )

union

select {{ entry }}
from lines
where exists (
    select 1 from {{ ref('int_changed_accounts') }} as accounts
    where accounts.account_id = lines.account_id
)
