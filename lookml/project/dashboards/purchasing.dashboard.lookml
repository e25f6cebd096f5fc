- dashboard: purchasing
  title: Purchasing
  description: >-
    Money committed, goods received and not invoiced, deliveries on time, and where matching went wrong.
  extends: documents_template

  filters:
  - name: Supplier
    title: Supplier
    type: field_filter
    model: jde
    explore: procure_to_pay
    field: dim_suppliers.supplier_name
    default_value: ''
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover

  elements:
  - name: commitment
    title: Open commitments
    type: single_value
    model: jde
    explore: po_commitments
    fields: [fct_po_commitments.total_commitment, fct_po_commitments.count_orders]
    filters:
      fct_po_commitments.is_open: 'Yes'
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_po_commitments.amount_currency
      Currency: fct_po_commitments.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    show_comparison: true
    comparison_type: value
    comparison_label: orders
    row: 0
    col: 0
    width: 6
    height: 3

  - name: not_vouchered
    title: 'Received, not vouchered'
    type: single_value
    model: jde
    explore: po_receipts
    fields: [fct_po_receipts.total_received_not_vouchered]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_po_receipts.amount_currency
      Currency: fct_po_receipts.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    row: 0
    col: 6
    width: 6
    height: 3

  - name: on_time
    title: Delivered on time this year
    type: single_value
    model: jde
    explore: po_receipts
    fields: [fct_po_receipts.on_time_share, fct_po_receipts.count_promised]
    filters:
      fct_po_receipts.year_position: Current year
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_po_receipts.amount_currency
      Currency: fct_po_receipts.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    show_comparison: true
    comparison_type: value
    comparison_label: receipts with a promise
    row: 0
    col: 12
    width: 6
    height: 3

  - name: exceptions
    title: Order lines with exceptions
    type: single_value
    model: jde
    explore: procure_to_pay
    fields: [fct_procure_to_pay.exception_share, fct_procure_to_pay.count_exceptions]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_procure_to_pay.amount_currency
      Currency: fct_procure_to_pay.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    show_comparison: true
    comparison_type: value
    comparison_label: lines
    row: 0
    col: 18
    width: 6
    height: 3

  - name: steps
    title: 'From requisition to payment: amounts of this year'
    type: looker_column
    model: jde
    explore: procure_to_pay
    fields:
    - fct_procure_to_pay.total_requisitioned
    - fct_procure_to_pay.total_ordered
    - fct_procure_to_pay.total_received
    - fct_procure_to_pay.total_vouchered
    - fct_procure_to_pay.total_paid
    filters:
      fct_procure_to_pay.year_position: Current year
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_procure_to_pay.amount_currency
      Currency: fct_procure_to_pay.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    show_value_labels: true
    row: 3
    col: 0
    width: 12
    height: 8

  - name: durations
    title: 'From requisition to payment: average days'
    type: looker_column
    model: jde
    explore: procure_to_pay
    fields:
    - fct_procure_to_pay.average_days_requisition_to_order
    - fct_procure_to_pay.average_days_order_to_receipt
    - fct_procure_to_pay.average_days_receipt_to_voucher
    - fct_procure_to_pay.average_days_voucher_to_payment
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_procure_to_pay.amount_currency
      Currency: fct_procure_to_pay.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    show_value_labels: true
    series_labels:
      fct_procure_to_pay.average_days_requisition_to_order: Requisition to order
      fct_procure_to_pay.average_days_order_to_receipt: Order to receipt
      fct_procure_to_pay.average_days_receipt_to_voucher: Receipt to voucher
      fct_procure_to_pay.average_days_voucher_to_payment: Voucher to payment
    row: 3
    col: 12
    width: 12
    height: 8

  - name: by_cost_center
    title: Open commitments by cost centre
    type: looker_bar
    model: jde
    explore: po_commitments
    fields: [fct_po_commitments.committed_cost_center, fct_po_commitments.total_commitment]
    filters:
      fct_po_commitments.is_open: 'Yes'
    sorts: [fct_po_commitments.total_commitment desc, fct_po_commitments.committed_cost_center]
    limit: 12
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_po_commitments.amount_currency
      Currency: fct_po_commitments.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    row: 11
    col: 0
    width: 12
    height: 8

  - name: by_group
    title: Open commitments by account group
    type: looker_donut_multiples
    model: jde
    explore: po_commitments
    fields: [fct_po_commitments.committed_group, fct_po_commitments.total_commitment]
    filters:
      fct_po_commitments.is_open: 'Yes'
    sorts: [fct_po_commitments.total_commitment desc, fct_po_commitments.committed_group]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_po_commitments.amount_currency
      Currency: fct_po_commitments.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    row: 11
    col: 12
    width: 12
    height: 8

  - name: on_time_trend
    title: 'Delivered on time, by month'
    type: looker_line
    model: jde
    explore: po_receipts
    fields: [fct_po_receipts.received_month, fct_po_receipts.on_time_share]
    filters:
      dim_dates.months_ago: '[0, 23]'
      fct_po_receipts.match_code: '1'
    sorts: [fct_po_receipts.received_month]
    limit: 24
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_po_receipts.amount_currency
      Currency: fct_po_receipts.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    row: 19
    col: 0
    width: 12
    height: 7

  - name: not_vouchered_age
    title: 'Received, not vouchered, by month of receipt'
    type: looker_column
    model: jde
    explore: po_receipts
    fields: [fct_po_receipts.received_month, fct_po_receipts.total_received_not_vouchered]
    filters:
      fct_po_receipts.match_code: '1'
      dim_dates.months_ago: '[0, 23]'
    sorts: [fct_po_receipts.received_month]
    limit: 24
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_po_receipts.amount_currency
      Currency: fct_po_receipts.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    series_colors:
      fct_po_receipts.total_received_not_vouchered: '#e9a23b'
    row: 19
    col: 12
    width: 12
    height: 7

  - name: exception_lines
    title: Order lines with exceptions
    type: looker_grid
    model: jde
    explore: procure_to_pay
    fields:
    - fct_procure_to_pay.order_type_code
    - fct_procure_to_pay.order_number
    - fct_procure_to_pay.line_number
    - dim_suppliers.supplier_name
    - fct_procure_to_pay.line_description
    - fct_procure_to_pay.exception_names
    - fct_procure_to_pay.total_ordered
    - fct_procure_to_pay.total_price_variance
    filters:
      fct_procure_to_pay.has_exception: 'Yes'
    sorts: [fct_procure_to_pay.total_ordered desc, fct_procure_to_pay.order_number, fct_procure_to_pay.line_number, fct_procure_to_pay.order_type_code]
    limit: 50
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_procure_to_pay.amount_currency
      Currency: fct_procure_to_pay.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    row: 26
    col: 0
    width: 24
    height: 9

  - name: price
    title: Price variance by supplier
    type: looker_bar
    model: jde
    explore: procure_to_pay
    fields: [dim_suppliers.supplier_name, fct_procure_to_pay.total_price_variance]
    filters:
      fct_procure_to_pay.total_price_variance: NOT 0
    sorts: [fct_procure_to_pay.total_price_variance desc, dim_suppliers.supplier_name]
    limit: 12
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_procure_to_pay.amount_currency
      Currency: fct_procure_to_pay.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    series_colors:
      fct_procure_to_pay.total_price_variance: '#c8553d'
    row: 35
    col: 0
    width: 12
    height: 8

  - name: open_lines
    title: Largest open order lines
    type: looker_grid
    model: jde
    explore: purchasing
    fields:
    - dim_suppliers.supplier_name
    - fct_purchase_order_lines.order_number
    - fct_purchase_order_lines.promised_date
    - fct_purchase_order_lines.line_state
    - fct_purchase_order_lines.total_open
    filters:
      fct_purchase_order_lines.is_commitment: 'Yes'
      fct_purchase_order_lines.total_open: '>0'
    sorts: [fct_purchase_order_lines.total_open desc, fct_purchase_order_lines.order_number, fct_purchase_order_lines.promised_date]
    limit: 30
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_purchase_order_lines.amount_currency
      Currency: fct_purchase_order_lines.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    row: 35
    col: 12
    width: 12
    height: 8

  - name: supplier_performance
    title: 'Supplier performance, this year'
    type: looker_grid
    model: jde
    explore: po_receipts
    fields:
    - dim_suppliers.supplier_name
    - fct_po_receipts.total_received
    - fct_po_receipts.count_receipts
    - fct_po_receipts.count_promised
    - fct_po_receipts.on_time_share
    - fct_po_receipts.total_received_not_vouchered
    filters:
      fct_po_receipts.year_position: Current year
      fct_po_receipts.match_code: '1'
    sorts: [fct_po_receipts.total_received desc, dim_suppliers.supplier_name]
    limit: 25
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_po_receipts.amount_currency
      Currency: fct_po_receipts.amount_currency_code
      Supplier: dim_suppliers.supplier_name
    series_cell_visualizations:
      fct_po_receipts.total_received: {is_active: true}
    row: 43
    col: 0
    width: 24
    height: 9
