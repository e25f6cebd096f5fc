- dashboard: budget_variance
  title: Budget variance
  description: >-
    Actual, budget and commitment, year to date to the period chosen: by cost centre, account group and account. Variance is budget less actual.
  extends: ledger_template

  filters:
  - name: Period
    title: Period
    type: field_filter
    model: jde
    explore: budget_variance
    field: fct_budget_variance.period_position
    default_value: Previous
    allow_multiple_values: false
    required: true
    ui_config:
      type: button_toggles
      display: inline

  - name: Budget
    title: Budget
    type: field_filter
    model: jde
    explore: budget_variance
    field: fct_budget_variance.budget_version
    default_value: Operating budget
    allow_multiple_values: false
    required: true
    ui_config:
      type: dropdown_menu
      display: inline

  - name: Account Type
    title: Account Type
    type: field_filter
    model: jde
    explore: budget_variance
    field: fct_budget_variance.account_type
    default_value: expense
    allow_multiple_values: false
    required: true
    ui_config:
      type: button_toggles
      display: inline

  - name: Cost Centre
    title: Cost Centre
    type: field_filter
    model: jde
    explore: budget_variance
    field: dim_cost_centers.cost_center_name
    default_value: ''
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover

  elements:
  - name: actual
    title: Actual year to date
    type: single_value
    model: jde
    explore: budget_variance
    fields: [fct_budget_variance.total_actual_ytd, fct_budget_variance.budget_used_ytd]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_budget_variance.amount_currency
      Currency: fct_budget_variance.amount_currency_code
      Period: fct_budget_variance.period_position
      Budget: fct_budget_variance.budget_version
      Account Type: fct_budget_variance.account_type
      Cost Centre: dim_cost_centers.cost_center_name
    show_comparison: true
    comparison_type: value
    comparison_label: of the budget
    row: 0
    col: 0
    width: 6
    height: 3

  - name: budget
    title: Budget year to date
    type: single_value
    model: jde
    explore: budget_variance
    fields: [fct_budget_variance.total_budget_ytd]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_budget_variance.amount_currency
      Currency: fct_budget_variance.amount_currency_code
      Period: fct_budget_variance.period_position
      Budget: fct_budget_variance.budget_version
      Account Type: fct_budget_variance.account_type
      Cost Centre: dim_cost_centers.cost_center_name
    row: 0
    col: 6
    width: 6
    height: 3

  - name: variance
    title: Variance year to date
    type: single_value
    model: jde
    explore: budget_variance
    fields: [fct_budget_variance.total_variance_ytd, fct_budget_variance.variance_share_ytd]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_budget_variance.amount_currency
      Currency: fct_budget_variance.amount_currency_code
      Period: fct_budget_variance.period_position
      Budget: fct_budget_variance.budget_version
      Account Type: fct_budget_variance.account_type
      Cost Centre: dim_cost_centers.cost_center_name
    show_comparison: true
    comparison_type: change
    comparison_label: of the budget
    row: 0
    col: 12
    width: 6
    height: 3

  - name: commitment
    title: Open commitments
    type: single_value
    model: jde
    explore: budget_variance
    fields: [fct_budget_variance.total_open_commitment, fct_budget_variance.total_available_ytd]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_budget_variance.amount_currency
      Currency: fct_budget_variance.amount_currency_code
      Period: fct_budget_variance.period_position
      Budget: fct_budget_variance.budget_version
      Account Type: fct_budget_variance.account_type
      Cost Centre: dim_cost_centers.cost_center_name
    show_comparison: true
    comparison_type: value
    comparison_label: available
    row: 0
    col: 18
    width: 6
    height: 3

  - name: trend
    title: Actual and budget by month
    type: looker_column
    model: jde
    explore: budget_variance
    fields:
    - fct_budget_variance.fiscal_period_end_month
    - fct_budget_variance.total_actual
    - fct_budget_variance.total_budget
    filters:
      dim_dates.months_ago: '[0, 12]'
    sorts: [fct_budget_variance.fiscal_period_end_month]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_budget_variance.amount_currency
      Currency: fct_budget_variance.amount_currency_code
      Budget: fct_budget_variance.budget_version
      Account Type: fct_budget_variance.account_type
      Cost Centre: dim_cost_centers.cost_center_name
    series_types:
      fct_budget_variance.total_budget: line
    series_colors:
      fct_budget_variance.total_actual: '#1d4e89'
      fct_budget_variance.total_budget: '#e9a23b'
    row: 3
    col: 0
    width: 14
    height: 8

  - name: groups
    title: Year to date by account group
    type: looker_bar
    model: jde
    explore: budget_variance
    fields:
    - dim_gl_accounts.account_group
    - fct_budget_variance.total_actual_ytd
    - fct_budget_variance.total_budget_ytd
    sorts: [fct_budget_variance.total_actual_ytd desc, dim_gl_accounts.account_group]
    limit: 10
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_budget_variance.amount_currency
      Currency: fct_budget_variance.amount_currency_code
      Period: fct_budget_variance.period_position
      Budget: fct_budget_variance.budget_version
      Account Type: fct_budget_variance.account_type
      Cost Centre: dim_cost_centers.cost_center_name
    series_colors:
      fct_budget_variance.total_actual_ytd: '#1d4e89'
      fct_budget_variance.total_budget_ytd: '#e9a23b'
    row: 3
    col: 14
    width: 10
    height: 8

  - name: cost_centers
    title: 'By cost centre, year to date'
    type: looker_grid
    model: jde
    explore: budget_variance
    fields:
    - fct_budget_variance.cost_center_code
    - dim_cost_centers.cost_center_name
    - fct_budget_variance.total_actual_ytd
    - fct_budget_variance.total_budget_ytd
    - fct_budget_variance.total_variance_ytd
    - fct_budget_variance.variance_share_ytd
    - fct_budget_variance.total_open_commitment
    - fct_budget_variance.total_available_ytd
    sorts: [fct_budget_variance.total_actual_ytd desc, fct_budget_variance.cost_center_code]
    limit: 60
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_budget_variance.amount_currency
      Currency: fct_budget_variance.amount_currency_code
      Period: fct_budget_variance.period_position
      Budget: fct_budget_variance.budget_version
      Account Type: fct_budget_variance.account_type
      Cost Centre: dim_cost_centers.cost_center_name
    total: true
    series_cell_visualizations:
      fct_budget_variance.total_actual_ytd: {is_active: true}
    row: 11
    col: 0
    width: 24
    height: 10

  - name: unfavourable
    title: 'Accounts furthest over budget, year to date'
    type: looker_grid
    model: jde
    explore: budget_variance
    fields:
    - dim_gl_accounts.account_number
    - dim_gl_accounts.account_name
    - fct_budget_variance.total_actual_ytd
    - fct_budget_variance.total_budget_ytd
    - fct_budget_variance.total_variance_ytd
    filters:
      fct_budget_variance.is_favorable_ytd: 'No'
    sorts: [fct_budget_variance.total_variance_ytd, dim_gl_accounts.account_number]
    limit: 25
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_budget_variance.amount_currency
      Currency: fct_budget_variance.amount_currency_code
      Period: fct_budget_variance.period_position
      Budget: fct_budget_variance.budget_version
      Account Type: fct_budget_variance.account_type
      Cost Centre: dim_cost_centers.cost_center_name
    row: 21
    col: 0
    width: 12
    height: 9

  - name: favourable
    title: 'Accounts furthest under budget, year to date'
    type: looker_grid
    model: jde
    explore: budget_variance
    fields:
    - dim_gl_accounts.account_number
    - dim_gl_accounts.account_name
    - fct_budget_variance.total_actual_ytd
    - fct_budget_variance.total_budget_ytd
    - fct_budget_variance.total_variance_ytd
    filters:
      fct_budget_variance.is_favorable_ytd: 'Yes'
    sorts: [fct_budget_variance.total_variance_ytd desc, dim_gl_accounts.account_number]
    limit: 25
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_budget_variance.amount_currency
      Currency: fct_budget_variance.amount_currency_code
      Period: fct_budget_variance.period_position
      Budget: fct_budget_variance.budget_version
      Account Type: fct_budget_variance.account_type
      Cost Centre: dim_cost_centers.cost_center_name
    row: 21
    col: 12
    width: 12
    height: 9
