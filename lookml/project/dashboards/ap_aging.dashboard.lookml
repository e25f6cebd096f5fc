- dashboard: ap_aging
  title: AP ageing
  description: >-
    How old the open items are, by supplier and by day of maturity, and what the next weeks will cost.
  extends: documents_template

  elements:
  - name: past_due
    title: Past due
    type: single_value
    model: jde
    explore: ap_aging
    fields: [fct_ap_aging.total_past_due, fct_ap_aging.past_due_share]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    show_comparison: true
    comparison_type: value
    comparison_label: of open payables
    row: 0
    col: 0
    width: 6
    height: 3

  - name: over_90
    title: Over 90 days
    type: single_value
    model: jde
    explore: ap_aging
    fields: [fct_ap_aging.total_over_90]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    row: 0
    col: 6
    width: 6
    height: 3

  - name: age
    title: Average days past due
    type: single_value
    model: jde
    explore: ap_aging
    fields: [fct_ap_aging.average_days_past_due]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    row: 0
    col: 12
    width: 6
    height: 3

  - name: items
    title: Items past due
    type: single_value
    model: jde
    explore: ap_aging
    fields: [fct_ap_aging.count_past_due, fct_ap_aging.count]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    show_comparison: true
    comparison_type: progress_percentage
    comparison_label: open items
    row: 0
    col: 18
    width: 6
    height: 3

  - name: by_supplier
    title: Age by supplier
    type: looker_grid
    model: jde
    explore: ap_aging
    fields: [dim_suppliers.supplier_name, fct_ap_aging.age_bucket, fct_ap_aging.total_open]
    pivots: [fct_ap_aging.age_bucket]
    sorts: [fct_ap_aging.age_bucket, fct_ap_aging.total_open desc, dim_suppliers.supplier_name]
    limit: 40
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    total: true
    row_total: right
    row: 3
    col: 0
    width: 24
    height: 10

  - name: maturity
    title: 'Cash requirements, by week due'
    type: looker_column
    model: jde
    explore: ap_aging
    fields: [fct_ap_aging.due_week, fct_ap_aging.total_open]
    filters:
      fct_ap_aging.days_past_due: '[-70, 14]'
    sorts: [fct_ap_aging.due_week]
    limit: 20
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    row: 13
    col: 0
    width: 12
    height: 8

  - name: discounts
    title: 'Discounts still to take, by week in which they end'
    type: looker_column
    model: jde
    explore: ap_aging
    fields: [fct_ap_aging.discount_due_week, fct_ap_aging.total_discount_open]
    filters:
      fct_ap_aging.total_discount_open: NOT 0
    sorts: [fct_ap_aging.discount_due_week]
    limit: 20
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    series_colors:
      fct_ap_aging.total_discount_open: '#2a9d8f'
    note_text: 'What payment by then earns. Nothing to draw means that no open item offers a discount any more.'
    row: 13
    col: 12
    width: 12
    height: 8

  - name: status
    title: Open by pay status
    type: looker_donut_multiples
    model: jde
    explore: accounts_payable
    fields: [fct_ap_invoices.pay_status_name, fct_ap_invoices.total_open]
    filters:
      fct_ap_invoices.is_open: 'Yes'
    sorts: [fct_ap_invoices.total_open desc, fct_ap_invoices.pay_status_name]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_invoices.amount_currency
      Currency: fct_ap_invoices.amount_currency_code
    row: 21
    col: 0
    width: 9
    height: 6

  - name: companies
    title: All companies and currencies
    type: looker_grid
    model: jde
    explore: ap_aging
    fields:
    - dim_companies.company_name
    - fct_ap_aging.amount_currency_code
    - fct_ap_aging.total_open
    - fct_ap_aging.total_not_due
    - fct_ap_aging.total_past_due
    - fct_ap_aging.past_due_share
    - fct_ap_aging.total_over_90
    sorts: [dim_companies.company_name, fct_ap_aging.amount_currency_code]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
    row: 21
    col: 9
    width: 15
    height: 6

  - name: blocked
    title: On hold or in dispute
    type: looker_grid
    model: jde
    explore: accounts_payable
    fields:
    - fct_ap_invoices.supplier_invoice_number
    - dim_suppliers.supplier_name
    - fct_ap_invoices.document_type_code
    - fct_ap_invoices.document_number
    - fct_ap_invoices.pay_item
    - fct_ap_invoices.due_date
    - fct_ap_invoices.pay_status_name
    - fct_ap_invoices.total_open
    filters:
      fct_ap_invoices.is_open: 'Yes'
      fct_ap_invoices.pay_status_code: 'H,X'
    sorts: [fct_ap_invoices.total_open desc, fct_ap_invoices.document_number, fct_ap_invoices.pay_item, fct_ap_invoices.document_type_code]
    limit: 50
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_invoices.amount_currency
      Currency: fct_ap_invoices.amount_currency_code
    total: true
    row: 27
    col: 0
    width: 24
    height: 7
