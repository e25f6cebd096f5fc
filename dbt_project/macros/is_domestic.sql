{#
  Whether a document of `relation` is in company currency (CRRM D), so that its amount in transaction currency is the same amount.
  Interfaces leave CRRM blank; then an amount in `amount_txn` says that the document is foreign.
#}
{% macro is_domestic(relation, amount_txn) -%}
    coalesce({{ relation }}.currency_mode_code, case when {{ relation }}.{{ amount_txn }} <> 0 then 'F' else 'D' end) = 'D'
{%- endmacro %}
