# What all finance boards share. The currency is a single choice, so that no tile adds up several; set the default to
# the one that most of your companies keep their books in.
- dashboard: finance_template
  title: Finance template
  extension: required
  layout: newspaper
  crossfilter_enabled: true
  filters_location_top: true

  filters:
  - name: Company
    title: Company
    type: field_filter
    model: jde
    explore: gl_balances
    field: dim_companies.company_name
    default_value: ''
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover

  - name: Currency
    title: Currency
    type: field_filter
    model: jde
    explore: gl_balances
    field: dim_companies.company_currency_code
    default_value: USD
    allow_multiple_values: false
    required: true
    ui_config:
      type: button_toggles
      display: inline
