view: fct_procure_to_pay {
  label: "Procure to Pay"
  sql_table_name: @{MARTS_SCHEMA}.fct_procure_to_pay ;;

  set: detail {
    fields: [order_type_code, order_number, line_number, dim_suppliers.supplier_name, line_description, order_date, first_received_date, first_voucher_date, first_payment_date, exception_names, total_ordered]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.order_company_code || '-' || ${TABLE}.order_type_code || '-' || ${TABLE}.order_number || '-' || ${TABLE}.order_suffix || '-' || ${TABLE}.line_number ;;
  }

  parameter: amount_currency {
    label: "Amounts in"
    description: "Currency that all amounts of this view are shown in. Group amounts are empty unless dbt's var group_currency_code is set; transaction amounts are always empty, since a row spans documents."
    type: unquoted
    allowed_value: { label: "Company currency" value: "company" }
    allowed_value: { label: "Transaction currency (not kept here)" value: "transaction" }
    allowed_value: { label: "Group currency" value: "group" }
    default_value: "company"
  }

  dimension: amount_currency_code {
    label: "Currency"
    description: "Currency of the amounts as shown, by the parameter Amounts in."
    type: string
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.group_currency_code
      {% elsif amount_currency._parameter_value == 'transaction' %}CASE WHEN 1 = 0 THEN ${TABLE}.company_currency_code END
      {% else %}${TABLE}.company_currency_code{% endif %} ;;
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
    description: "Cost centre that is charged; *MULTIPLE where there are several, blank on stock lines."
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
    description: "Account that is charged; *MULTIPLE where there are several, blank on stock lines."
    type: string
    sql: ${TABLE}.account_id ;;
  }

  dimension: buyer_number {
    hidden: yes
    description: "Buyer (F0101)."
    type: number
    value_format_name: id
    sql: ${TABLE}.buyer_number ;;
  }

  dimension: line_description {
    description: "Description of what is ordered."
    type: string
    sql: ${TABLE}.line_description ;;
  }

  dimension: line_state {
    description: "open, partial, received or cancelled."
    type: string
    sql: ${TABLE}.line_state ;;
  }

  dimension: requisition_type_code {
    description: "Type of the requisition that the line was made from; null without one."
    type: string
    sql: ${TABLE}.requisition_type_code ;;
  }

  dimension: requisition_number {
    description: "Number of the requisition."
    type: number
    value_format_name: id
    sql: ${TABLE}.requisition_number ;;
  }

  dimension: blanket_type_code {
    description: "Type of the blanket order that the line was released from; null without one."
    type: string
    sql: ${TABLE}.blanket_type_code ;;
  }

  dimension: blanket_number {
    description: "Number of the blanket order."
    type: number
    value_format_name: id
    sql: ${TABLE}.blanket_number ;;
  }

  dimension: exception_codes {
    description: "What is unusual about the line, separated by commas; null where nothing is."
    type: string
    sql: ${TABLE}.exception_codes ;;
  }

  dimension: exception_names {
    label: "Exceptions"
    description: "What is unusual about the line, in words; null where nothing is."
    type: string
    sql: ${TABLE}.exception_names ;;
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

  dimension: requisition_amount {
    hidden: yes
    description: "Amount of the requisition line in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.requisition_amount_group
      {% else %}${TABLE}.requisition_amount{% endif %} ;;
  }

  dimension: ordered_amount {
    hidden: yes
    description: "Ordered amount in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.ordered_amount_group
      {% else %}${TABLE}.ordered_amount{% endif %} ;;
  }

  dimension: open_amount {
    hidden: yes
    description: "Open amount in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.open_amount_group
      {% else %}${TABLE}.open_amount{% endif %} ;;
  }

  dimension: received_amount {
    hidden: yes
    description: "Received in company currency, by receipts that stand."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.received_amount_group
      {% else %}${TABLE}.received_amount{% endif %} ;;
  }

  dimension: received_not_vouchered_amount {
    hidden: yes
    description: "Received and not vouchered, in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.received_not_vouchered_amount_group
      {% else %}${TABLE}.received_not_vouchered_amount{% endif %} ;;
  }

  dimension: vouchered_amount {
    hidden: yes
    description: "Vouchered in company currency, by matches that stand, without recoverable tax."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.vouchered_amount_group
      {% else %}${TABLE}.vouchered_amount{% endif %} ;;
  }

  dimension: paid_amount {
    hidden: yes
    description: "Part of the payments and discounts of its vouchers that falls to the line, in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.paid_amount_group
      {% else %}${TABLE}.paid_amount{% endif %} ;;
  }

  dimension: price_variance_amount {
    hidden: yes
    description: "Vouchered amount less what the vouchered goods were received at, in company currency; positive is dearer. Without receipts against what that part was ordered at, once the line is closed."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.price_variance_amount_group
      {% else %}${TABLE}.price_variance_amount{% endif %} ;;
  }

  dimension: ordered_quantity {
    description: "Ordered quantity."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.ordered_quantity ;;
  }

  dimension: received_quantity {
    description: "Received quantity, by receipts that stand."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.received_quantity ;;
  }

  dimension: received_not_vouchered_quantity {
    description: "Quantity received and not vouchered."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.received_not_vouchered_quantity ;;
  }

  dimension: vouchered_quantity {
    description: "Vouchered quantity."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.vouchered_quantity ;;
  }

  dimension: quantity_variance {
    description: "Vouchered less received quantity; 0 where nothing was received."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.quantity_variance ;;
  }

  dimension: unit_cost {
    description: "Unit cost in company currency."
    type: number
    value_format_name: unit_price
    sql: ${TABLE}.unit_cost ;;
  }

  dimension: receipt_count {
    description: "Number of receipts that stand."
    type: number
    value_format_name: id
    sql: ${TABLE}.receipt_count ;;
  }

  dimension: voucher_count {
    description: "Number of vouchers that stand."
    type: number
    value_format_name: id
    sql: ${TABLE}.voucher_count ;;
  }

  dimension: exception_count {
    description: "Number of exception codes."
    type: number
    value_format_name: id
    sql: ${TABLE}.exception_count ;;
  }

  dimension: is_on_time {
    description: "True when the first receipt was not after the promised date; null without a receipt."
    type: yesno
    sql: ${TABLE}.is_on_time ;;
  }

  dimension: has_exception {
    description: "True when something is unusual."
    type: yesno
    sql: ${TABLE}.has_exception ;;
  }

  dimension_group: requisition {
    group_label: "Requisition Date"
    description: "Order date of the requisition."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.requisition_date ;;
  }

  dimension_group: blanket {
    group_label: "Blanket Date"
    description: "Order date of the blanket order."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.blanket_date ;;
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

  dimension_group: first_received {
    group_label: "First Received Date"
    description: "First receipt that stands."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.first_received_date ;;
  }

  dimension_group: last_received {
    group_label: "Last Received Date"
    description: "Last receipt that stands."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.last_received_date ;;
  }

  dimension_group: first_invoice {
    group_label: "First Invoice Date"
    description: "First invoice date."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.first_invoice_date ;;
  }

  dimension_group: first_voucher {
    group_label: "First Voucher Date"
    description: "G/L date of the first voucher."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.first_voucher_date ;;
  }

  dimension_group: last_voucher {
    group_label: "Last Voucher Date"
    description: "G/L date of the last voucher."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.last_voucher_date ;;
  }

  dimension_group: first_payment {
    group_label: "First Payment Date"
    description: "First payment that stands."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.first_payment_date ;;
  }

  dimension_group: last_payment {
    group_label: "Last Payment Date"
    description: "Last payment that stands."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.last_payment_date ;;
  }

  dimension: days_requisition_to_order {
    label: "Days Requisition to Order"
    description: "Days from requisition to order."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.days_requisition_to_order ;;
  }

  dimension: days_order_to_receipt {
    label: "Days Order to Receipt"
    description: "Days from order to first receipt."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.days_order_to_receipt ;;
  }

  dimension: days_receipt_to_voucher {
    label: "Days Receipt to Voucher"
    description: "Days from first receipt to first voucher."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.days_receipt_to_voucher ;;
  }

  dimension: days_voucher_to_payment {
    label: "Days Voucher to Payment"
    description: "Days from first voucher to first payment."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.days_voucher_to_payment ;;
  }

  dimension_group: as_of {
    label: "As of"
    group_label: "As of Date"
    description: "Day that ages are counted to: var as_of_date, else the business date of the last finished load."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.as_of_date ;;
  }

  dimension: fiscal_year {
    group_label: "Fiscal Calendar"
    description: "Fiscal year of the order's G/L date."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_year ;;
  }

  dimension: fiscal_period {
    group_label: "Fiscal Calendar"
    description: "Fiscal period of the order's G/L date."
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
    label: "Order Lines"
    description: "Number of order lines."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_requisitioned {
    hidden: yes
    type: sum
    sql: ${requisition_amount} ;;
  }

  measure: total_requisitioned {
    label: "Requisitioned"
    group_label: "Steps"
    description: "Amount requisitioned. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_requisitioned} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_ordered {
    hidden: yes
    type: sum
    sql: ${ordered_amount} ;;
  }

  measure: total_ordered {
    label: "Ordered"
    group_label: "Steps"
    description: "Amount ordered. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_ordered} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_received {
    hidden: yes
    type: sum
    sql: ${received_amount} ;;
  }

  measure: total_received {
    label: "Received"
    group_label: "Steps"
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
    group_label: "Steps"
    description: "Amount vouchered. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_vouchered} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_paid {
    hidden: yes
    type: sum
    sql: ${paid_amount} ;;
  }

  measure: total_paid {
    label: "Paid"
    group_label: "Steps"
    description: "Amount paid. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_paid} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_price_variance {
    hidden: yes
    type: sum
    sql: ${price_variance_amount} ;;
  }

  measure: total_price_variance {
    label: "Price Variance"
    group_label: "Amounts"
    description: "What vouchers charged above (positive) or below the price of the order. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_price_variance} END ;;
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

  measure: count_exceptions {
    label: "Lines with Exceptions"
    description: "Number of order lines with at least one exception."
    type: count
    filters: [has_exception: "yes"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_on_time {
    label: "Lines on Time"
    description: "Number of lines first received on or before the promised date."
    type: count
    filters: [is_on_time: "yes"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_promised {
    label: "Lines Received with a Promise"
    description: "Number of received lines with a promised date."
    type: count
    filters: [promised_date: "NOT NULL", first_received_date: "NOT NULL"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: exception_share {
    label: "Exceptions %"
    group_label: "Ratios"
    description: "Share of the order lines with at least one exception."
    type: number
    sql: 1.0 * ${count_exceptions} / NULLIF(${count}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: on_time_share {
    label: "On Time %"
    group_label: "Ratios"
    description: "Share of the received lines that came on or before the promised date."
    type: number
    sql: 1.0 * ${count_on_time} / NULLIF(${count_promised}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: average_days_requisition_to_order {
    label: "Average Days Requisition to Order"
    group_label: "Durations"
    description: "Average number of days from requisition to order, each line counted alike."
    type: average
    sql: ${days_requisition_to_order} ;;
    value_format_name: decimal_1
    drill_fields: [detail*]
  }

  measure: average_days_order_to_receipt {
    label: "Average Days Order to Receipt"
    group_label: "Durations"
    description: "Average number of days from order to first receipt, each line counted alike."
    type: average
    sql: ${days_order_to_receipt} ;;
    value_format_name: decimal_1
    drill_fields: [detail*]
  }

  measure: average_days_receipt_to_voucher {
    label: "Average Days Receipt to Voucher"
    group_label: "Durations"
    description: "Average number of days from first receipt to first voucher, each line counted alike."
    type: average
    sql: ${days_receipt_to_voucher} ;;
    value_format_name: decimal_1
    drill_fields: [detail*]
  }

  measure: average_days_voucher_to_payment {
    label: "Average Days Voucher to Payment"
    group_label: "Durations"
    description: "Average number of days from first voucher to first payment, each line counted alike."
    type: average
    sql: ${days_voucher_to_payment} ;;
    value_format_name: decimal_1
    drill_fields: [detail*]
  }
}
