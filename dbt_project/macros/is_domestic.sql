{#
  Whether a document of `relation` is in company currency (CRRM D), so that its amount in transaction currency is the same amount.
  Interfaces leave CRRM blank; then an amount in `amount_txn` says that the document is foreign.
#}
{% macro is_domestic(relation, amount_txn) -%}
    coalesce({{ relation }}.currency_mode_code, case when {{ relation }}.{{ amount_txn }} <> 0 then 'F' else 'D' end) = 'D'
{%- endmacro %}

{#
  The same for orders and receipts, which have no CRRM: the currencies tell. Where the company's is not known, an amount in `amount_txn`
  says that the row is foreign.
#}
{% macro is_in_company_currency(relation, companies, amount_txn) -%}
    coalesce(
        coalesce({{ relation }}.transaction_currency_code, {{ companies }}.company_currency_code)
        = {{ companies }}.company_currency_code,
        {{ relation }}.{{ amount_txn }} = 0
    )
{%- endmacro %}
