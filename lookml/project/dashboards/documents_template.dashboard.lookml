# Boards over documents, which also have an amount in their own currency.
- dashboard: documents_template
  title: Documents template
  extends: finance_template
  extension: required

  filters:
  - name: Amounts in
    title: Amounts in
    type: field_filter
    model: jde
    explore: ap_aging
    field: fct_ap_aging.amount_currency
    default_value: company
    allow_multiple_values: false
    required: true
    ui_config:
      type: dropdown_menu
      display: inline
