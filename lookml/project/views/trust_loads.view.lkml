view: trust_loads {
  label: "Load"
  sql_table_name: @{TRUST_SCHEMA}.trust_loads ;;

  set: detail {
    fields: [started_time, table_name, total_rows_read, total_rows_inserted, total_rows_changed, total_rows_deleted, outcome, error]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.run_id || '-' || ${TABLE}.table_name ;;
  }

  dimension: run_id {
    label: "Run ID"
    description: "Identifier of the run."
    type: string
    sql: ${TABLE}.run_id ;;
  }

  dimension: table_name {
    description: "Raw table (f0411)."
    type: string
    sql: ${TABLE}.table_name ;;
  }

  dimension_group: business {
    group_label: "Business Date"
    description: "Day on the clock of the JDE server."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.business_date ;;
  }

  dimension_group: started {
    group_label: "Started Date"
    description: "Start, UTC."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.started_at ;;
  }

  dimension_group: finished {
    group_label: "Finished Date"
    description: "End, UTC."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.finished_at ;;
  }

  dimension: rows_read {
    hidden: yes
    description: "Rows that AIS answered."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.rows_read ;;
  }

  dimension: rows_inserted {
    hidden: yes
    description: "Rows whose key was new."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.rows_inserted ;;
  }

  dimension: rows_changed {
    hidden: yes
    description: "Rows whose content had changed."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.rows_changed ;;
  }

  dimension: rows_deleted {
    hidden: yes
    description: "Rows marked as gone."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.rows_deleted ;;
  }

  dimension: rows_held {
    hidden: yes
    description: "Rows that a faulty value kept out."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.rows_held ;;
  }

  dimension: texts_fixed {
    description: "Texts that were mended."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.texts_fixed ;;
  }

  dimension: outcome {
    description: "ok or failed."
    type: string
    sql: ${TABLE}.outcome ;;
  }

  dimension: error {
    description: "What went wrong."
    type: string
    sql: ${TABLE}.error ;;
  }

  dimension: load_id {
    hidden: yes
    label: "Load ID"
    description: "dlt load id of the package."
    type: string
    sql: ${TABLE}.load_id ;;
  }

  dimension: is_latest {
    description: "True for the last load of the table; a reconciliation is none."
    type: yesno
    sql: ${TABLE}.is_latest ;;
  }

  measure: count {
    label: "Loads"
    description: "Number of loads, one for each run and table."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_failed {
    label: "Failed Loads"
    description: "Number of loads that failed."
    type: count
    filters: [outcome: "failed"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_runs {
    label: "Runs"
    description: "Number of loader runs."
    type: count_distinct
    sql: ${run_id} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: total_rows_read {
    label: "Rows Read"
    description: "Rows that AIS answered."
    type: sum
    sql: ${rows_read} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: total_rows_inserted {
    label: "Rows Inserted"
    description: "Rows whose key was new."
    type: sum
    sql: ${rows_inserted} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: total_rows_changed {
    label: "Rows Changed"
    description: "Rows whose content had changed."
    type: sum
    sql: ${rows_changed} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: total_rows_deleted {
    label: "Rows Deleted"
    description: "Rows marked as gone."
    type: sum
    sql: ${rows_deleted} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: total_rows_held {
    label: "Rows Held"
    description: "Rows that a faulty value kept out."
    type: sum
    sql: ${rows_held} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: last_finished {
    label: "Last Finished"
    description: "End of the newest load, UTC."
    type: date
    convert_tz: no
    datatype: timestamp
    sql: MAX(${finished_raw}) ;;
    drill_fields: [detail*]
  }
}
