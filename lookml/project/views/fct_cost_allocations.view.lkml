view: fct_cost_allocations {
  label: "Cost Allocation"
  sql_table_name: @{MARTS_SCHEMA}.fct_cost_allocations ;;

  set: detail {
    fields: [pool_name, basis, source_cost_center_code, target_cost_center_code, fiscal_year, fiscal_period, driver_name, driver_value, share, total_allocated]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.pool_code || '-' || ${TABLE}.source_cost_center_code || '-' || ${TABLE}.source_account_id || '-' || ${TABLE}.target_cost_center_code || '-' || ${TABLE}.target_account_id || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period || '-' || ${TABLE}.basis ;;
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

  dimension: pool_code {
    description: "Pool."
    type: string
    sql: ${TABLE}.pool_code ;;
  }

  dimension: source_cost_center_code {
    label: "Source Cost Centre Code"
    description: "Cost centre that the cost comes from; *MULTIPLE where a journal has several."
    type: string
    sql: ${TABLE}.source_cost_center_code ;;
  }

  dimension: source_account_id {
    hidden: yes
    label: "Source Account ID"
    description: "Account that the cost comes from; *MULTIPLE where a journal has several."
    type: string
    sql: ${TABLE}.source_account_id ;;
  }

  dimension: target_cost_center_code {
    label: "Target Cost Centre Code"
    description: "Cost centre that the amount lands on; the source itself on the row that takes it out."
    type: string
    sql: ${TABLE}.target_cost_center_code ;;
  }

  dimension: target_account_id {
    hidden: yes
    label: "Target Account ID"
    description: "Account that the amount lands on; blank where a computed target has no such account."
    type: string
    sql: ${TABLE}.target_account_id ;;
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

  dimension: basis {
    description: "booked or computed."
    type: string
    sql: ${TABLE}.basis ;;
  }

  dimension: pool_name {
    description: "Name of the pool."
    type: string
    sql: ${TABLE}.pool_name ;;
  }

  dimension: company_code {
    description: "Company whose books carry the line; on computed rows the company of the pool."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: company_currency_code {
    description: "Currency of the amounts."
    type: string
    sql: ${TABLE}.company_currency_code ;;
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

  dimension: allocation_side {
    description: "in to a target, out of the source, or settlement between companies."
    type: string
    sql: ${TABLE}.allocation_side ;;
  }

  dimension: data_class {
    description: "payroll where only readers of pay may see the row, else general."
    type: string
    sql: ${TABLE}.data_class ;;
  }

  dimension: driver_name {
    description: "Driver of a computed row."
    type: string
    sql: ${TABLE}.driver_name ;;
  }

  dimension: driver_value {
    description: "Value of the driver for the target."
    type: number
    value_format_name: quantity
    sql: ${TABLE}.driver_value ;;
  }

  dimension: share {
    description: "Part of the pool that goes to the target."
    type: number
    value_format_name: percent_2
    sql: ${TABLE}.share ;;
  }

  dimension: allocated_amount {
    hidden: yes
    description: "Amount: in positive, out negative."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.allocated_amount_group
      {% else %}${TABLE}.allocated_amount{% endif %} ;;
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

  measure: sum_total_allocated {
    hidden: yes
    type: sum
    sql: ${allocated_amount} ;;
    filters: [allocation_side: "in"]
  }

  measure: total_allocated {
    label: "Allocated In"
    group_label: "Amounts"
    description: "Cost charged to the targets. Choose one basis. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_allocated} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_allocated_out {
    hidden: yes
    type: sum
    sql: ${allocated_amount} ;;
    filters: [allocation_side: "out"]
  }

  measure: total_allocated_out {
    label: "Allocated Out"
    group_label: "Amounts"
    description: "Cost taken from the sources, negative. Choose one basis. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_allocated_out} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_net {
    hidden: yes
    type: sum
    sql: ${allocated_amount} ;;
  }

  measure: total_net {
    label: "Net"
    group_label: "Amounts"
    description: "In and out together: 0 for a pool whose targets took what its sources gave. Choose one basis. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_net} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_booked {
    hidden: yes
    type: sum
    sql: -${allocated_amount} ;;
    filters: [allocation_side: "out", basis: "booked"]
  }

  measure: total_booked {
    label: "Booked"
    group_label: "Bases"
    description: "Cost taken from the pools as JDE booked it, to whichever company it went. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_booked} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_computed {
    hidden: yes
    type: sum
    sql: -${allocated_amount} ;;
    filters: [allocation_side: "out", basis: "computed"]
  }

  measure: total_computed {
    label: "Computed"
    group_label: "Bases"
    description: "Cost taken from the pools as the drivers compute it. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_computed} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: booked_less_computed {
    label: "Booked less Computed"
    group_label: "Bases"
    description: "What JDE booked above (positive) or below what the drivers compute."
    type: number
    sql: ${total_booked} - ${total_computed} ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: count_bases {
    hidden: yes
    label: "Bases"
    description: "Number of bases in the rows: more than 1 means booked and computed are mixed."
    type: count_distinct
    sql: ${basis} ;;
  }
}
