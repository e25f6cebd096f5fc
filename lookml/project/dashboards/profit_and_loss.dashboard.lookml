- dashboard: profit_and_loss
  title: 'Profit and loss, balance sheet'
  description: >-
    The result of the year to the period chosen beside the year before, how it came about, and the balance sheet. Actual ledger.
  extends: ledger_template

  filters:
  - name: Period
    title: Period
    type: field_filter
    model: jde
    explore: gl_balances
    field: fct_gl_balances.period_position
    default_value: Previous
    allow_multiple_values: false
    required: true
    ui_config:
      type: button_toggles
      display: inline

  elements:
  - name: revenue
    title: Revenue year to date
    type: single_value
    model: jde
    explore: profit_and_loss
    fields: [fct_profit_and_loss.total_revenue_ytd, fct_profit_and_loss.revenue_change_share]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_profit_and_loss.amount_currency
      Currency: fct_profit_and_loss.amount_currency_code
      Period: fct_profit_and_loss.period_position
    show_comparison: true
    comparison_type: change
    comparison_label: on prior year
    row: 0
    col: 0
    width: 6
    height: 3

  - name: expense
    title: Expense year to date
    type: single_value
    model: jde
    explore: profit_and_loss
    fields: [fct_profit_and_loss.total_expense_ytd, fct_profit_and_loss.expense_change_share]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_profit_and_loss.amount_currency
      Currency: fct_profit_and_loss.amount_currency_code
      Period: fct_profit_and_loss.period_position
    show_comparison: true
    comparison_type: change
    comparison_label: on prior year
    comparison_reverse_colors: true
    row: 0
    col: 6
    width: 6
    height: 3

  - name: result
    title: Result year to date
    type: single_value
    model: jde
    explore: profit_and_loss
    fields: [fct_profit_and_loss.total_result_ytd, fct_profit_and_loss.total_prior_result_ytd]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_profit_and_loss.amount_currency
      Currency: fct_profit_and_loss.amount_currency_code
      Period: fct_profit_and_loss.period_position
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
      Amounts in: fct_gl_balances.amount_currency
      Currency: fct_gl_balances.amount_currency_code
      Period: fct_gl_balances.period_position
    row: 0
    col: 18
    width: 6
    height: 3

  - name: bridge
    title: 'How the result came about, year to date'
    type: looker_waterfall
    model: jde
    explore: profit_and_loss
    fields: [fct_profit_and_loss.account_type, fct_profit_and_loss.account_group, fct_profit_and_loss.total_result_ytd, fct_profit_and_loss.total_ytd]
    hidden_fields: [fct_profit_and_loss.account_type, fct_profit_and_loss.total_ytd]
    filters:
      fct_profit_and_loss.total_result_ytd: NOT 0
    sorts: [fct_profit_and_loss.account_type, fct_profit_and_loss.total_ytd desc, fct_profit_and_loss.account_group]
    limit: 14
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_profit_and_loss.amount_currency
      Currency: fct_profit_and_loss.amount_currency_code
      Period: fct_profit_and_loss.period_position
    row: 3
    col: 0
    width: 24
    height: 8

  - name: trend
    title: 'Revenue, expense and result by month'
    type: looker_column
    model: jde
    explore: profit_and_loss
    fields:
    - fct_profit_and_loss.fiscal_period_end_month
    - fct_profit_and_loss.total_revenue
    - fct_profit_and_loss.total_expense
    - fct_profit_and_loss.total_result
    filters:
      dim_dates.months_ago: '[1, 24]'
    sorts: [fct_profit_and_loss.fiscal_period_end_month]
    limit: 26
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_profit_and_loss.amount_currency
      Currency: fct_profit_and_loss.amount_currency_code
    series_types:
      fct_profit_and_loss.total_result: line
    series_colors:
      fct_profit_and_loss.total_revenue: '#2a9d8f'
      fct_profit_and_loss.total_expense: '#8a9ba8'
      fct_profit_and_loss.total_result: '#1d4e89'
    row: 11
    col: 0
    width: 24
    height: 8

  - name: statement
    title: 'Profit and loss, year to date'
    type: looker_grid
    model: jde
    explore: profit_and_loss
    fields:
    - fct_profit_and_loss.account_class
    - fct_profit_and_loss.account_group
    - fct_profit_and_loss.total_ytd
    - fct_profit_and_loss.total_prior_ytd
    - fct_profit_and_loss.change
    - fct_profit_and_loss.change_share
    subtotals: [fct_profit_and_loss.account_class]
    sorts: [fct_profit_and_loss.account_class, fct_profit_and_loss.total_ytd desc, fct_profit_and_loss.account_group]
    limit: 50
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_profit_and_loss.amount_currency
      Currency: fct_profit_and_loss.amount_currency_code
      Period: fct_profit_and_loss.period_position
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
    subtotals: [dim_gl_accounts.balance_sheet_class]
    sorts: [dim_gl_accounts.balance_sheet_class, dim_gl_accounts.balance_sheet_line]
    limit: 50
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_gl_balances.amount_currency
      Currency: fct_gl_balances.amount_currency_code
      Period: fct_gl_balances.period_position
    row: 19
    col: 14
    width: 10
    height: 9

  - name: companies
    title: All companies and currencies
    type: looker_grid
    model: jde
    explore: profit_and_loss
    fields:
    - dim_companies.company_name
    - fct_profit_and_loss.amount_currency_code
    - fct_profit_and_loss.total_revenue_ytd
    - fct_profit_and_loss.total_expense_ytd
    - fct_profit_and_loss.total_result_ytd
    - fct_profit_and_loss.margin_ytd
    sorts: [dim_companies.company_name, fct_profit_and_loss.amount_currency_code]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_profit_and_loss.amount_currency
      Period: fct_profit_and_loss.period_position
    row: 28
    col: 0
    width: 24
    height: 4
