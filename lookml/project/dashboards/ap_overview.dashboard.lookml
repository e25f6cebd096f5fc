- dashboard: ap_overview
  title: Accounts payable
  description: >-
    What we owe, what is late, how fast we pay, and the discounts we let go. As of the last load.
  extends: documents_template

  elements:
  - name: open
    title: Open payables
    type: single_value
    model: jde
    explore: ap_aging
    fields: [fct_ap_aging.total_open, fct_ap_aging.count]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    show_comparison: true
    comparison_type: value
    comparison_label: open items
    row: 0
    col: 0
    width: 6
    height: 3

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
    col: 6
    width: 6
    height: 3

  - name: due_soon
    title: Due within 7 days
    type: single_value
    model: jde
    explore: ap_aging
    fields: [fct_ap_aging.total_due_7_days]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    row: 0
    col: 12
    width: 6
    height: 3

  - name: held
    title: On payment hold
    type: single_value
    model: jde
    explore: ap_aging
    fields: [fct_ap_aging.total_held]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    row: 0
    col: 18
    width: 6
    height: 3

  - name: days_to_pay
    title: Days to pay this year
    type: single_value
    model: jde
    explore: ap_payments
    fields: [fct_ap_payments.average_days_to_pay, fct_ap_payments.count_payments]
    filters:
      fct_ap_payments.year_position: Current year
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_payments.amount_currency
      Currency: fct_ap_payments.amount_currency_code
    show_comparison: true
    comparison_type: value
    comparison_label: payments
    note_text: 'Days from invoice to payment, weighted by the money paid, without voided payments.'
    row: 3
    col: 5
    width: 5
    height: 3

  - name: paid_late
    title: Paid late this year
    type: single_value
    model: jde
    explore: ap_payments
    fields: [fct_ap_payments.paid_late_share, fct_ap_payments.total_paid_late]
    filters:
      fct_ap_payments.year_position: Current year
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_payments.amount_currency
      Currency: fct_ap_payments.amount_currency_code
    show_comparison: true
    comparison_type: value
    comparison_label: paid after the due date
    row: 3
    col: 10
    width: 5
    height: 3

  - name: discount_missed
    title: Discounts missed this year
    type: single_value
    model: jde
    explore: accounts_payable
    fields: [fct_ap_invoices.total_discount_missed, fct_ap_invoices.discount_capture_share]
    filters:
      fct_ap_invoices.year_position: Current year
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_invoices.amount_currency
      Currency: fct_ap_invoices.amount_currency_code
    show_comparison: true
    comparison_type: value
    comparison_label: captured
    row: 3
    col: 15
    width: 5
    height: 3

  - name: unposted
    title: Vouchers not posted
    type: single_value
    model: jde
    explore: accounts_payable
    fields: [fct_ap_invoices.total_unposted]
    filters:
      fct_ap_invoices.is_adjustment: 'No'
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_invoices.amount_currency
      Currency: fct_ap_invoices.amount_currency_code
    row: 3
    col: 20
    width: 4
    height: 3

  - name: ageing
    title: Open payables by age
    type: looker_column
    model: jde
    explore: ap_aging
    fields: [fct_ap_aging.age_bucket, fct_ap_aging.total_open]
    sorts: [fct_ap_aging.age_bucket]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    show_value_labels: true
    row: 6
    col: 0
    width: 10
    height: 7

  - name: paid
    title: Paid by month
    type: looker_column
    model: jde
    explore: ap_payments
    fields: [fct_ap_payments.payment_month, fct_ap_payments.total_paid]
    filters:
      dim_dates.months_ago: '[0, 23]'
    sorts: [fct_ap_payments.payment_month]
    limit: 24
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_payments.amount_currency
      Currency: fct_ap_payments.amount_currency_code
    row: 6
    col: 10
    width: 14
    height: 7

  - name: suppliers
    title: Largest open suppliers
    type: looker_bar
    model: jde
    explore: ap_aging
    fields: [dim_suppliers.supplier_name, fct_ap_aging.total_not_due, fct_ap_aging.total_past_due, fct_ap_aging.total_open]
    hidden_fields: [fct_ap_aging.total_open]
    sorts: [fct_ap_aging.total_open desc, dim_suppliers.supplier_name]
    limit: 12
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    stacking: normal
    series_colors:
      fct_ap_aging.total_not_due: '#1d4e89'
      fct_ap_aging.total_past_due: '#c8553d'
    row: 13
    col: 0
    width: 12
    height: 9

  - name: discounts
    title: Discounts taken and missed
    type: looker_column
    model: jde
    explore: accounts_payable
    fields:
    - fct_ap_invoices.invoice_month
    - fct_ap_invoices.total_discount_taken
    - fct_ap_invoices.total_discount_missed
    filters:
      dim_dates.months_ago: '[0, 23]'
    sorts: [fct_ap_invoices.invoice_month]
    limit: 24
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_invoices.amount_currency
      Currency: fct_ap_invoices.amount_currency_code
    stacking: normal
    series_colors:
      fct_ap_invoices.total_discount_taken: '#2a9d8f'
      fct_ap_invoices.total_discount_missed: '#c8553d'
    row: 13
    col: 12
    width: 12
    height: 9

  - name: days_trend
    title: Days to pay by month
    type: looker_line
    model: jde
    explore: ap_payments
    fields: [fct_ap_payments.payment_month, fct_ap_payments.average_days_to_pay]
    filters:
      dim_dates.months_ago: '[0, 23]'
    sorts: [fct_ap_payments.payment_month]
    limit: 24
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_payments.amount_currency
      Currency: fct_ap_payments.amount_currency_code
    row: 22
    col: 0
    width: 12
    height: 7

  - name: invoiced
    title: Invoiced by month
    type: looker_area
    model: jde
    explore: accounts_payable
    fields: [fct_ap_invoices.invoice_month, fct_ap_invoices.total_gross]
    filters:
      dim_dates.months_ago: '[0, 23]'
    sorts: [fct_ap_invoices.invoice_month]
    limit: 24
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_invoices.amount_currency
      Currency: fct_ap_invoices.amount_currency_code
    row: 22
    col: 12
    width: 12
    height: 7

  - name: late_items
    title: Oldest open items
    type: looker_grid
    model: jde
    explore: ap_aging
    fields:
    - fct_ap_aging.supplier_invoice_number
    - dim_suppliers.supplier_name
    - fct_ap_aging.document_type_code
    - fct_ap_aging.document_number
    - fct_ap_aging.due_date
    - fct_ap_aging.days_past_due
    - fct_ap_aging.pay_status_name
    - fct_ap_aging.total_open
    filters:
      fct_ap_aging.is_past_due: 'Yes'
    sorts: [fct_ap_aging.days_past_due desc, fct_ap_aging.total_open desc, fct_ap_aging.document_number, fct_ap_aging.document_type_code]
    limit: 50
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_aging.amount_currency
      Currency: fct_ap_aging.amount_currency_code
    total: true
    row: 36
    col: 0
    width: 24
    height: 9

  - name: payable_days
    title: 'Days payable, last closed period'
    type: single_value
    model: jde
    explore: days_payable
    fields: [fct_days_payable.days_payable_outstanding, fct_days_payable.payables_turnover]
    filters:
      fct_days_payable.period_position: Previous
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_days_payable.amount_currency
      Currency: fct_days_payable.amount_currency_code
    show_comparison: true
    comparison_type: value
    comparison_label: turns a year
    note_text: 'Open payables times 365 by the vouchers of the year before.'
    row: 3
    col: 0
    width: 5
    height: 3

  - name: payable_days_trend
    title: 'Days payable by period'
    type: looker_line
    model: jde
    explore: days_payable
    fields: [fct_days_payable.fiscal_period_end_month, fct_days_payable.days_payable_outstanding]
    filters:
      dim_dates.months_ago: '[0, 12]'
    sorts: [fct_days_payable.fiscal_period_end_month]
    limit: 14
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_days_payable.amount_currency
      Currency: fct_days_payable.amount_currency_code
    row: 29
    col: 0
    width: 8
    height: 7

  - name: open_by_day
    title: 'Open payables, day by day'
    type: looker_column
    model: jde
    explore: ap_open_daily
    fields: [fct_ap_open_daily.snapshot_date, fct_ap_open_daily.total_not_due, fct_ap_open_daily.total_past_due]
    sorts: [fct_ap_open_daily.snapshot_date desc]
    limit: 31
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_ap_open_daily.amount_currency
      Currency: fct_ap_open_daily.amount_currency_code
    stacking: normal
    series_colors:
      fct_ap_open_daily.total_not_due: '#1d4e89'
      fct_ap_open_daily.total_past_due: '#c8553d'
    note_text: 'Kept from the first build on: one column for each day on which the marts were built.'
    row: 29
    col: 16
    width: 8
    height: 7

  - name: open_by_period
    title: 'Open payables at the end of each period'
    type: looker_area
    model: jde
    explore: days_payable
    fields: [fct_days_payable.fiscal_period_end_month, fct_days_payable.total_open]
    filters:
      dim_dates.months_ago: '[0, 23]'
    sorts: [fct_days_payable.fiscal_period_end_month]
    limit: 28
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_days_payable.amount_currency
      Currency: fct_days_payable.amount_currency_code
    note_text: 'Worked out from the dates of the documents and payments; the running period as of the last load.'
    row: 29
    col: 8
    width: 8
    height: 7
