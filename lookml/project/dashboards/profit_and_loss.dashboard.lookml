- dashboard: profit_and_loss
  title: 'Profit and loss, balance sheet'
  description: >-
    The result of the year beside the last, how it came about, and the balance sheet of the period chosen. Actual ledger.
  extends: finance_template

  filters:
  - name: Balance Sheet Period
    title: Balance Sheet Period
    type: field_filter
    model: jde
    explore: gl_balances
    field: fct_gl_balances.period_position
    default_value: Current
    allow_multiple_values: false
    required: true
    ui_config:
      type: button_toggles
      display: inline

  elements:
  - name: revenue
    title: Revenue this year to date
    type: single_value
    model: jde
    explore: gl_balances
    fields: [fct_gl_balances.total_revenue_this_year, fct_gl_balances.revenue_change_share]
    listen:
      Company: dim_companies.company_name
      Currency: dim_companies.company_currency_code
    show_comparison: true
    comparison_type: change
    comparison_label: on prior year
    row: 0
    col: 0
    width: 6
    height: 3

  - name: expense
    title: Expense this year to date
    type: single_value
    model: jde
    explore: gl_balances
    fields: [fct_gl_balances.total_expense_this_year, fct_gl_balances.expense_change_share]
    listen:
      Company: dim_companies.company_name
      Currency: dim_companies.company_currency_code
    show_comparison: true
    comparison_type: change
    comparison_label: on prior year
    comparison_reverse_colors: true
    row: 0
    col: 6
    width: 6
    height: 3

  - name: result
    title: Result this year to date
    type: single_value
    model: jde
    explore: gl_balances
    fields: [fct_gl_balances.total_profit_this_year, fct_gl_balances.total_profit_prior_year]
    listen:
      Company: dim_companies.company_name
      Currency: dim_companies.company_currency_code
    show_comparison: true
    comparison_type: value
    comparison_label: prior year
    row: 0
    col: 12
    width: 6
    height: 3

  - name: cash
    title: Cash and banks
    type: single_value
    model: jde
    explore: gl_balances
    fields: [fct_gl_balances.total_closing]
    filters:
      dim_gl_accounts.account_group: Cash and banks
    listen:
      Company: dim_companies.company_name
      Currency: dim_companies.company_currency_code
      Balance Sheet Period: fct_gl_balances.period_position
    row: 0
    col: 18
    width: 6
    height: 3

  - name: bridge
    title: 'How the result came about, this year to date'
    type: looker_waterfall
    model: jde
    explore: gl_balances
    fields: [dim_gl_accounts.account_group, fct_gl_balances.total_profit_this_year]
    filters:
      dim_gl_accounts.statement: profit_and_loss
      fct_gl_balances.total_profit_this_year: NOT 0
    sorts: [fct_gl_balances.total_profit_this_year desc]
    limit: 14
    listen:
      Company: dim_companies.company_name
      Currency: dim_companies.company_currency_code
    row: 3
    col: 0
    width: 24
    height: 8

  - name: trend
    title: 'Revenue, expense and result by month'
    type: looker_column
    model: jde
    explore: gl_balances
    fields:
    - fct_gl_balances.fiscal_period_end_month
    - fct_gl_balances.total_revenue
    - fct_gl_balances.total_expense
    - fct_gl_balances.total_profit
    filters:
      fct_gl_balances.year_position: 'Current year,Prior year'
      fct_gl_balances.fiscal_period: '>0'
      fct_gl_balances.period_position: '-Later'
    sorts: [fct_gl_balances.fiscal_period_end_month]
    limit: 26
    listen:
      Company: dim_companies.company_name
      Currency: dim_companies.company_currency_code
    series_types:
      fct_gl_balances.total_profit: line
    series_colors:
      fct_gl_balances.total_revenue: '#2a9d8f'
      fct_gl_balances.total_expense: '#8a9ba8'
      fct_gl_balances.total_profit: '#1d4e89'
    row: 11
    col: 0
    width: 24
    height: 8

  - name: statement
    title: 'Profit and loss, year to date'
    type: looker_grid
    model: jde
    explore: gl_balances
    fields:
    - dim_gl_accounts.account_class
    - dim_gl_accounts.account_group
    - fct_gl_balances.total_natural_this_year
    - fct_gl_balances.total_natural_prior_year
    - fct_gl_balances.natural_change
    - fct_gl_balances.natural_change_share
    filters:
      dim_gl_accounts.statement: profit_and_loss
    sorts: [dim_gl_accounts.account_class, fct_gl_balances.total_natural_this_year desc]
    limit: 50
    listen:
      Company: dim_companies.company_name
      Currency: dim_companies.company_currency_code
    row: 19
    col: 0
    width: 14
    height: 9

  - name: balance_sheet
    title: Balance sheet
    type: looker_grid
    model: jde
    explore: gl_balances
    fields:
    - dim_gl_accounts.balance_sheet_class
    - dim_gl_accounts.balance_sheet_line
    - fct_gl_balances.total_balance_sheet
    sorts: [dim_gl_accounts.balance_sheet_class, dim_gl_accounts.balance_sheet_line]
    limit: 50
    listen:
      Company: dim_companies.company_name
      Currency: dim_companies.company_currency_code
      Balance Sheet Period: fct_gl_balances.period_position
    row: 19
    col: 14
    width: 10
    height: 9

  - name: companies
    title: 'All companies, each in its own currency'
    type: looker_grid
    model: jde
    explore: gl_balances
    fields:
    - dim_companies.company_name
    - fct_gl_balances.ledger_currency_code
    - fct_gl_balances.total_revenue_this_year
    - fct_gl_balances.total_expense_this_year
    - fct_gl_balances.total_profit_this_year
    - fct_gl_balances.profit_margin_this_year
    filters:
      dim_gl_accounts.statement: profit_and_loss
    sorts: [dim_companies.company_name]
    listen:
      Company: dim_companies.company_name
    row: 28
    col: 0
    width: 24
    height: 4
