view: dim_companies {
  label: "Company"
  sql_table_name: @{MARTS_SCHEMA}.dim_companies ;;

  set: detail {
    fields: [company_code, company_name, company_currency_code]
  }

  dimension: company_code {
    primary_key: yes
    description: "Company."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: company_name {
    description: "Name of the company."
    type: string
    sql: ${TABLE}.company_name ;;
  }

  dimension: company_currency_code {
    label: "Company Currency"
    description: "Domestic currency: the currency of every amount that is not marked _txn or _group."
    type: string
    sql: ${TABLE}.company_currency_code ;;
  }

  dimension: company_currency_name {
    description: "Name of the domestic currency."
    type: string
    sql: ${TABLE}.company_currency_name ;;
  }

  dimension: company_currency_decimals {
    hidden: yes
    description: "Decimal places of the domestic currency (F0013)."
    type: number
    sql: ${TABLE}.company_currency_decimals ;;
  }

  dimension: date_pattern_code {
    description: "Fiscal date pattern of the company."
    type: string
    sql: ${TABLE}.date_pattern_code ;;
  }

  dimension: address_number {
    hidden: yes
    group_label: "Address"
    description: "Address number of the company."
    type: number
    value_format_name: id
    sql: ${TABLE}.address_number ;;
  }

  dimension: multicurrency_code {
    description: "N none, Y rates are multipliers, Z rates are divisors."
    type: string
    sql: ${TABLE}.multicurrency_code ;;
  }

  dimension: current_gl_fiscal_year {
    label: "Current GL Fiscal Year"
    group_label: "Current Period"
    description: "Fiscal year that the general ledger is in."
    type: number
    value_format_name: id
    sql: ${TABLE}.current_gl_fiscal_year ;;
  }

  dimension: current_gl_period {
    label: "Current GL Period"
    group_label: "Current Period"
    description: "Period that the general ledger is in; earlier ones are closed."
    type: number
    value_format_name: id
    sql: ${TABLE}.current_gl_period ;;
  }

  dimension: previous_gl_fiscal_year {
    hidden: yes
    description: "Fiscal year of the period before the one that the general ledger is in."
    type: number
    sql: ${TABLE}.previous_gl_fiscal_year ;;
  }

  dimension: previous_gl_period {
    hidden: yes
    description: "Period before the one that the general ledger is in; before the first comes the last of the year before, 12 or 13."
    type: number
    sql: ${TABLE}.previous_gl_period ;;
  }

  dimension: current_ap_fiscal_year {
    label: "Current AP Fiscal Year"
    group_label: "Current Period"
    description: "Fiscal year that accounts payable is in."
    type: number
    value_format_name: id
    sql: ${TABLE}.current_ap_fiscal_year ;;
  }

  dimension: current_ap_period {
    label: "Current AP Period"
    group_label: "Current Period"
    description: "Period that accounts payable is in."
    type: number
    value_format_name: id
    sql: ${TABLE}.current_ap_period ;;
  }

  dimension: previous_ap_fiscal_year {
    hidden: yes
    description: "Fiscal year of the period before the one that accounts payable is in."
    type: number
    sql: ${TABLE}.previous_ap_fiscal_year ;;
  }

  dimension: previous_ap_period {
    hidden: yes
    description: "Period before the one that accounts payable is in; before the first comes the last of the year before, 12 or 13."
    type: number
    sql: ${TABLE}.previous_ap_period ;;
  }

  dimension_group: current_gl_fiscal_year_start {
    label: "Current GL Fiscal Year Start"
    group_label: "Current Period"
    description: "First day of the general ledger's current fiscal year."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.current_gl_fiscal_year_start_date ;;
  }

  measure: count {
    label: "Companies"
    description: "Number of companies."
    type: count_distinct
    sql: ${company_code} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
