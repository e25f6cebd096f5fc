view: fct_period_restatement {
  label: "Restatement"
  sql_table_name: @{MARTS_SCHEMA}.fct_period_restatement ;;

  set: detail {
    fields: [restated_time, dim_gl_accounts.account_number, dim_gl_accounts.account_name, fiscal_year, fiscal_period, total_before, total_after, total_difference, documents, restated_by]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.company_code || '-' || ${TABLE}.account_id || '-' || ${TABLE}.ledger_type_code || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period || '-' || ${TABLE}.restated_at ;;
  }

  parameter: amount_currency {
    label: "Amounts in"
    description: "Currency that all amounts of this view are shown in. Group amounts are empty unless dbt's var group_currency_code is set."
    type: unquoted
    allowed_value: { label: "Company currency" value: "company" }
    allowed_value: { label: "Group currency" value: "group" }
    default_value: "company"
  }

  dimension: amount_currency_code {
    label: "Currency"
    description: "Currency of the amounts as shown, by the parameter Amounts in."
    type: string
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.group_currency_code
      {% else %}${TABLE}.company_currency_code{% endif %} ;;
  }

  dimension: company_code {
    description: "Company."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: account_id {
    hidden: yes
    label: "Account ID"
    description: "Account."
    type: string
    sql: ${TABLE}.account_id ;;
  }

  dimension: ledger_type_code {
    description: "Ledger type."
    type: string
    sql: ${TABLE}.ledger_type_code ;;
  }

  dimension: fiscal_year {
    group_label: "Fiscal Calendar"
    description: "Fiscal year, JDE's count."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_year ;;
  }

  dimension: fiscal_period {
    group_label: "Fiscal Calendar"
    description: "Fiscal period."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_period ;;
  }

  dimension_group: restated {
    group_label: "Restated Date"
    description: "End of the load that brought the change, UTC."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.restated_at ;;
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

  dimension: cost_center_code {
    label: "Cost Centre Code"
    description: "Cost centre of the account."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: object_account {
    description: "Object account."
    type: string
    sql: ${TABLE}.object_account ;;
  }

  dimension: data_class {
    description: "payroll where only readers of pay may see the row, else general."
    type: string
    sql: ${TABLE}.data_class ;;
  }

  dimension: company_currency_code {
    description: "Currency of the amounts."
    type: string
    sql: ${TABLE}.company_currency_code ;;
  }

  dimension: before_amount {
    hidden: yes
    description: "Net posting of the period before the change, debit positive."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.before_amount_group
      {% else %}${TABLE}.before_amount{% endif %} ;;
  }

  dimension: after_amount {
    hidden: yes
    description: "Net posting of the period after the change."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.after_amount_group
      {% else %}${TABLE}.after_amount{% endif %} ;;
  }

  dimension: difference_amount {
    hidden: yes
    description: "after_amount less before_amount."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.difference_amount_group
      {% else %}${TABLE}.difference_amount{% endif %} ;;
  }

  dimension: document_count {
    description: "Number of documents that came or changed with the load."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.document_count ;;
  }

  dimension: documents {
    description: "Their types and numbers."
    type: string
    sql: ${TABLE}.documents ;;
  }

  dimension: restated_by {
    description: "JDE user of the last of them."
    type: string
    sql: ${TABLE}.restated_by ;;
  }

  dimension_group: changed_in_jde {
    label: "Changed in JDE"
    group_label: "Changed in JDE Date"
    description: "Last change in JDE, on the clock of its server."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.changed_in_jde_at ;;
  }

  dimension_group: closed {
    group_label: "Closed Date"
    description: "When the warehouse first saw the period closed, UTC."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.closed_at ;;
  }

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${amount_currency_code} ;;
  }

  measure: count {
    label: "Restatements"
    description: "Number of changes to closed periods."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_before {
    hidden: yes
    type: sum
    sql: ${before_amount} ;;
  }

  measure: total_before {
    label: "Before"
    group_label: "Amounts"
    description: "Net posting of the closed periods before the change, debit positive. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_before} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_after {
    hidden: yes
    type: sum
    sql: ${after_amount} ;;
  }

  measure: total_after {
    label: "After"
    group_label: "Amounts"
    description: "Net posting of the closed periods after the change. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_after} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_difference {
    hidden: yes
    type: sum
    sql: ${difference_amount} ;;
  }

  measure: total_difference {
    label: "Difference"
    group_label: "Amounts"
    description: "What the changes added, debit positive. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_difference} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: count_accounts {
    label: "Accounts Restated"
    description: "Number of different accounts."
    type: count_distinct
    sql: ${account_id} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
