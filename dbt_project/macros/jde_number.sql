{#
  A number of an F-table in business units, as the registry (the sources YAML) describes it.

  With var `jde_values_scaled` AIS has applied the implied decimals and the column stays as it is. Without it the rows come
  from the JDE database, where numbers are whole and shifted: company amounts by the decimals of the company's currency,
  transaction amounts by those of CRCD (both F0013, default 2), the rest by the registry's display decimals. Exchange
  rates are never shifted. Currency amounts need `jde_currency_decimals` in the from clause.

  The type follows from the registry alone, so that models stand on the same types whoever filled raw: amounts numeric(28,4),
  quantities, costs and rates numeric(28,8), both without null where null means nothing is there.
#}
{% macro jde_number(column, table) -%}
    {%- set fact = jde_column_fact(table, column.split('.') | last) -%}
    {%- set scale_class = fact.get('scale_class', '') -%}
    {%- set decimals = fact.get('decimals', 0) -%}
    {%- set shift = '' if var('jde_values_scaled') or scale_class == 'exchange_rate' else ' * ' ~ power_of_ten(decimals) -%}
    {%- if not fact -%}
        {{ column }}
    {%- elif scale_class.startswith('currency') -%}
        {%- if not var('jde_values_scaled') -%}
            {%- set shift = ' * ' ~ power_of_ten_of(scale_class ~ '_decimals.decimals') -%}
        {%- endif -%}
        cast(coalesce({{ column }}, 0){{ shift }} as numeric(28, 4))
    {%- elif scale_class == 'quantity' -%}
        cast(coalesce({{ column }}, 0){{ shift }} as numeric(28, 8))
    {%- elif scale_class -%}
        cast({{ column }}{{ shift }} as numeric(28, 8))
    {%- else -%}
        cast({{ column }}{{ shift }} as numeric(15, {{ decimals }}))
    {%- endif -%}
{%- endmacro %}

{# What the registry says about one column: type, length, decimals, scale_class; nothing while parsing and in unit tests, which see no graph. #}
{% macro jde_column_fact(table, name) -%}
    {%- if not execute or not graph -%}{{ return({}) }}{%- endif -%}
    {%- for node in graph.sources.values() if node.source_name == 'raw_jde' and node.name == table -%}
        {%- for column in node.columns.values() if column.name == name -%}
            {{ return(column.config.meta.jde) }}
        {%- endfor -%}
    {%- endfor -%}
    {{ exceptions.raise_compiler_error('the registry has no column ' ~ name ~ ' in ' ~ table) }}
{%- endmacro %}

{# 1, 0.1, 0.01 ... as an exact literal. #}
{% macro power_of_ten(decimals) -%}
    {{ '1' if decimals | int == 0 else '0.' ~ '0' * (decimals | int - 1) ~ '1' }}
{%- endmacro %}

{# The same for a column of decimals; null counts as 2, JDE's default. #}
{% macro power_of_ten_of(decimals) -%}
    case coalesce({{ decimals }}, 2)
        {%- for places in range(5) %} when {{ places }} then {{ power_of_ten(places) }}{% endfor -%}
    {{ ' ' }}end
{%- endmacro %}

{#
  Joins that give `jde_number` the decimals of currency amounts; nothing while `jde_values_scaled` holds. `company`,
  `transaction` and `ledger` are the raw columns CO, CRCD and LT, `row_currency` is F0902's own CRCX. A table without
  one leaves it out; ledger amounts (`currency_ledger`) need company, transaction and ledger.
#}
{% macro jde_currency_decimals(company=none, transaction=none, ledger=none, row_currency=none) -%}
    {%- if not var('jde_values_scaled') -%}
        {%- if company %}
    left join {{ jde_decimals_of('f0010', 'co', 'crcd') }} as currency_company_decimals
        on trim({{ company }}) = currency_company_decimals.code
        {%- endif %}
        {%- if transaction %}
    left join {{ jde_decimals_of('f0013', 'crcd', 'crcd') }} as currency_transaction_decimals
        on trim({{ transaction }}) = currency_transaction_decimals.code
        {%- endif %}
        {%- if ledger %}
    left join {{ jde_decimals_of('f0025', 'lt', 'crcx') }} as ledger_type_decimals
        on trim({{ ledger }}) = ledger_type_decimals.code
            {%- if row_currency %}
    left join {{ jde_decimals_of('f0013', 'crcd', 'crcd') }} as row_currency_decimals
        on trim({{ row_currency }}) = row_currency_decimals.code
            {%- endif %}
    cross join lateral (
        select
            case
                -- a units ledger has the two decimals of item U
                when trim({{ ledger }}) like '_U' then 2
                else coalesce(
                    ledger_type_decimals.decimals,
                    {{ 'row_currency_decimals.decimals,' if row_currency }}
                    case when trim({{ ledger }}) = 'CA' then currency_transaction_decimals.decimals end,
                    currency_company_decimals.decimals
                )
            end as decimals
    ) as currency_ledger_decimals
        {%- endif %}
    {%- endif -%}
{%- endmacro %}

{# Currency decimals (F0013 CDEC) of each row of a small table, by its `key` and the column that names a currency. #}
{% macro jde_decimals_of(table, key, currency) -%}
    (
        select
            trim(coded.{{ key }}) as code,
            cast(nullif(trim(currencies.cdec), '') as integer) as decimals
        from {{ source('raw_jde', table) }} as coded
        inner join {{ source('raw_jde', 'f0013') }} as currencies on trim(coded.{{ currency }}) = trim(currencies.crcd)
        where coded._jde_deleted_at is null
            and currencies._jde_deleted_at is null
    )
{%- endmacro %}
