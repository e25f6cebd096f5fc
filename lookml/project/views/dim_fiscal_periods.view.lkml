view: dim_fiscal_periods {
  label: "Fiscal Period"
  sql_table_name: @{MARTS_SCHEMA}.dim_fiscal_periods ;;

  set: detail {
    fields: [date_pattern_code, fiscal_year, fiscal_period, end_date]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.date_pattern_code || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period ;;
  }

  dimension: date_pattern_code {
    description: "Fiscal date pattern."
    type: string
    sql: ${TABLE}.date_pattern_code ;;
  }

  dimension: fiscal_year {
    hidden: yes
    description: "Fiscal year as JDE counts it: the calendar year in which period 1 ends."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_year ;;
  }

  dimension: fiscal_period {
    hidden: yes
    description: "Period, 1 to 14."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_period ;;
  }

  dimension: fiscal_year_label {
    description: "The year as the company calls it: FY and the fiscal year plus var fiscal_year_label_offset."
    type: string
    sql: ${TABLE}.fiscal_year_label ;;
  }

  dimension: fiscal_quarter {
    description: "Quarter of the year: three periods each, the fourth takes what is left."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_quarter ;;
  }

  dimension_group: start {
    group_label: "Start Date"
    description: "First day."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.start_date ;;
  }

  dimension_group: end {
    group_label: "End Date"
    description: "Last day."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.end_date ;;
  }

  dimension_group: fiscal_year_start {
    group_label: "Fiscal Year Start Date"
    description: "First day of the fiscal year."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.fiscal_year_start_date ;;
  }

  dimension_group: fiscal_year_end {
    group_label: "Fiscal Year End Date"
    description: "Last day of the fiscal year."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.fiscal_year_end_date ;;
  }

  dimension: days_in_period {
    hidden: yes
    label: "Days in Period"
    description: "Number of days; 0 for an adjustment period."
    type: number
    sql: ${TABLE}.days_in_period ;;
  }

  dimension: is_adjustment {
    description: "True for a period without days of its own."
    type: yesno
    sql: ${TABLE}.is_adjustment ;;
  }

  measure: count {
    label: "Fiscal Periods"
    description: "Number of fiscal periods, of all patterns."
    type: count_distinct
    sql: ${row_key} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
