view: fct_purchase_order_lines {
  label: "Order Line"
  sql_table_name: @{MARTS_SCHEMA}.fct_purchase_order_lines ;;

  set: detail {
    fields: [order_type_code, order_number, line_number, dim_suppliers.supplier_name, line_description, promised_date, line_state, total_ordered, total_open]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.order_company_code || '-' || ${TABLE}.order_type_code || '-' || ${TABLE}.order_number || '-' || ${TABLE}.order_suffix || '-' || ${TABLE}.line_number ;;
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
      url: "@{ORDER_LINES_URL}&f[fct_procure_to_pay.order_company_code]={{ row['fct_purchase_order_lines.order_company_code'] | url_encode }}&f[fct_procure_to_pay.order_type_code]={{ row['fct_purchase_order_lines.order_type_code'] | url_encode }}"
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
    description: "Cost centre that is charged (OMCU); *MULTIPLE where F4316 has several, blank on stock lines."
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
    description: "Account that is charged; *MULTIPLE where F4316 has several, blank on stock lines."
    type: string
    sql: ${TABLE}.account_id ;;
  }

  dimension: object_account {
    hidden: yes
    description: "Object account that is charged; *MULTIPLE where F4316 has several."
    type: string
    sql: ${TABLE}.object_account ;;
  }

  dimension: buyer_number {
    hidden: yes
    description: "Buyer (F0101)."
    type: number
    value_format_name: id
    sql: ${TABLE}.buyer_number ;;
  }

  dimension: item_code {
    description: "Item code that people use."
    type: string
    sql: ${TABLE}.item_code ;;
  }

  dimension: line_description {
    description: "Description of what is ordered."
    type: string
    sql: ${TABLE}.line_description ;;
  }

  dimension: line_type_code {
    description: "Line type (F40205)."
    type: string
    sql: ${TABLE}.line_type_code ;;
  }

  dimension: line_type_name {
    description: "Name of the line type."
    type: string
    sql: ${TABLE}.line_type_name ;;
  }

  dimension: last_status_code {
    description: "Last status (UDC 40/AT)."
    type: string
    sql: ${TABLE}.last_status_code ;;
  }

  dimension: next_status_code {
    description: "Next status (UDC 40/AT); 999 is closed or cancelled."
    type: string
    sql: ${TABLE}.next_status_code ;;
  }

  dimension: line_state {
    description: "open, partial, received or cancelled, by quantity (by amount where nothing is counted); released for requisitions and blanket orders that orders were made of."
    type: string
    sql: ${TABLE}.line_state ;;
  }

  dimension: order_kind {
    group_label: "Purchase Order"
    description: "order, requisition, blanket or quote by seed commitment_order_types; unmapped where the seed does not know the type."
    type: string
    sql: ${TABLE}.order_kind ;;
  }

  dimension: hold_code {
    description: "Hold code of the order."
    type: string
    sql: ${TABLE}.hold_code ;;
  }

  dimension: original_order_company_code {
    group_label: "Purchase Order"
    description: "Company of the order that this one was made from."
    type: string
    sql: ${TABLE}.original_order_company_code ;;
  }

  dimension: original_order_type_code {
    group_label: "Purchase Order"
    description: "Type of the order that this one was made from."
    type: string
    sql: ${TABLE}.original_order_type_code ;;
  }

  dimension: original_order_number {
    group_label: "Purchase Order"
    description: "Number of the order that this one was made from; JDE keeps it as text."
    type: number
    value_format_name: id
    sql: ${TABLE}.original_order_number ;;
  }

  dimension: original_line_number {
    group_label: "Purchase Order"
    description: "Line that this one was made from."
    type: number
    value_format_name: id
    sql: ${TABLE}.original_line_number ;;
  }

  dimension: related_order_company_code {
    group_label: "Purchase Order"
    description: "Company of the related order."
    type: string
    sql: ${TABLE}.related_order_company_code ;;
  }

  dimension: related_order_type_code {
    group_label: "Purchase Order"
    description: "Type of the related order."
    type: string
    sql: ${TABLE}.related_order_type_code ;;
  }

  dimension: related_order_number {
    group_label: "Purchase Order"
    description: "Number of the related order; JDE keeps it as text."
    type: number
    value_format_name: id
    sql: ${TABLE}.related_order_number ;;
  }

  dimension: related_line_number {
    group_label: "Purchase Order"
    description: "Line of the related order."
    type: number
    value_format_name: id
    sql: ${TABLE}.related_line_number ;;
  }

  dimension: payment_terms_code {
    description: "Payment terms (F0014); blank is a term of its own."
    type: string
    sql: ${TABLE}.payment_terms_code ;;
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

  dimension: exchange_rate {
    hidden: yes
    description: "Exchange rate of the document; multiplier or divisor by the company's setup."
    type: number
    value_format_name: unit_price
    sql: ${TABLE}.exchange_rate ;;
  }

  dimension: ordered_amount {
    hidden: yes
    description: "Ordered amount in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.ordered_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.ordered_amount_group
      {% else %}${TABLE}.ordered_amount{% endif %} ;;
  }

  dimension: open_amount {
    hidden: yes
    description: "Open amount in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.open_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.open_amount_group
      {% else %}${TABLE}.open_amount{% endif %} ;;
  }

  dimension: received_amount {
    hidden: yes
    description: "Received amount in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.received_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.received_amount_group
      {% else %}${TABLE}.received_amount{% endif %} ;;
  }

  dimension: ordered_quantity {
    description: "Ordered quantity."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.ordered_quantity ;;
  }

  dimension: open_quantity {
    description: "Quantity not received."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.open_quantity ;;
  }

  dimension: received_quantity {
    description: "Received quantity."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.received_quantity ;;
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

  dimension: is_commitment {
    description: "True when the open amount is a commitment: order type by seed, next status not 999, something open."
    type: yesno
    sql: ${TABLE}.is_commitment ;;
  }

  dimension: is_closed {
    description: "True when JDE expects nothing more of the line (next status 999)."
    type: yesno
    sql: ${TABLE}.is_closed ;;
  }

  dimension: is_held {
    description: "True when the order is on hold."
    type: yesno
    sql: ${TABLE}.is_held ;;
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

  dimension_group: original_promised {
    group_label: "Original Promised Date"
    description: "First promised delivery."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.original_promised_date ;;
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

  dimension_group: cancel {
    group_label: "Cancel Date"
    description: "Date after which the order is not wanted."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.cancel_date ;;
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

  dimension: fiscal_year {
    group_label: "Fiscal Calendar"
    description: "Fiscal year of the commitment's G/L date."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_year ;;
  }

  dimension: fiscal_period {
    group_label: "Fiscal Calendar"
    description: "Fiscal period of the commitment's G/L date."
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

  dimension: order_key {
    hidden: yes
    type: string
    sql: ${TABLE}.order_company_code || '-' || ${TABLE}.order_type_code || '-' || ${TABLE}.order_number || '-' || ${TABLE}.order_suffix ;;
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

  measure: sum_total_ordered {
    hidden: yes
    type: sum
    sql: ${ordered_amount} ;;
  }

  measure: total_ordered {
    label: "Ordered"
    group_label: "Amounts"
    description: "Amount ordered. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_ordered} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_open {
    hidden: yes
    type: sum
    sql: ${open_amount} ;;
  }

  measure: total_open {
    label: "Open"
    group_label: "Amounts"
    description: "Amount still open on the orders. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_open} END ;;
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
    group_label: "Amounts"
    description: "Amount received on the orders. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_received} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_held {
    hidden: yes
    type: sum
    sql: ${open_amount} ;;
    filters: [is_held: "yes"]
  }

  measure: total_held {
    label: "Open on Hold"
    group_label: "Amounts"
    description: "Open amount of orders on hold. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_held} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: count_orders {
    label: "Orders"
    description: "Number of different orders."
    type: count_distinct
    sql: ${order_key} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
