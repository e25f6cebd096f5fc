{% macro gl_entry_key(relation) -%}
    {{ relation }}.document_type_code,
    {{ relation }}.document_number,
    {{ relation }}.document_company_code,
    {{ relation }}.gl_date,
    {{ relation }}.journal_line_number,
    {{ relation }}.ledger_type_code,
    {{ relation }}.line_extension_code
{%- endmacro %}

{% macro same_gl_entry(left, right) -%}
    {{ left }}.document_type_code = {{ right }}.document_type_code
    and {{ left }}.document_number = {{ right }}.document_number
    and {{ left }}.document_company_code = {{ right }}.document_company_code
    and {{ left }}.gl_date = {{ right }}.gl_date
    and {{ left }}.journal_line_number = {{ right }}.journal_line_number
    and {{ left }}.ledger_type_code = {{ right }}.ledger_type_code
    and {{ left }}.line_extension_code = {{ right }}.line_extension_code
{%- endmacro %}

{#
  Keys of the journal lines that an incremental fct_gl_entries (`fact`) has to build again:
  1. lines that a load newer than the fact brought, live, deleted or no longer posted;
  2. summarised detail and balance-forward lines that share account, ledger and period with one of those, where it was or
     where it is now, since which of the two counts may have turned;
  3. lines whose account, company, period, ledger role or exchange rate now says something else, by a load or by a seed.
#}
{% macro changed_gl_entries(fact) -%}
    with loaded as (
        select *
        from {{ ref('stg_jde__gl_lines') }}
        where _dlt_load_id > (select coalesce(max(_dlt_load_id), '') from {{ fact }})
    ),

    groups as (
        select account_id, ledger_type_code, fiscal_year, fiscal_period
        from loaded
        where document_type_code = 'BF' or summarised_code = 'Y'
        union
        select held.account_id, held.ledger_type_code, held.fiscal_year, held.fiscal_period
        from {{ fact }} as held
        inner join loaded on {{ same_gl_entry('held', 'loaded') }}
    )

    select {{ gl_entry_key('loaded') }}
    from loaded

    union

    select {{ gl_entry_key('summarised') }}
    from {{ ref('stg_jde__gl_lines') }} as summarised
    inner join groups
        on summarised.account_id = groups.account_id
        and summarised.ledger_type_code = groups.ledger_type_code
        and summarised.fiscal_year = groups.fiscal_year
        and summarised.fiscal_period = groups.fiscal_period
    where summarised.document_type_code = 'BF' or summarised.summarised_code = 'Y'

    union

    select {{ gl_entry_key('held') }}
    from {{ fact }} as held
    left join {{ ref('dim_gl_accounts') }} as accounts on held.account_id = accounts.account_id
    left join {{ ref('dim_companies') }} as companies on held.company_code = companies.company_code
    left join {{ ref('dim_fiscal_periods') }} as periods
        on companies.date_pattern_code = periods.date_pattern_code
        and held.fiscal_year = periods.fiscal_year
        and held.fiscal_period = periods.fiscal_period
    left join {{ ref('ledger_roles') }} as ledger_roles on held.ledger_type_code = ledger_roles.ledger_type_code
    {{ join_group_rates('held.ledger_currency_code', 'held.gl_date', 'periods.end_date') }}
    where
        held.cost_center_code <> accounts.cost_center_code
        or held.object_account <> accounts.object_account
        or held.subsidiary <> accounts.subsidiary
        or held.data_class <> accounts.data_class
        or accounts.is_model
        or held.ledger_role <> coalesce(ledger_roles.ledger_role, 'unmapped')
        or coalesce(held.company_currency_code, '') <> coalesce(companies.company_currency_code, '')
        or coalesce(held.fiscal_period_end_date, date '1900-01-01')
        <> coalesce(periods.end_date, date '1900-01-01')
        or coalesce(held.group_currency_code, '') <> '{{ var("group_currency_code", "") }}'
        {%- if var('group_currency_code', '') %}
        or coalesce(held.amount_group, -1) <> coalesce({{ group_amount('held.amount') }}, -1)
        {%- endif %}
{%- endmacro %}

{#
  After a build of fct_gl_entries: take out the lines that no longer count. JDE deleted them or gave them a new key, their
  batch was unposted, a summary has taken their place, or their account has become a model.
#}
{% macro delete_uncounted_gl_entries() -%}
    delete from {{ this }}
    using {{ ref('int_gl_lines_marked') }} as marked
    where
        not marked.is_counted
        and {{ same_gl_entry(this.identifier, 'marked') }}
{%- endmacro %}
