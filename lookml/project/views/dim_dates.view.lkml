view: dim_dates {
  label: "GL Calendar"
  sql_table_name: @{MARTS_SCHEMA}.dim_dates ;;

  set: detail {
    fields: [date_day]
  }

  dimension: calendar_year {
    hidden: yes
    description: "Calendar year."
    type: number
    value_format_name: id
    sql: ${TABLE}.calendar_year ;;
  }

  dimension: calendar_quarter {
    description: "Calendar quarter."
    type: number
    value_format_name: id
    sql: ${TABLE}.calendar_quarter ;;
  }

  dimension: calendar_month {
    hidden: yes
    description: "Calendar month, 1 to 12."
    type: number
    sql: ${TABLE}.calendar_month ;;
  }

  dimension: calendar_month_name {
    description: "Name of the month."
    type: string
    sql: ${TABLE}.calendar_month_name ;;
  }

  dimension_group: month_start {
    hidden: yes
    group_label: "Month Start Date"
    description: "First day of the month."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.month_start_date ;;
  }

  dimension: day_of_month {
    hidden: yes
    label: "Day of Month"
    description: "Day of the month."
    type: number
    sql: ${TABLE}.day_of_month ;;
  }

  dimension: day_of_week {
    hidden: yes
    label: "Day of Week"
    description: "Day of the week, Monday is 1."
    type: number
    sql: ${TABLE}.day_of_week ;;
  }

  dimension: day_name {
    description: "Name of the day."
    type: string
    sql: ${TABLE}.day_name ;;
  }

  dimension: is_weekend {
    description: "True for Saturday and Sunday."
    type: yesno
    sql: ${TABLE}.is_weekend ;;
  }

  dimension: months_ago {
    label: "Months Ago"
    description: "Months before the month of the business date of the last finished load: 0 is that month, negative what is to come."
    type: number
    value_format_name: id
    sql: ${TABLE}.months_ago ;;
  }

  dimension: date_day {
    primary_key: yes
    hidden: yes
    description: "The day."
    type: date
    convert_tz: no
    datatype: date
    sql: ${TABLE}.date_day ;;
  }

  measure: count {
    label: "Days"
    description: "Number of days."
    type: count_distinct
    sql: ${date_day} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
