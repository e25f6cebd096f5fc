with every_line as (
    select * from {{ ref('stg_jde__gl_lines') }}
),

lines as (
    select * from every_line
    where not is_deleted and is_posted
),

-- summarising writes a balance-forward line (BF) and marks the detail with Y; until the purge both are there
summaries as (
    select
        account_id,
        ledger_type_code,
        fiscal_year,
        fiscal_period,
        count(case when document_type_code <> 'BF' then 1 end) as detail_count,
        coalesce(sum(case when document_type_code <> 'BF' then amount end), 0) as detail_amount,
        count(case when document_type_code = 'BF' and coalesce(summarised_code, '') <> 'Y' then 1 end) as forward_count,
        coalesce(sum(case when document_type_code = 'BF' and coalesce(summarised_code, '') <> 'Y' then amount end), 0)
            as forward_amount
    from lines
    where is_part_of_summary
    group by account_id, ledger_type_code, fiscal_year, fiscal_period
)

-- complete detail goes before the balance-forward line; detail of which a part is gone gives way to it
select
    every_line.*,
    case
        when every_line.is_deleted or not every_line.is_posted then false
        when not every_line.is_part_of_summary then true
        when every_line.document_type_code <> 'BF'
            then summaries.forward_count = 0 or summaries.detail_amount = summaries.forward_amount
        when every_line.summarised_code = 'Y' then summaries.forward_count = 0 and summaries.detail_count = 0
        else summaries.detail_count = 0 or summaries.detail_amount <> summaries.forward_amount
    end as is_counted
from every_line
left join summaries
    on every_line.account_id = summaries.account_id
    and every_line.ledger_type_code = summaries.ledger_type_code
    and every_line.fiscal_year = summaries.fiscal_year
    and every_line.fiscal_period = summaries.fiscal_period
