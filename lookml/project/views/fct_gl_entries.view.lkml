view: fct_gl_entries {
  label: "GL Entry"
  sql_table_name: @{MARTS_SCHEMA}.fct_gl_entries ;;

  set: detail {
    fields: [gl_date, document_type_code, document_number, explanation, dim_gl_accounts.account_number, dim_gl_accounts.account_name, cost_center_code, batch_number, amount]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.document_type_code || '-' || ${TABLE}.document_number || '-' || ${TABLE}.document_company_code || '-' || ${TABLE}.gl_date || '-' || ${TABLE}.journal_line_number || '-' || ${TABLE}.ledger_type_code || '-' || ${TABLE}.line_extension_code ;;
  }

  parameter: amount_currency {
    label: "Amounts in"
    description: "Currency that all amounts of this view are shown in. Group amounts are empty unless dbt's var group_currency_code is set."
    type: unquoted
    allowed_value: { label: "Ledger currency" value: "company" }
    allowed_value: { label: "Group currency" value: "group" }
    default_value: "company"
  }

  dimension: amount_currency_code {
    label: "Currency"
    description: "Currency of the amounts as shown, by the parameter Amounts in."
    type: string
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.group_currency_code
      {% else %}${TABLE}.ledger_currency_code{% endif %} ;;
  }

  dimension: document_type_code {
    description: "Document type (UDC 00/DT)."
    type: string
    sql: ${TABLE}.document_type_code ;;
  }

  dimension: document_number {
    description: "Document number."
    type: number
    value_format_name: id
    sql: ${TABLE}.document_number ;;
  }

  dimension: document_company_code {
    description: "Company of the document number."
    type: string
    sql: ${TABLE}.document_company_code ;;
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

  dimension: journal_line_number {
    description: "Line number within the document."
    type: number
    value_format_name: id
    sql: ${TABLE}.journal_line_number ;;
  }

  dimension: ledger_type_code {
    description: "Ledger type."
    type: string
    sql: ${TABLE}.ledger_type_code ;;
  }

  dimension: line_extension_code {
    description: "Line extension code; blank on most lines."
    type: string
    sql: ${TABLE}.line_extension_code ;;
  }

  dimension: company_code {
    description: "Company whose books carry the line."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: ledger_role {
    description: "What the ledger means (seed ledger_roles); unmapped where the seed does not say."
    type: string
    sql: ${TABLE}.ledger_role ;;
  }

  dimension: account_id {
    label: "Account ID"
    description: "Account."
    type: string
    sql: ${TABLE}.account_id ;;
  }

  dimension: cost_center_code {
    label: "Cost Centre Code"
    description: "Cost centre of the account, as the account master has it now."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: object_account {
    description: "Object account, as the account master has it now."
    type: string
    sql: ${TABLE}.object_account ;;
  }

  dimension: subsidiary {
    description: "Subsidiary."
    type: string
    sql: ${TABLE}.subsidiary ;;
  }

  dimension: data_class {
    description: "payroll where only readers of pay may see the row, else general."
    type: string
    sql: ${TABLE}.data_class ;;
  }

  dimension: subledger {
    description: "Subledger; blank when there is none."
    type: string
    sql: ${TABLE}.subledger ;;
  }

  dimension: subledger_type_code {
    description: "Subledger type (UDC 00/ST)."
    type: string
    sql: ${TABLE}.subledger_type_code ;;
  }

  dimension: fiscal_year {
    group_label: "Fiscal Calendar"
    description: "Fiscal year as posted, JDE's count."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_year ;;
  }

  dimension: fiscal_period {
    group_label: "Fiscal Calendar"
    description: "Fiscal period as posted."
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

  dimension: batch_type_code {
    group_label: "Batch"
    description: "Batch type (UDC 98/IT)."
    type: string
    sql: ${TABLE}.batch_type_code ;;
  }

  dimension: batch_number {
    group_label: "Batch"
    description: "Batch number."
    type: number
    value_format_name: id
    sql: ${TABLE}.batch_number ;;
  }

  dimension: supplier_number {
    description: "Party of the line, on AP lines the supplier."
    type: number
    value_format_name: id
    sql: ${TABLE}.supplier_number ;;
  }

  dimension: supplier_invoice_number {
    description: "Invoice number as the supplier wrote it."
    type: string
    sql: ${TABLE}.supplier_invoice_number ;;
  }

  dimension: order_company_code {
    group_label: "Purchase Order"
    description: "Company of the purchase order."
    type: string
    sql: ${TABLE}.order_company_code ;;
  }

  dimension: order_type_code {
    group_label: "Purchase Order"
    description: "Type of the purchase order."
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
    group_label: "Purchase Order"
    description: "Purchase order suffix."
    type: string
    sql: ${TABLE}.order_suffix ;;
  }

  dimension: order_line_number {
    group_label: "Purchase Order"
    description: "Purchase order line."
    type: number
    value_format_name: id
    sql: ${TABLE}.order_line_number ;;
  }

  dimension: payment_id {
    hidden: yes
    label: "Payment ID"
    description: "Internal payment ID."
    type: number
    value_format_name: id
    sql: ${TABLE}.payment_id ;;
  }

  dimension: item_number {
    description: "Short item number."
    type: number
    value_format_name: id
    sql: ${TABLE}.item_number ;;
  }

  dimension: explanation {
    description: "Explanation."
    type: string
    sql: ${TABLE}.explanation ;;
  }

  dimension: remark {
    description: "Remark."
    type: string
    sql: ${TABLE}.remark ;;
  }

  dimension: company_currency_code {
    description: "Currency of the company."
    type: string
    sql: ${TABLE}.company_currency_code ;;
  }

  dimension: transaction_currency_code {
    description: "Currency of the transaction."
    type: string
    sql: ${TABLE}.transaction_currency_code ;;
  }

  dimension: ledger_currency_code {
    description: "Currency that amount is in; null for units."
    type: string
    sql: ${TABLE}.ledger_currency_code ;;
  }

  dimension: amount {
    hidden: yes
    description: "Amount in the currency of the ledger, debit positive; for ledger AA the company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.amount_group
      {% else %}${TABLE}.amount{% endif %} ;;
  }

  dimension: amount_txn {
    hidden: yes
    label: "Amount (Transaction)"
    description: "Amount in transaction currency, debit positive."
    type: number
    value_format_name: amount_exact
    sql: ${TABLE}.amount_txn ;;
  }

  dimension: units {
    hidden: yes
    group_label: "Quantities"
    description: "Units on the line."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.units ;;
  }

  dimension: unit_of_measure_code {
    label: "Unit of Measure Code"
    description: "Unit of measure of the units."
    type: string
    sql: ${TABLE}.unit_of_measure_code ;;
  }

  dimension: is_void {
    description: "True for a line of a voided document."
    type: yesno
    sql: ${TABLE}.is_void ;;
  }

  dimension: is_reversal {
    description: "True for a line of a reversing journal."
    type: yesno
    sql: ${TABLE}.is_reversal ;;
  }

  dimension: is_prior_year_adjustment {
    description: "True for document type ##, the only one that JDE accepts into a closed year."
    type: yesno
    sql: ${TABLE}.is_prior_year_adjustment ;;
  }

  dimension: is_balance_forward {
    description: "True for a balance-forward line whose detail is no longer there."
    type: yesno
    sql: ${TABLE}.is_balance_forward ;;
  }

  dimension_group: batch {
    group_label: "Batch"
    description: "Date of the batch."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.batch_date ;;
  }

  dimension: originated_by {
    group_label: "Audit"
    description: "JDE user that entered the transaction."
    type: string
    sql: ${TABLE}.originated_by ;;
  }

  dimension_group: updated {
    group_label: "Audit"
    description: "Last change, on the clock of the JDE server."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.updated_at ;;
  }

  dimension: updated_by {
    group_label: "Audit"
    description: "JDE user that changed the row last."
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

  dimension: dlt_load_id {
    hidden: yes
    label: "Dlt Load ID"
    group_label: "Audit"
    description: "Load package that brought the row."
    type: string
    sql: ${TABLE}._dlt_load_id ;;
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

  dimension: document_key {
    hidden: yes
    type: string
    sql: ${TABLE}.document_type_code || '-' || ${TABLE}.document_number || '-' || ${TABLE}.document_company_code ;;
  }

  dimension: entered_by_hand {
    label: "Is Manual Journal"
    description: "Yes for journals of batch type G, which people enter or import into the general ledger itself."
    type: yesno
    sql: ${batch_type_code} = 'G' ;;
  }

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${amount_currency_code} ;;
  }

  measure: count {
    label: "Entries"
    description: "Number of posted journal lines, one for each ledger."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_amount {
    hidden: yes
    type: sum
    sql: ${amount} ;;
  }

  measure: total_amount {
    label: "Amount"
    group_label: "Amounts"
    description: "Posted amount, debit positive, of the ledgers chosen; filter one ledger role. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_amount} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: running_amount {
    label: "Running Amount"
    group_label: "Amounts"
    description: "Amount of this row and of those above it, in the order of the sorts. With the opening balance of the first period shown it is the balance."
    type: running_total
    sql: ${total_amount} ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_debit {
    hidden: yes
    type: sum
    sql: ${amount} ;;
    filters: [amount: ">0"]
  }

  measure: total_debit {
    label: "Debit"
    group_label: "Amounts"
    description: "Posted debits of the ledgers chosen. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_debit} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_credit {
    hidden: yes
    type: sum
    sql: ${amount} ;;
    filters: [amount: "<0"]
  }

  measure: total_credit {
    label: "Credit"
    group_label: "Amounts"
    description: "Posted credits of the ledgers chosen, negative. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_credit} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: count_documents {
    label: "Documents"
    description: "Number of different documents: type, number and company."
    type: count_distinct
    sql: ${document_key} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: total_units {
    label: "Units"
    group_label: "Quantities"
    description: "Units on the lines; filter one unit of measure."
    type: sum
    sql: ${units} ;;
    value_format_name: quantity
    drill_fields: [detail*]
  }

  measure: lines_without_cost_center {
    label: "Lines without Cost Centre"
    group_label: "Quality"
    description: "Number of lines whose account has no cost centre."
    type: count
    filters: [cost_center_code: "EMPTY"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
