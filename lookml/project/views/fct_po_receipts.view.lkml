view: fct_po_receipts {
  label: "Receipt"
  sql_table_name: @{MARTS_SCHEMA}.fct_po_receipts ;;

  set: detail {
    fields: [received_date, order_type_code, order_number, line_number, dim_suppliers.supplier_name, dim_items.item_description, total_received, total_received_not_vouchered]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.match_code || '-' || ${TABLE}.order_company_code || '-' || ${TABLE}.order_type_code || '-' || ${TABLE}.order_number || '-' || ${TABLE}.order_suffix || '-' || ${TABLE}.line_number || '-' || ${TABLE}.receipt_line_number || '-' || ${TABLE}.document_number ;;
  }

  parameter: amount_currency {
    label: "Amounts in"
    description: "Currency that all amounts of this view are shown in. Group amounts are empty unless dbt's var group_currency_code is set."
    type: unquoted
    allowed_value: { label: "Company currency" value: "company" }
    allowed_value: { label: "Transaction currency" value: "transaction" }
    allowed_value: { label: "Group currency" value: "group" }
    default_value: "company"
  }

  dimension: amount_currency_code {
    label: "Currency"
    description: "Currency of the amounts as shown, by the parameter Amounts in."
    type: string
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.transaction_currency_code
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.group_currency_code
      {% else %}${TABLE}.company_currency_code{% endif %} ;;
  }

  dimension: match_code {
    description: "1 receipt, 2 voucher match, 3 voucher match reversed, 4 receipt reversed."
    type: string
    sql: ${TABLE}.match_code ;;
  }

  dimension: order_company_code {
    group_label: "Purchase Order"
    description: "Company of the purchase order number, part of the order's key."
    type: string
    sql: ${TABLE}.order_company_code ;;
  }

  dimension: order_type_code {
    group_label: "Purchase Order"
    description: "Type of the purchase order, part of its key."
    type: string
    sql: ${TABLE}.order_type_code ;;
  }

  dimension: order_number {
    group_label: "Purchase Order"
    description: "Purchase order number."
    type: number
    value_format_name: id
    sql: ${TABLE}.order_number ;;
    link: {
      label: "Requisition to payment"
      url: "@{ORDER_LINES_URL}&f[fct_procure_to_pay.order_company_code]={{ row['fct_po_receipts.order_company_code'] | url_encode }}&f[fct_procure_to_pay.order_type_code]={{ row['fct_po_receipts.order_type_code'] | url_encode }}"
    }
  }

  dimension: order_suffix {
    hidden: yes
    group_label: "Purchase Order"
    description: "Suffix of the purchase order."
    type: string
    sql: ${TABLE}.order_suffix ;;
  }

  dimension: line_number {
    description: "Line of the order."
    type: number
    value_format_name: id
    sql: ${TABLE}.line_number ;;
  }

  dimension: receipt_line_number {
    description: "Number of the record within the order line."
    type: number
    value_format_name: id
    sql: ${TABLE}.receipt_line_number ;;
  }

  dimension: document_number {
    description: "Number of the receipt document, or of the voucher on matches; part of the key."
    type: number
    value_format_name: id
    sql: ${TABLE}.document_number ;;
  }

  dimension: document_company_code {
    description: "Company of the document number."
    type: string
    sql: ${TABLE}.document_company_code ;;
  }

  dimension: document_type_code {
    description: "Document type of the voucher (UDC 00/DT), part of its key."
    type: string
    sql: ${TABLE}.document_type_code ;;
  }

  dimension: pay_item {
    hidden: yes
    description: "Pay item within the voucher."
    type: string
    sql: ${TABLE}.pay_item ;;
  }

  dimension: company_code {
    description: "Company whose books carry the row; tie-outs, currency, calendar and security go by it."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: supplier_number {
    description: "Supplier (dim_suppliers); 0 where JDE names none."
    type: number
    value_format_name: id
    sql: ${TABLE}.supplier_number ;;
  }

  dimension: item_number {
    description: "Item (dim_items); 0 on lines without one."
    type: number
    value_format_name: id
    sql: ${TABLE}.item_number ;;
  }

  dimension: cost_center_code {
    label: "Cost Centre Code"
    description: "Cost centre of the order line; *MULTIPLE where it has several."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: branch_plant_code {
    description: "Branch or plant of the order."
    type: string
    sql: ${TABLE}.branch_plant_code ;;
  }

  dimension: account_id {
    hidden: yes
    label: "Account ID"
    description: "Account of the order line; *MULTIPLE where it has several, blank on stock lines."
    type: string
    sql: ${TABLE}.account_id ;;
  }

  dimension: supplier_invoice_number {
    description: "Invoice number as the supplier wrote it."
    type: string
    sql: ${TABLE}.supplier_invoice_number ;;
  }

  dimension: reason_code {
    description: "Reason (UDC 42/RC)."
    type: string
    sql: ${TABLE}.reason_code ;;
  }

  dimension: landed_cost_code {
    description: "Landed cost component; null on the goods themselves."
    type: string
    sql: ${TABLE}.landed_cost_code ;;
  }

  dimension: originated_by {
    group_label: "Audit"
    description: "User who entered it."
    type: string
    sql: ${TABLE}.originated_by ;;
  }

  dimension: company_currency_code {
    description: "Currency of the company: the currency of every amount not marked _txn or _group."
    type: string
    sql: ${TABLE}.company_currency_code ;;
  }

  dimension: transaction_currency_code {
    description: "Currency of the document: the currency of the amounts marked _txn."
    type: string
    sql: ${TABLE}.transaction_currency_code ;;
  }

  dimension: received_amount {
    hidden: yes
    description: "Received, in company currency: records with match code 1 only."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.received_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.received_amount_group
      {% else %}${TABLE}.received_amount{% endif %} ;;
  }

  dimension: vouchered_amount {
    hidden: yes
    description: "Vouchered, in company currency: records with match code 2 only."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.vouchered_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.vouchered_amount_group
      {% else %}${TABLE}.vouchered_amount{% endif %} ;;
  }

  dimension: received_not_vouchered_amount {
    hidden: yes
    description: "Received and not vouchered, in company currency: the open amount of records with match code 1."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.received_not_vouchered_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.received_not_vouchered_amount_group
      {% else %}${TABLE}.received_not_vouchered_amount{% endif %} ;;
  }

  dimension: received_quantity {
    description: "Received quantity: records with match code 1 only."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.received_quantity ;;
  }

  dimension: vouchered_quantity {
    description: "Vouchered quantity: records with match code 2 only."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.vouchered_quantity ;;
  }

  dimension: received_not_vouchered_quantity {
    description: "Quantity received and not vouchered."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.received_not_vouchered_quantity ;;
  }

  dimension: unit_of_measure_code {
    label: "Unit of Measure Code"
    description: "Primary unit of measure."
    type: string
    sql: ${TABLE}.unit_of_measure_code ;;
  }

  dimension: unit_cost {
    description: "Unit cost in company currency."
    type: number
    value_format_name: unit_price
    sql: ${TABLE}.unit_cost ;;
  }

  dimension: is_reversed {
    description: "True for what a reversal has left of a match (3) or a receipt (4); all amounts 0."
    type: yesno
    sql: ${TABLE}.is_reversed ;;
  }

  dimension: is_on_time {
    description: "True when received by the promised date; null unless the record is a receipt with a promised date."
    type: yesno
    sql: ${TABLE}.is_on_time ;;
  }

  dimension_group: received {
    group_label: "Received Date"
    description: "Actual delivery on the header."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.received_date ;;
  }

  dimension_group: gl {
    label: "GL"
    group_label: "GL Date"
    description: "G/L date."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.gl_date ;;
  }

  dimension_group: order {
    group_label: "Purchase Order"
    description: "Order date."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.order_date ;;
  }

  dimension_group: requested {
    group_label: "Requested Date"
    description: "Date for which the order was requested."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.requested_date ;;
  }

  dimension_group: promised {
    group_label: "Promised Date"
    description: "Promised delivery."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.promised_date ;;
  }

  dimension: fiscal_year {
    group_label: "Fiscal Calendar"
    description: "Fiscal year of the G/L date."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_year ;;
  }

  dimension: fiscal_period {
    group_label: "Fiscal Calendar"
    description: "Fiscal period of the G/L date."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_period ;;
  }

  dimension_group: fiscal_period_end {
    group_label: "Fiscal Calendar"
    description: "Last day of the fiscal period."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.fiscal_period_end_date ;;
  }

  dimension_group: updated {
    group_label: "Audit"
    description: "Last change of the row by the clock of the JDE server, no time zone."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.updated_at ;;
  }

  dimension: updated_by {
    group_label: "Audit"
    description: "User of the last change."
    type: string
    sql: ${TABLE}.updated_by ;;
  }

  dimension_group: loaded {
    group_label: "Audit"
    description: "When the loader read the row, UTC."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.loaded_at ;;
  }

  dimension: period_position {
    label: "Period"
    group_label: "Fiscal Calendar"
    description: "Where the fiscal period stands beside the company's current general ledger period: Current, Previous, Earlier or Later."
    type: string
    suggestions: ["Current", "Previous", "Earlier", "Later"]
    sql: CASE
      WHEN ${fiscal_year} = ${dim_companies.current_gl_fiscal_year} AND ${fiscal_period} = ${dim_companies.current_gl_period} THEN 'Current'
      WHEN ${fiscal_year} = ${dim_companies.previous_gl_fiscal_year} AND ${fiscal_period} = ${dim_companies.previous_gl_period} THEN 'Previous'
      WHEN ${fiscal_year} < ${dim_companies.current_gl_fiscal_year} OR (${fiscal_year} = ${dim_companies.current_gl_fiscal_year} AND ${fiscal_period} < ${dim_companies.current_gl_period}) THEN 'Earlier'
      ELSE 'Later' END ;;
  }

  dimension: year_position {
    label: "Year"
    group_label: "Fiscal Calendar"
    description: "Where the fiscal year stands beside the company's current general ledger year: Current year, Prior year, Earlier or Later."
    type: string
    suggestions: ["Current year", "Prior year", "Earlier", "Later"]
    sql: CASE
      WHEN ${fiscal_year} = ${dim_companies.current_gl_fiscal_year} THEN 'Current year'
      WHEN ${fiscal_year} = ${dim_companies.current_gl_fiscal_year} - 1 THEN 'Prior year'
      WHEN ${fiscal_year} < ${dim_companies.current_gl_fiscal_year} THEN 'Earlier'
      ELSE 'Later' END ;;
  }

  dimension: is_year_to_date {
    label: "Is Year to Date"
    group_label: "Fiscal Calendar"
    description: "Yes for periods up to the company's current general ledger period, in whatever year: compares years on equal terms."
    type: yesno
    sql: ${fiscal_period} <= ${dim_companies.current_gl_period} ;;
  }

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${amount_currency_code} ;;
  }

  measure: count {
    label: "Receipt Rows"
    description: "Number of receipt and match rows."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_received {
    hidden: yes
    type: sum
    sql: ${received_amount} ;;
  }

  measure: total_received {
    label: "Received"
    group_label: "Amounts"
    description: "Amount received. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_received} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_vouchered {
    hidden: yes
    type: sum
    sql: ${vouchered_amount} ;;
  }

  measure: total_vouchered {
    label: "Vouchered"
    group_label: "Amounts"
    description: "Amount matched with vouchers. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_vouchered} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_received_not_vouchered {
    hidden: yes
    type: sum
    sql: ${received_not_vouchered_amount} ;;
  }

  measure: total_received_not_vouchered {
    label: "Received not Vouchered"
    group_label: "Amounts"
    description: "Amount received and not yet invoiced. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_received_not_vouchered} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: count_receipts {
    label: "Receipts"
    description: "Number of receipts."
    type: count
    filters: [match_code: "1"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_on_time {
    label: "Receipts on Time"
    description: "Number of receipts on or before the promised date."
    type: count
    filters: [match_code: "1", is_on_time: "yes"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_promised {
    label: "Receipts with a Promise"
    description: "Number of receipts whose order line has a promised date."
    type: count
    filters: [match_code: "1", promised_date: "NOT NULL"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: on_time_share {
    label: "On Time %"
    group_label: "Ratios"
    description: "Share of the receipts with a promised date that came on or before it."
    type: number
    sql: 1.0 * ${count_on_time} / NULLIF(${count_promised}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }
}
