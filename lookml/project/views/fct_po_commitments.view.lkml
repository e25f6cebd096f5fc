view: fct_po_commitments {
  label: "Commitment"
  sql_table_name: @{MARTS_SCHEMA}.fct_po_commitments ;;

  set: detail {
    fields: [order_type_code, order_number, line_number, dim_suppliers.supplier_name, cost_center_code, dim_gl_accounts.account_name, promised_date, total_commitment]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.order_company_code || '-' || ${TABLE}.order_type_code || '-' || ${TABLE}.order_number || '-' || ${TABLE}.order_suffix || '-' || ${TABLE}.line_number || '-' || ${TABLE}.distribution_line ;;
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
      url: "@{ORDER_LINES_URL}&f[fct_procure_to_pay.order_company_code]={{ row['fct_po_commitments.order_company_code'] | url_encode }}&f[fct_procure_to_pay.order_type_code]={{ row['fct_po_commitments.order_type_code'] | url_encode }}"
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

  dimension: distribution_line {
    hidden: yes
    description: "Line of the distribution (F4316); 0 where the line has one account."
    type: number
    value_format_name: id
    sql: ${TABLE}.distribution_line ;;
  }

  dimension: company_code {
    description: "Company whose books carry the row; tie-outs, currency, calendar and security go by it."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: cost_center_code {
    label: "Cost Centre Code"
    description: "Cost centre that is charged; blank on stock lines."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: account_id {
    hidden: yes
    label: "Account ID"
    description: "Account that is charged; blank on stock lines."
    type: string
    sql: ${TABLE}.account_id ;;
  }

  dimension: object_account {
    description: "Object account that is charged."
    type: string
    sql: ${TABLE}.object_account ;;
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

  dimension: branch_plant_code {
    description: "Branch or plant of the order."
    type: string
    sql: ${TABLE}.branch_plant_code ;;
  }

  dimension: line_state {
    description: "open, partial, received or cancelled."
    type: string
    sql: ${TABLE}.line_state ;;
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

  dimension: open_commitment_amount {
    hidden: yes
    description: "Open commitment in company currency; 0 on lines that are closed or cancelled."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.open_commitment_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.open_commitment_amount_group
      {% else %}${TABLE}.open_commitment_amount{% endif %} ;;
  }

  dimension: ordered_amount {
    hidden: yes
    description: "Ordered amount of the part in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.ordered_amount_group
      {% else %}${TABLE}.ordered_amount{% endif %} ;;
  }

  dimension: is_open {
    description: "True when the line is a commitment today."
    type: yesno
    sql: ${TABLE}.is_open ;;
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

  dimension: committed_group {
    label: "Account Group or Stock"
    description: "Line of the financial statements that the order line will be charged to; Stock where it names no account, since stock is charged when it is used."
    type: string
    sql: COALESCE(${dim_gl_accounts.account_group}, 'Stock') ;;
  }

  dimension: committed_cost_center {
    label: "Cost Centre or Stock"
    description: "Cost centre that the order line will be charged to; Stock where it names no account, since stock is charged when it is used."
    type: string
    sql: CASE WHEN ${dim_gl_accounts.account_group} IS NULL THEN 'Stock' ELSE ${dim_cost_centers.cost_center_name} END ;;
  }

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${amount_currency_code} ;;
  }

  measure: count {
    label: "Distributions"
    description: "Number of order lines and account distributions."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_commitment {
    hidden: yes
    type: sum
    sql: ${open_commitment_amount} ;;
  }

  measure: total_commitment {
    label: "Open Commitment"
    group_label: "Amounts"
    description: "Money committed by open purchase orders. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_commitment} END ;;
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
