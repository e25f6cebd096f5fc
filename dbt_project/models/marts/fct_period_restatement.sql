with states as (
    select * from {{ ref('snap_closed_period_balances') }}
),

current_balances as (
    select * from {{ ref('int_closed_period_balances') }}
),

entries as (
    select * from {{ ref('fct_gl_entries') }}
    where ledger_role = 'actual'
),

accounts as (
    select * from {{ ref('dim_gl_accounts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

company_periods as (
    select * from {{ ref('int_company_periods') }}
),

-- when the warehouse first saw the period closed: an account that appears later was nothing before
closings as (
    select
        company_code,
        fiscal_year,
        fiscal_period,
        min(dbt_valid_from) as closed_at
    from states
    group by company_code, fiscal_year, fiscal_period
),

sequenced as (
    select
        states.*,
        closings.closed_at,
        lag(states.movement_amount) over (partition by states.balance_key order by states.dbt_valid_from)
            as earlier_amount,
        lag(states.dbt_valid_from) over (partition by states.balance_key order by states.dbt_valid_from)
            as earlier_valid_from
    from states
    inner join closings
        on states.company_code = closings.company_code
        and states.fiscal_year = closings.fiscal_year
        and states.fiscal_period = closings.fiscal_period
),

changes as (
    select
        balance_key,
        company_code,
        account_id,
        ledger_type_code,
        fiscal_year,
        fiscal_period,
        closed_at,
        dbt_valid_from as restated_at,
        coalesce(earlier_valid_from, closed_at) as unchanged_since,
        coalesce(earlier_amount, 0) as before_amount,
        movement_amount as after_amount
    from sequenced
    where dbt_valid_from > closed_at and coalesce(earlier_amount, 0) <> movement_amount

    union all

    -- a balance that JDE no longer has; the snapshot keeps its last state
    select
        sequenced.balance_key,
        sequenced.company_code,
        sequenced.account_id,
        sequenced.ledger_type_code,
        sequenced.fiscal_year,
        sequenced.fiscal_period,
        sequenced.closed_at,
        last_load.seen_at as restated_at,
        sequenced.dbt_valid_from as unchanged_since,
        sequenced.movement_amount as before_amount,
        0 as after_amount
    from sequenced
    cross join (select max(seen_at) as seen_at from current_balances) as last_load
    where
        sequenced.dbt_valid_to is null
        and sequenced.movement_amount <> 0
        and not exists (
            select 1 from current_balances
            where current_balances.balance_key = sequenced.balance_key
        )
        and exists (
            select 1 from current_balances
            where
                current_balances.company_code = sequenced.company_code
                and current_balances.fiscal_year = sequenced.fiscal_year
                and current_balances.fiscal_period = sequenced.fiscal_period
        )
),

-- the journal lines that came or changed between the two states
documents as (
    select
        changes.balance_key,
        changes.restated_at,
        entries.document_type_code || ' ' || cast(entries.document_number as {{ dbt.type_string() }}) as document,
        max(entries.updated_by) as updated_by,
        max(entries.updated_at) as updated_at,
        sum(entries.amount) as amount
    from changes
    inner join entries
        on changes.account_id = entries.account_id
        and changes.company_code = entries.company_code
        and changes.ledger_type_code = entries.ledger_type_code
        and changes.fiscal_year = entries.fiscal_year
        and changes.fiscal_period = entries.fiscal_period
        and cast(entries.loaded_at as {{ dbt.type_timestamp() }}) > changes.unchanged_since
        and cast(entries.loaded_at as {{ dbt.type_timestamp() }}) <= changes.restated_at
    group by
        changes.balance_key, changes.restated_at,
        entries.document_type_code || ' ' || cast(entries.document_number as {{ dbt.type_string() }})
),

described as (
    select
        balance_key,
        restated_at,
        count(*) as document_count,
        {{ dbt.listagg('document', "', '", 'order by document') }} as documents,
        max(updated_by) as restated_by,
        max(updated_at) as changed_in_jde_at
    from documents
    group by balance_key, restated_at
)

select
    changes.company_code,
    changes.account_id,
    changes.ledger_type_code,
    changes.fiscal_year,
    changes.fiscal_period,
    changes.restated_at,
    company_periods.end_date as fiscal_period_end_date,
    accounts.cost_center_code,
    accounts.object_account,
    coalesce(accounts.data_class, 'general') as data_class,
    companies.company_currency_code,
    cast(changes.before_amount as numeric(28, 4)) as before_amount,
    cast(changes.after_amount as numeric(28, 4)) as after_amount,
    cast(changes.after_amount - changes.before_amount as numeric(28, 4)) as difference_amount,
    {{ group_currency_code() }} as group_currency_code,
    {% set before = group_amount('changes.before_amount') %}
    {% set after = group_amount('changes.after_amount') %}
    {{ before }} as before_amount_group,
    {{ after }} as after_amount_group,
    cast({{ after }} - {{ before }} as numeric(28, 4)) as difference_amount_group,
    cast(coalesce(described.document_count, 0) as integer) as document_count,
    described.documents,
    described.restated_by,
    described.changed_in_jde_at,
    changes.closed_at
from changes
left join described
    on changes.balance_key = described.balance_key
    and changes.restated_at = described.restated_at
left join accounts on changes.account_id = accounts.account_id
left join companies on changes.company_code = companies.company_code
left join company_periods
    on changes.company_code = company_periods.company_code
    and changes.fiscal_year = company_periods.fiscal_year
    and changes.fiscal_period = company_periods.fiscal_period
{{ join_group_rates('companies.company_currency_code', 'company_periods.end_date', 'company_periods.end_date') }}
