- dashboard: account_detail
  title: Account detail
  description: >-
    What stands behind a balance: opening, movement and closing of each period, account by account, and the journal lines. Actual ledger.
  extends: ledger_template

  filters:
  - name: Account Group
    title: Account Group
    type: field_filter
    model: jde
    explore: gl_balances
    field: dim_gl_accounts.account_group
    default_value: Cash and banks
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover

  - name: Account
    title: Account
    type: field_filter
    model: jde
    explore: gl_balances
    field: dim_gl_accounts.account_number
    default_value: ''
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover

  elements:
  - name: periods
    title: 'Balance by period'
    type: looker_grid
    model: jde
    explore: gl_balances
    fields:
    - fct_gl_balances.fiscal_period_end_date
    - fct_gl_balances.fiscal_year
    - fct_gl_balances.fiscal_period
    - fct_gl_balances.total_opening
    - fct_gl_balances.total_movement
    - fct_gl_balances.total_closing
    filters:
      fct_gl_balances.fiscal_period: '>0'
      fct_gl_balances.year_position: 'Current year,Prior year'
      fct_gl_balances.period_position: '-Later'
      fct_gl_balances.count_telling: '>0'
    sorts: [fct_gl_balances.fiscal_period_end_date desc, fct_gl_balances.fiscal_year desc, fct_gl_balances.fiscal_period desc]
    limit: 60
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_gl_balances.amount_currency
      Currency: fct_gl_balances.amount_currency_code
      Account Group: dim_gl_accounts.account_group
      Account: dim_gl_accounts.account_number
    note_text: 'Each opening balance is the closing balance of the period before; periods without a posting are there too, adjustment periods only with one.'
    row: 0
    col: 0
    width: 12
    height: 10

  - name: accounts
    title: 'Balance by account, last closed period'
    type: looker_grid
    model: jde
    explore: gl_balances
    fields:
    - dim_gl_accounts.account_number
    - dim_gl_accounts.account_name
    - fct_gl_balances.total_opening
    - fct_gl_balances.total_movement
    - fct_gl_balances.total_closing
    filters:
      fct_gl_balances.period_position: Previous
    sorts: [dim_gl_accounts.account_number]
    limit: 500
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_gl_balances.amount_currency
      Currency: fct_gl_balances.amount_currency_code
      Account Group: dim_gl_accounts.account_group
      Account: dim_gl_accounts.account_number
    total: true
    row: 0
    col: 12
    width: 12
    height: 10

  - name: movement
    title: Debits and credits by month
    type: looker_column
    model: jde
    explore: gl_activity
    fields: [fct_gl_activity.gl_month, fct_gl_activity.total_debit, fct_gl_activity.total_credit]
    filters:
      dim_dates.months_ago: '[0, 12]'
    sorts: [fct_gl_activity.gl_month]
    limit: 13
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_gl_activity.amount_currency
      Currency: fct_gl_activity.amount_currency_code
      Account Group: dim_gl_accounts.account_group
      Account: dim_gl_accounts.account_number
    stacking: normal
    series_colors:
      fct_gl_activity.total_debit: '#1d4e89'
      fct_gl_activity.total_credit: '#e9a23b'
    row: 10
    col: 0
    width: 12
    height: 8

  - name: sources
    title: 'Where the postings came from, last 13 months'
    type: looker_grid
    model: jde
    explore: gl_activity
    fields:
    - fct_gl_activity.batch_type_code
    - fct_gl_activity.document_type_code
    - fct_gl_activity.entries
    - fct_gl_activity.total_debit
    - fct_gl_activity.total_credit
    - fct_gl_activity.total_amount
    filters:
      dim_dates.months_ago: '[0, 12]'
    sorts: [fct_gl_activity.batch_type_code, fct_gl_activity.document_type_code]
    limit: 60
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_gl_activity.amount_currency
      Currency: fct_gl_activity.amount_currency_code
      Account Group: dim_gl_accounts.account_group
      Account: dim_gl_accounts.account_number
    total: true
    row: 10
    col: 12
    width: 12
    height: 8

  - name: entries
    title: 'Journal lines of this and the last month'
    type: looker_grid
    model: jde
    explore: general_ledger
    fields:
    - fct_gl_entries.gl_date
    - dim_gl_accounts.account_number
    - fct_gl_entries.document_type_code
    - fct_gl_entries.document_number
    - fct_gl_entries.journal_line_number
    - fct_gl_entries.explanation
    - fct_gl_entries.total_debit
    - fct_gl_entries.total_credit
    - fct_gl_entries.running_amount
    filters:
      dim_dates.months_ago: '[0, 1]'
    sorts:
    - fct_gl_entries.gl_date
    - fct_gl_entries.document_number
    - fct_gl_entries.document_type_code
    - fct_gl_entries.journal_line_number
    - dim_gl_accounts.account_number
    - fct_gl_entries.explanation
    limit: 1000
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_gl_entries.amount_currency
      Currency: fct_gl_entries.amount_currency_code
      Account Group: dim_gl_accounts.account_group
      Account: dim_gl_accounts.account_number
    total: true
    note_text: 'The running amount is 0 before the first line; the opening balance of its period, above, makes it the balance.'
    row: 18
    col: 0
    width: 24
    height: 10
