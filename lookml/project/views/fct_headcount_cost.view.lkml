view: fct_headcount_cost {
  label: "Headcount Cost"
  sql_table_name: @{MARTS_SCHEMA}.fct_headcount_cost ;;

  set: detail {
    fields: [pay_cost_center, account_group, fiscal_year, fiscal_period, total_actual, total_budget]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.company_code || '-' || ${TABLE}.cost_center_code || '-' || ${TABLE}.account_group || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period ;;
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

  dimension: cost_center_code {
    label: "Cost Centre Code"
    description: "Cost centre, or *FOLDED."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: pay_cost_center {
    label: "Cost Centre or Small Groups"
    description: "Name of the cost centre; small groups stand together, so that no one person can be read from them."
    type: string
    sql: CASE WHEN ${is_folded} THEN 'Small groups, folded' ELSE ${dim_cost_centers.cost_center_name} END ;;
  }

  dimension: account_group {
    description: "Line of the financial statements."
    type: string
    sql: ${TABLE}.account_group ;;
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

  dimension: company_currency_code {
    description: "Currency of the amounts."
    type: string
    sql: ${TABLE}.company_currency_code ;;
  }

  dimension: data_class {
    description: "Always payroll."
    type: string
    sql: ${TABLE}.data_class ;;
  }

  dimension: actual_amount {
    hidden: yes
    description: "Actual pay of the period, debit positive."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.actual_amount_group
      {% else %}${TABLE}.actual_amount{% endif %} ;;
  }

  dimension: budget_amount {
    hidden: yes
    description: "Budget of the period, of the version that var headcount_budget_version names."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.budget_amount_group
      {% else %}${TABLE}.budget_amount{% endif %} ;;
  }

  dimension: headcount {
    hidden: yes
    description: "Full-time equivalents of the cost centre, or of all that are folded."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.headcount ;;
  }

  dimension: cost_per_head {
    hidden: yes
    description: "Actual pay per full-time equivalent; null under the minimum."
    type: number
    sql: ${TABLE}.cost_per_head ;;
  }

  dimension: is_folded {
    description: "True for the row of the small groups."
    type: yesno
    sql: ${TABLE}.is_folded ;;
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

  dimension: period_group_key {
    hidden: yes
    type: string
    sql: ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period || '-' || ${TABLE}.account_group ;;
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

  measure: sum_total_actual {
    hidden: yes
    type: sum
    sql: ${actual_amount} ;;
  }

  measure: total_actual {
    label: "Actual"
    group_label: "Amounts"
    description: "Personnel cost, debit positive. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_actual} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_budget {
    hidden: yes
    type: sum
    sql: ${budget_amount} ;;
  }

  measure: total_budget {
    label: "Budget"
    group_label: "Amounts"
    description: "Budget of the personnel cost. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_budget} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_headcount {
    hidden: yes
    type: sum
    sql: ${headcount} ;;
  }

  measure: period_groups {
    hidden: yes
    type: count_distinct
    sql: ${period_group_key} ;;
  }

  measure: headcount_total {
    label: "Headcount"
    description: "Heads of one period. Empty where the rows hold several periods or account groups, whose heads are the same people."
    type: number
    sql: CASE WHEN ${period_groups} <= 1 THEN ${sum_headcount} END ;;
    value_format_name: decimal_1
    drill_fields: [detail*]
  }

  measure: variance {
    label: "Variance"
    description: "Budget less actual of the personnel cost."
    type: number
    sql: ${total_budget} - ${total_actual} ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_actual_per_head {
    hidden: yes
    type: sum
    sql: ${actual_amount} ;;
    filters: [cost_per_head: "NOT NULL"]
  }

  measure: sum_headcount_per_head {
    hidden: yes
    type: sum
    sql: ${headcount} ;;
    filters: [cost_per_head: "NOT NULL"]
  }

  measure: average_cost_per_head {
    label: "Cost per Head"
    description: "Personnel cost per head of one period and account group, over groups that reach the minimum size."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${period_groups} <= 1 THEN ${sum_actual_per_head} / NULLIF(${sum_headcount_per_head}, 0) END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }
}
