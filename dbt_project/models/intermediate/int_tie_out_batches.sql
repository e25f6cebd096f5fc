with ledger_roles as (
    select * from {{ ref('ledger_roles') }}
    where ledger_role = 'actual'
),

companies as (
    select * from {{ ref('dim_companies') }}
),

headers as (
    select * from {{ ref('stg_jde__batches') }}
    where not is_deleted
),

-- summarised_count: a batch whose summarised detail has left JDE cannot net to zero, nor need one with a balance-forward line,
-- which sums up one account while not every account is summarised
summed as (
    select
        lines.batch_type_code,
        lines.batch_number,
        lines.company_code,
        lines.ledger_type_code,
        min(case when not lines.is_deleted then lines.fiscal_year * 100 + lines.fiscal_period end) as first_period,
        count(case when not lines.is_deleted then 1 end) as line_count,
        count(case when not lines.is_deleted and lines.is_posted then 1 end) as posted_count,
        sum(case when not lines.is_deleted and lines.is_posted then lines.amount else 0 end) as posted_amount,
        max(case
            when lines.is_deleted and lines.summarised_code = 'Y' then 1
            when not lines.is_deleted and lines.document_type_code = 'BF' then 1
            else 0
        end) as summarised_count
    from {{ ref('stg_jde__gl_lines') }} as lines
    inner join ledger_roles on lines.ledger_type_code = ledger_roles.ledger_type_code
    group by lines.batch_type_code, lines.batch_number, lines.company_code, lines.ledger_type_code
),

summarised as (
    select distinct
        batch_type_code,
        batch_number
    from summed
    where summarised_count = 1
),

batches as (
    select
        summed.batch_type_code,
        summed.batch_number,
        summed.company_code,
        summed.ledger_type_code,
        summed.first_period,
        summed.line_count,
        summed.posted_count,
        summed.posted_amount,
        headers.batch_number is not null as has_header,
        coalesce(headers.is_posted, false) as is_header_posted,
        summarised.batch_number is not null as is_summarised
    from summed
    left join headers
        on summed.batch_type_code = headers.batch_type_code
        and summed.batch_number = headers.batch_number
    left join summarised
        on summed.batch_type_code = summarised.batch_type_code
        and summed.batch_number = summarised.batch_number
    where summed.line_count > 0
),

-- what of the unposted lines has found its way into the marts
leaked as (
    select
        lines.batch_type_code,
        lines.batch_number,
        lines.company_code,
        lines.ledger_type_code,
        count(*) as leaked_count
    from {{ ref('stg_jde__gl_lines') }} as lines
    inner join {{ ref('fct_gl_entries') }} as marts
        on lines.document_type_code = marts.document_type_code
        and lines.document_number = marts.document_number
        and lines.document_company_code = marts.document_company_code
        and lines.gl_date = marts.gl_date
        and lines.journal_line_number = marts.journal_line_number
        and lines.ledger_type_code = marts.ledger_type_code
        and lines.line_extension_code = marts.line_extension_code
    where not lines.is_deleted and not lines.is_posted and marts.ledger_role = 'actual'
    group by lines.batch_type_code, lines.batch_number, lines.company_code, lines.ledger_type_code
),

checked as (
    select
        batches.*,
        'batches_in_balance' as check_name,
        0 as source_amount,
        batches.posted_amount as warehouse_amount,
        case when batches.is_summarised and batches.posted_amount <> 0
            then 'lines of the batch were summarised' end as not_matchable_reason
    from batches
    where batches.posted_count > 0

    union all

    -- counts of lines: a posted header posts all of them, another one none
    select
        batches.*,
        'batch_headers_to_lines' as check_name,
        case when batches.is_header_posted then batches.line_count else 0 end as source_amount,
        batches.posted_count as warehouse_amount,
        case
            when not batches.has_header and batches.batch_number is null then 'the lines name no batch'
            when not exists (select 1 from headers) then 'F0011 holds no batch'
        end as not_matchable_reason
    from batches

    union all

    select
        batches.*,
        'unposted_batches' as check_name,
        0 as source_amount,
        coalesce(leaked.leaked_count, 0) as warehouse_amount,
        null as not_matchable_reason
    from batches
    left join leaked
        on batches.batch_type_code = leaked.batch_type_code
        and batches.batch_number = leaked.batch_number
        and batches.company_code = leaked.company_code
        and batches.ledger_type_code = leaked.ledger_type_code
    where batches.line_count > batches.posted_count
)

select
    checked.check_name,
    checked.company_code,
    checked.ledger_type_code,
    cast((checked.first_period - mod(checked.first_period, 100)) / 100 as integer) as fiscal_year,
    cast(mod(checked.first_period, 100) as integer) as fiscal_period,
    case
        when checked.check_name = 'batches_in_balance' then coalesce(companies.company_currency_code, '')
        else ''
    end as currency_code,
    checked.batch_type_code || '/' || coalesce(cast(checked.batch_number as {{ dbt.type_string() }}), '') as detail_key,
    checked.source_amount,
    checked.warehouse_amount,
    checked.not_matchable_reason
from checked
left join companies on checked.company_code = companies.company_code
