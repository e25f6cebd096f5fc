view: trust_tie_outs {
  label: "Tie-out"
  sql_table_name: @{TRUST_SCHEMA}.trust_tie_outs ;;

  set: detail {
    fields: [check_title, company_code, ledger_type_code, fiscal_year, fiscal_period, source_amount, warehouse_amount, difference_amount, reason]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.check_name || '-' || ${TABLE}.company_code || '-' || ${TABLE}.ledger_type_code || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period || '-' || ${TABLE}.currency_code ;;
  }

  dimension: check_name {
    description: "The tie-out (seed tie_out_checks)."
    type: string
    sql: ${TABLE}.check_name ;;
  }

  dimension: check_title {
    label: "Check"
    description: "Name of the tie-out for readers."
    type: string
    sql: ${TABLE}.check_title ;;
  }

  dimension: company_code {
    description: "Company."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: ledger_type_code {
    description: "Ledger type; blank where it does not apply."
    type: string
    sql: ${TABLE}.ledger_type_code ;;
  }

  dimension: fiscal_year {
    group_label: "Fiscal Calendar"
    description: "Fiscal year; 0 where it does not apply."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_year ;;
  }

  dimension: fiscal_period {
    group_label: "Fiscal Calendar"
    description: "Fiscal period; 0 where it does not apply."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_period ;;
  }

  dimension: currency_code {
    description: "Currency of the amounts; blank for units and counts."
    type: string
    sql: ${TABLE}.currency_code ;;
  }

  dimension: source_amount {
    hidden: yes
    description: "The figure of JDE, of all subjects that can be matched; a count for checks of masters and headers."
    type: number
    value_format_name: amount_exact
    sql: ${TABLE}.source_amount ;;
  }

  dimension: warehouse_amount {
    hidden: yes
    description: "The figure of the warehouse."
    type: number
    value_format_name: amount_exact
    sql: ${TABLE}.warehouse_amount ;;
  }

  dimension: difference_amount {
    hidden: yes
    description: "source_amount less warehouse_amount."
    type: number
    value_format_name: amount_exact
    sql: ${TABLE}.difference_amount ;;
  }

  dimension: status {
    description: "ok, difference, or not_matchable where no subject can be matched."
    type: string
    sql: ${TABLE}.status ;;
  }

  dimension: outcome {
    description: "What the comparison says: they agree, they differ, or they cannot be matched."
    case: {
      when: { sql: ${status} = 'difference' ;; label: "Differs" }
      when: { sql: ${status} = 'not_matchable' ;; label: "Cannot be matched" }
      else: "Agrees"
    }
  }

  dimension: severity {
    description: "error, or warn where JDE itself has timing differences."
    type: string
    sql: ${TABLE}.severity ;;
  }

  dimension: reason {
    description: "Which subjects differ most and by how much, and why others cannot be matched."
    type: string
    sql: ${TABLE}.reason ;;
  }

  dimension: load_id {
    hidden: yes
    label: "Load ID"
    description: "Load package that the marts stand on."
    type: string
    sql: ${TABLE}.load_id ;;
  }

  dimension_group: checked {
    group_label: "Checked Date"
    description: "When the build that compared them started, UTC."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.checked_at ;;
  }

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${currency_code} ;;
  }

  measure: count {
    label: "Tie-outs"
    description: "Number of comparisons."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_source {
    hidden: yes
    type: sum
    sql: ${source_amount} ;;
  }

  measure: total_source {
    label: "JDE Amount"
    group_label: "Amounts"
    description: "The figure of JDE. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} <= 1 THEN ${sum_total_source} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_warehouse {
    hidden: yes
    type: sum
    sql: ${warehouse_amount} ;;
  }

  measure: total_warehouse {
    label: "Warehouse Amount"
    group_label: "Amounts"
    description: "The figure of the warehouse. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} <= 1 THEN ${sum_total_warehouse} END ;;
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
    description: "What JDE has above (positive) or below the warehouse. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} <= 1 THEN ${sum_total_difference} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: count_ok {
    label: "In Agreement"
    description: "Number of comparisons without a difference."
    type: count
    filters: [status: "ok"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_differences {
    label: "Differences"
    description: "Number of comparisons that differ."
    type: count
    filters: [status: "difference"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_errors {
    label: "Errors"
    description: "Number of comparisons that differ and must not."
    type: count
    filters: [status: "difference", severity: "error"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_not_matchable {
    label: "Not Matchable"
    description: "Number of comparisons that cannot be made, with the reason said."
    type: count
    filters: [status: "not_matchable"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: ok_share {
    label: "In Agreement %"
    group_label: "Ratios"
    description: "Share of the comparisons that can be made which agree."
    type: number
    sql: 1.0 * ${count_ok} / NULLIF(${count_ok} + ${count_differences}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: last_checked {
    label: "Last Compared"
    description: "When the build that compared started, UTC."
    type: date
    convert_tz: no
    datatype: timestamp
    sql: MAX(${checked_raw}) ;;
    drill_fields: [detail*]
  }
}
