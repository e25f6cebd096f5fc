{% set tie_outs = [
    'int_tie_out_gl_balances_to_entries', 'int_tie_out_companies_in_balance', 'int_tie_out_batches',
    'int_tie_out_masters', 'int_tie_out_foreign_balances', 'int_tie_out_opening_balances',
    'int_tie_out_intercompany', 'int_tie_out_ap_invoices', 'int_tie_out_ap_payments', 'int_tie_out_trade_accounts',
    'int_tie_out_received_not_vouchered', 'int_tie_out_commitments', 'int_tie_out_marts_to_raw', 'int_tie_out_control_totals'
] %}

with details as (
    {% for tie_out in tie_outs %}
    select
        check_name,
        company_code,
        ledger_type_code,
        fiscal_year,
        fiscal_period,
        currency_code,
        detail_key,
        cast(source_amount as numeric(28, 4)) as source_amount,
        cast(warehouse_amount as numeric(28, 4)) as warehouse_amount,
        not_matchable_reason
    from {{ ref(tie_out) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

judged as (
    select
        details.*,
        case
            when not_matchable_reason is not null then 'not_matchable'
            when source_amount <> warehouse_amount then 'difference'
            else 'ok'
        end as status
    from details
),

summed as (
    select
        check_name,
        company_code,
        ledger_type_code,
        fiscal_year,
        fiscal_period,
        currency_code,
        count(*) as subject_count,
        count(case when status = 'difference' then 1 end) as difference_count,
        count(case when status = 'not_matchable' then 1 end) as not_matchable_count,
        max(not_matchable_reason) as not_matchable_reason,
        sum(case when status <> 'not_matchable' then source_amount end) as matched_source_amount,
        sum(case when status <> 'not_matchable' then warehouse_amount end) as matched_warehouse_amount,
        sum(source_amount) as source_amount,
        sum(warehouse_amount) as warehouse_amount
    from judged
    group by check_name, company_code, ledger_type_code, fiscal_year, fiscal_period, currency_code
),

ranked as (
    select
        judged.*,
        row_number() over (
            partition by check_name, company_code, ledger_type_code, fiscal_year, fiscal_period, currency_code
            order by abs(source_amount - warehouse_amount) desc, detail_key
        ) as difference_rank
    from judged
    where status = 'difference'
),

-- the subjects that differ most, by name
named as (
    select
        check_name,
        company_code,
        ledger_type_code,
        fiscal_year,
        fiscal_period,
        currency_code,
        {{ dbt.listagg(
            "detail_key || ' by ' || cast(source_amount - warehouse_amount as " ~ dbt.type_string() ~ ")",
            "', '", "order by difference_rank"
        ) }} as subjects
    from ranked
    where difference_rank <= 3
    group by check_name, company_code, ledger_type_code, fiscal_year, fiscal_period, currency_code
),

checks as (
    select * from {{ ref('tie_out_checks') }}
),

last_load as (
    select max(load_id) as load_id
    from {{ source('raw_jde', 'jde_loads') }}
    where outcome = 'ok'
)

select
    summed.check_name,
    checks.check_title,
    summed.company_code,
    summed.ledger_type_code,
    summed.fiscal_year,
    summed.fiscal_period,
    summed.currency_code,
    cast(coalesce(summed.matched_source_amount, summed.source_amount) as numeric(28, 4)) as source_amount,
    cast(coalesce(summed.matched_warehouse_amount, summed.warehouse_amount) as numeric(28, 4)) as warehouse_amount,
    cast(
        coalesce(summed.matched_source_amount, summed.source_amount)
        - coalesce(summed.matched_warehouse_amount, summed.warehouse_amount) as numeric(28, 4)
    ) as difference_amount,
    case
        when summed.difference_count > 0 then 'difference'
        when summed.not_matchable_count = summed.subject_count then 'not_matchable'
        else 'ok'
    end as status,
    checks.severity,
    nullif(
        case
            when summed.difference_count > 0
                then cast(summed.difference_count as {{ dbt.type_string() }}) || ' of '
                    || cast(summed.subject_count as {{ dbt.type_string() }}) || ' differ: ' || named.subjects || '. '
            else ''
        end || case
            when summed.not_matchable_count > 0
                then cast(summed.not_matchable_count as {{ dbt.type_string() }}) || ' cannot be matched: '
                    || summed.not_matchable_reason || '.'
            else ''
        end, ''
    ) as reason,
    last_load.load_id,
    cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as {{ dbt.type_timestamp() }}) as checked_at
from summed
inner join checks on summed.check_name = checks.check_name
cross join last_load
left join named
    on summed.check_name = named.check_name
    and summed.company_code = named.company_code
    and summed.ledger_type_code = named.ledger_type_code
    and summed.fiscal_year = named.fiscal_year
    and summed.fiscal_period = named.fiscal_period
    and summed.currency_code = named.currency_code
