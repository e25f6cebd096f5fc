# Boards over ledgers, which are kept in the company's currency.
- dashboard: ledger_template
  title: Ledger template
  extends: finance_template
  extension: required

  filters:
  - name: Amounts in
    title: Amounts in
    type: field_filter
    model: jde
    explore: gl_balances
    field: fct_gl_balances.amount_currency
    default_value: company
    allow_multiple_values: false
    required: true
    ui_config:
      type: dropdown_menu
      display: inline
