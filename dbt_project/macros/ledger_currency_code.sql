{#
  Currency of an amount of the general ledger: none for units (`AU`), else the ledger type's own (F0025), else that of the
  row (F0902 CRCX), else the transaction's for ledger CA, else the company's. `lines`, `companies` and `ledger_types` are
  the relations that hold the columns; `row_currency` is an expression, where there is one.
#}
{% macro ledger_currency_code(lines, companies, ledger_types, row_currency='null') -%}
    case
        when {{ lines }}.ledger_type_code like '_U' then null
        else coalesce(
            {{ ledger_types }}.denominated_currency_code,
            {{ row_currency }},
            case
                when {{ lines }}.ledger_type_code = 'CA' then nullif({{ lines }}.transaction_currency_code, '')
            end,
            {{ companies }}.company_currency_code
        )
    end
{%- endmacro %}
