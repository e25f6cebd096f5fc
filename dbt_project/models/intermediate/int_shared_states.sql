{# What facts take from small tables: nothing else of them, so that a new current period or another name rebuilds nothing. #}
{% set shared = [
    ('companies', ref('dim_companies'), ['company_code', 'company_currency_code', 'company_currency_decimals', 'date_pattern_code'], ''),
    ('periods', ref('dim_fiscal_periods'), ['date_pattern_code', 'fiscal_year', 'fiscal_period', 'start_date', 'end_date', 'is_adjustment'], ''),
    ('currencies', ref('stg_jde__currencies'), ['currency_code', 'currency_decimals'], 'not is_deleted'),
    ('ledger types', ref('stg_jde__ledger_types'), ['ledger_type_code', 'denominated_currency_code'], 'not is_deleted'),
    ('line types', ref('stg_jde__order_line_types'), ['line_type_code', 'line_type_name'], 'not is_deleted'),
    ('payment terms', ref('stg_jde__payment_terms'), ['payment_terms_code', 'net_days'], 'not is_deleted'),
    ('pay statuses', ref('stg_jde__user_defined_codes'), ['code', 'code_name'],
        "not is_deleted and product_code = '00' and code_type = 'PS'"),
    ('accruals', ref('int_received_not_vouchered_accounts'), ['company_code', 'account_id'], ''),
    ('account ranges', ref('account_ranges'), ['company_code', 'object_from', 'object_to', 'data_class'], ''),
    ('ledger roles', ref('ledger_roles'), ['ledger_type_code', 'ledger_role'], ''),
    ('order statuses', ref('po_status_map'), ['last_status_code', 'next_status_code', 'line_state'], ''),
    ('order types', ref('commitment_order_types'), ['order_type_code', 'order_kind', 'is_commitment'], ''),
] %}
{% if var('group_currency_code', '') %}
    {%- do shared.append((
        'group rates', ref('int_group_exchange_rates'),
        ['currency_code', 'effective_date', 'multiplier', 'divisor', 'smallest_unit'],
        "date_day = " ~ (as_of_date() if var('group_rate_date') == 'latest' else 'effective_date')
        ~ " and currency_code <> '" ~ var('group_currency_code') ~ "'"
    )) -%}
{% endif %}

with states as (
    {% for name, relation, columns, condition in shared %}
    select
        '{{ name }}' as table_name,
        {% for column in columns -%}
        coalesce(cast({{ column }} as {{ dbt.type_string() }}), '') {{ "|| '|' ||" if not loop.last }}
        {% endfor %} as row_state
    from {{ relation }}
    {{ 'where ' ~ condition if condition }}

    union all
    {% endfor %}

    select
        'settings' as table_name,
        '{{ [var('group_currency_code', ''), var('group_rate_date')] | join('|') }}' as row_state
)

select
    table_name,
    {{ dbt.hash(dbt.listagg('row_state', "','", 'order by row_state')) }} as state
from states
group by table_name
