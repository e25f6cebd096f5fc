view: fct_days_payable {
  label: "Days Payable"
  sql_table_name: @{MARTS_SCHEMA}.fct_days_payable ;;

  set: detail {
    fields: [company_code, fiscal_year, fiscal_period, measured_date, total_open, total_vouchered, days_payable_outstanding]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.company_code || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period ;;
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

  dimension: company_code {
    description: "Company."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: company_currency_code {
    description: "Currency of the amounts."
    type: string
    sql: ${TABLE}.company_currency_code ;;
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

  dimension_group: fiscal_period_end {
    group_label: "Fiscal Calendar"
    description: "Last day of the fiscal period."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.fiscal_period_end_date ;;
  }

  dimension_group: measured {
    group_label: "Measured Date"
    description: "Day that is measured: the last day of the period, in the running period as_of_date."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.measured_on ;;
  }

  dimension: period_position {
    label: "Period"
    group_label: "Fiscal Calendar"
    description: "Where the fiscal period stands beside the company's current accounts payable period: Current, Previous, Earlier or Later."
    type: string
    suggestions: ["Current", "Previous", "Earlier", "Later"]
    sql: CASE
      WHEN ${fiscal_year} = ${dim_companies.current_ap_fiscal_year} AND ${fiscal_period} = ${dim_companies.current_ap_period} THEN 'Current'
      WHEN ${fiscal_year} = ${dim_companies.previous_ap_fiscal_year} AND ${fiscal_period} = ${dim_companies.previous_ap_period} THEN 'Previous'
      WHEN ${fiscal_year} < ${dim_companies.current_ap_fiscal_year} OR (${fiscal_year} = ${dim_companies.current_ap_fiscal_year} AND ${fiscal_period} < ${dim_companies.current_ap_period}) THEN 'Earlier'
      ELSE 'Later' END ;;
  }

  dimension: year_position {
    label: "Year"
    group_label: "Fiscal Calendar"
    description: "Where the fiscal year stands beside the company's current accounts payable year: Current year, Prior year, Earlier or Later."
    type: string
    suggestions: ["Current year", "Prior year", "Earlier", "Later"]
    sql: CASE
      WHEN ${fiscal_year} = ${dim_companies.current_ap_fiscal_year} THEN 'Current year'
      WHEN ${fiscal_year} = ${dim_companies.current_ap_fiscal_year} - 1 THEN 'Prior year'
      WHEN ${fiscal_year} < ${dim_companies.current_ap_fiscal_year} THEN 'Earlier'
      ELSE 'Later' END ;;
  }

  dimension: open_amount {
    hidden: yes
    description: "Payables open on the day, drafts left out; positive is owed."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.open_amount_group
      {% else %}${TABLE}.open_amount{% endif %} ;;
  }

  dimension: vouchered_amount {
    hidden: yes
    description: "Gross amount of the vouchers of the 365 days up to the day, changes and voids taken in."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.vouchered_amount_group
      {% else %}${TABLE}.vouchered_amount{% endif %} ;;
  }

  dimension: period_key {
    hidden: yes
    type: string
    sql: ${row_key} ;;
  }

  measure: periods {
    hidden: yes
    type: count_distinct
    sql: ${period_key} ;;
  }

  measure: companies {
    hidden: yes
    type: count_distinct
    sql: ${company_code} ;;
  }

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${amount_currency_code} ;;
  }

  measure: count {
    label: "Rows"
    description: "Number of rows."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_open {
    hidden: yes
    type: sum
    sql: ${open_amount} ;;
  }

  measure: total_open {
    label: "Open Payables"
    group_label: "Amounts"
    description: "Payables open at the end of the period. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_open} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_vouchered {
    hidden: yes
    type: sum
    sql: ${vouchered_amount} ;;
  }

  measure: total_vouchered {
    label: "Vouchered in a Year"
    group_label: "Amounts"
    description: "Gross amount of the vouchers of the 365 days up to the end of the period. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_vouchered} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: days_payable_outstanding {
    label: "Days Payable"
    group_label: "Ratios"
    description: "Days of purchases that are owed (DPO): open payables times 365 by the vouchers of a year."
    type: number
    sql: 365.0 * ${total_open} / NULLIF(${total_vouchered}, 0) ;;
    value_format_name: decimal_1
    drill_fields: [detail*]
  }

  measure: payables_turnover {
    label: "Payables Turnover"
    group_label: "Ratios"
    description: "How often a year the payables are paid: vouchers of a year by open payables."
    type: number
    sql: 1.0 * ${total_vouchered} / NULLIF(${total_open}, 0) ;;
    value_format_name: decimal_1
    drill_fields: [detail*]
  }
}
