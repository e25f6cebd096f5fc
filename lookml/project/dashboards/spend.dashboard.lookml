- dashboard: spend
  title: Spend
  description: >-
    Where supplier money goes: account group, cost centre and supplier, this year beside the last.
  extends: documents_template

  filters:
  - name: Cost Centre
    title: Cost Centre
    type: field_filter
    model: jde
    explore: ap_spend
    field: dim_cost_centers.cost_center_name
    default_value: ''
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover

  - name: Supplier
    title: Supplier
    type: field_filter
    model: jde
    explore: ap_spend
    field: dim_suppliers.supplier_name
    default_value: ''
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover

  elements:
  - name: this_year
    title: Spend this year to date
    type: single_value
    model: jde
    explore: ap_spend
    fields: [fct_ap_spend.total_spend_this_year, fct_ap_spend.spend_change_share]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    show_comparison: true
    comparison_type: change
    comparison_label: on prior year
    comparison_reverse_colors: true
    row: 0
    col: 0
    width: 6
    height: 3

  - name: prior_year
    title: 'Prior year, same periods'
    type: single_value
    model: jde
    explore: ap_spend
    fields: [fct_ap_spend.total_spend_prior_year]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    row: 0
    col: 6
    width: 6
    height: 3

  - name: with_order
    title: Through purchase orders
    type: single_value
    model: jde
    explore: ap_spend
    fields: [fct_ap_spend.with_order_share, fct_ap_spend.total_spend_with_order]
    filters:
      fct_ap_spend.year_position: Current year
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    show_comparison: true
    comparison_type: value
    comparison_label: this year
    row: 0
    col: 12
    width: 6
    height: 3

  - name: suppliers_active
    title: Suppliers this year
    type: single_value
    model: jde
    explore: ap_spend
    fields: [dim_suppliers.count, fct_ap_spend.count_vouchers]
    filters:
      fct_ap_spend.year_position: Current year
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    show_comparison: true
    comparison_type: value
    comparison_label: vouchers
    row: 0
    col: 18
    width: 6
    height: 3

  - name: trend
    title: Spend by month and account group
    type: looker_column
    model: jde
    explore: ap_spend
    fields: [fct_ap_spend.fiscal_period_end_month, dim_gl_accounts.account_group, fct_ap_spend.total_spend]
    pivots: [dim_gl_accounts.account_group]
    filters:
      dim_dates.months_ago: '[0, 23]'
    sorts: [fct_ap_spend.fiscal_period_end_month]
    limit: 24
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    stacking: normal
    row: 3
    col: 0
    width: 24
    height: 8

  - name: top_suppliers
    title: Largest suppliers this year
    type: looker_bar
    model: jde
    explore: ap_spend
    fields: [dim_suppliers.supplier_name, fct_ap_spend.total_spend]
    filters:
      fct_ap_spend.year_position: Current year
    sorts: [fct_ap_spend.total_spend desc, dim_suppliers.supplier_name]
    limit: 15
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    row: 11
    col: 0
    width: 9
    height: 10

  - name: cost_centers
    title: Cost centres this year
    type: looker_bar
    model: jde
    explore: ap_spend
    fields: [dim_cost_centers.cost_center_name, fct_ap_spend.total_spend]
    filters:
      fct_ap_spend.year_position: Current year
    sorts: [fct_ap_spend.total_spend desc, dim_cost_centers.cost_center_name]
    limit: 15
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    series_colors:
      fct_ap_spend.total_spend: '#2a9d8f'
    row: 11
    col: 9
    width: 8
    height: 10

  - name: movers
    title: 'Suppliers with more spend than in the prior year'
    note_text: 'No percentage stands where this year is more than five times the prior one.'
    type: looker_grid
    model: jde
    explore: ap_spend
    fields:
    - dim_suppliers.supplier_name
    - fct_ap_spend.total_spend_this_year
    - fct_ap_spend.total_spend_prior_year
    - fct_ap_spend.spend_change
    - fct_ap_spend.spend_change_share
    filters:
      fct_ap_spend.spend_change: '>0'
    sorts: [fct_ap_spend.spend_change desc, dim_suppliers.supplier_name]
    limit: 10
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    series_cell_visualizations:
      fct_ap_spend.total_spend_this_year: {is_active: true}
    row: 21
    col: 0
    width: 14
    height: 7

  - name: fallers
    title: 'Suppliers with less spend than in the prior year'
    type: looker_grid
    model: jde
    explore: ap_spend
    fields:
    - dim_suppliers.supplier_name
    - fct_ap_spend.total_spend_this_year
    - fct_ap_spend.total_spend_prior_year
    - fct_ap_spend.spend_change
    - fct_ap_spend.spend_change_share
    filters:
      fct_ap_spend.spend_change: '<0'
    sorts: [fct_ap_spend.spend_change, dim_suppliers.supplier_name]
    limit: 10
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    series_cell_visualizations:
      fct_ap_spend.total_spend_this_year: {is_active: true}
    row: 28
    col: 0
    width: 14
    height: 7

  - name: matrix
    title: 'Supplier by account group, this year'
    type: looker_grid
    model: jde
    explore: ap_spend
    fields: [dim_suppliers.supplier_name, dim_gl_accounts.account_group, fct_ap_spend.total_spend]
    pivots: [dim_gl_accounts.account_group]
    filters:
      fct_ap_spend.year_position: Current year
    sorts: [fct_ap_spend.total_spend desc, dim_suppliers.supplier_name]
    limit: 25
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    total: true
    row_total: right
    row: 35
    col: 0
    width: 24
    height: 10

  - name: cost_center_groups
    title: 'Cost centre by account group, this year'
    type: looker_grid
    model: jde
    explore: ap_spend
    fields: [dim_cost_centers.cost_center_name, dim_gl_accounts.account_group, fct_ap_spend.total_spend]
    filters:
      fct_ap_spend.year_position: Current year
    sorts: [fct_ap_spend.total_spend desc, dim_cost_centers.cost_center_name, dim_gl_accounts.account_group]
    limit: 50
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    total: true
    row: 21
    col: 14
    width: 10
    height: 14

  - name: countries
    title: Countries of suppliers this year
    type: looker_bar
    model: jde
    explore: ap_spend
    fields: [dim_suppliers.country_name, fct_ap_spend.total_spend]
    filters:
      fct_ap_spend.year_position: Current year
    sorts: [fct_ap_spend.total_spend desc, dim_suppliers.country_name]
    limit: 15
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_spend.amount_currency
      Currency: fct_ap_spend.amount_currency_code
      Cost Centre: dim_cost_centers.cost_center_name
      Supplier: dim_suppliers.supplier_name
    series_colors:
      fct_ap_spend.total_spend: '#7a6fb0'
    row: 11
    col: 17
    width: 7
    height: 10
