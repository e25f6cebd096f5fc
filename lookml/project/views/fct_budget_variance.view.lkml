view: fct_budget_variance {
  label: "Budget Variance"
  sql_table_name: @{MARTS_SCHEMA}.fct_budget_variance ;;

  set: detail {
    fields: [dim_gl_accounts.account_number, dim_gl_accounts.account_name, cost_center_code, fiscal_year, fiscal_period, total_actual, total_budget, total_variance]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.account_id || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period || '-' || ${TABLE}.budget_version ;;
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

  dimension: account_id {
    label: "Account ID"
    description: "Account."
    type: string
    sql: ${TABLE}.account_id ;;
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
    description: "Fiscal period, 1 to 14."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_period ;;
  }

  dimension: budget_version {
    description: "Name of the budget (seed ledger_roles); No budget where the company has none in the year."
    type: string
    sql: ${TABLE}.budget_version ;;
  }

  dimension: company_code {
    description: "Company whose books carry the balance; an account that went to another company leaves it behind."
    type: string
    sql: ${TABLE}.company_code ;;
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

  dimension: account_type {
    description: "asset, liability, equity, revenue, expense, or unclassified."
    type: string
    sql: ${TABLE}.account_type ;;
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

  dimension_group: fiscal_period_end {
    group_label: "Fiscal Calendar"
    description: "Last day of the fiscal period."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.fiscal_period_end_date ;;
  }

  dimension: actual_amount {
    hidden: yes
    description: "Actual of the period, in natural sign: revenue positive."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.actual_amount_group
      {% else %}${TABLE}.actual_amount{% endif %} ;;
  }

  dimension: budget_amount {
    hidden: yes
    description: "Budget of the period, in natural sign."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.budget_amount_group
      {% else %}${TABLE}.budget_amount{% endif %} ;;
  }

  dimension: open_commitment_amount {
    hidden: yes
    description: "Purchase commitments open at the end of the period; a balance, not a movement."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.open_commitment_amount_group
      {% else %}${TABLE}.open_commitment_amount{% endif %} ;;
  }

  dimension: variance_amount {
    hidden: yes
    description: "Budget less actual of the period; commitments are not in it."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.variance_amount_group
      {% else %}${TABLE}.variance_amount{% endif %} ;;
  }

  dimension: available_amount {
    hidden: yes
    description: "Budget less actual of the period less open commitments."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.available_amount_group
      {% else %}${TABLE}.available_amount{% endif %} ;;
  }

  dimension: actual_amount_ytd {
    hidden: yes
    label: "Actual Amount YTD"
    description: "Actual of the year up to and with the period, in natural sign: revenue positive."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.actual_amount_ytd_group
      {% else %}${TABLE}.actual_amount_ytd{% endif %} ;;
  }

  dimension: budget_amount_ytd {
    hidden: yes
    label: "Budget Amount YTD"
    description: "Budget of the year up to and with the period, in natural sign."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.budget_amount_ytd_group
      {% else %}${TABLE}.budget_amount_ytd{% endif %} ;;
  }

  dimension: open_commitment_amount_ytd {
    hidden: yes
    label: "Open Commitment Amount YTD"
    description: "Purchase commitments open at the end of the period; a balance, not a movement."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.open_commitment_amount_ytd_group
      {% else %}${TABLE}.open_commitment_amount_ytd{% endif %} ;;
  }

  dimension: variance_amount_ytd {
    hidden: yes
    label: "Variance Amount YTD"
    description: "Budget less actual of the year up to and with the period; commitments are not in it."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.variance_amount_ytd_group
      {% else %}${TABLE}.variance_amount_ytd{% endif %} ;;
  }

  dimension: available_amount_ytd {
    hidden: yes
    label: "Available Amount YTD"
    description: "Budget less actual of the year up to and with the period less open commitments."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.available_amount_ytd_group
      {% else %}${TABLE}.available_amount_ytd{% endif %} ;;
  }

  dimension: is_favorable {
    description: "True when the variance of the period is good news or none: expense at most the budget, revenue at least."
    type: yesno
    sql: ${TABLE}.is_favorable ;;
  }

  dimension: is_favorable_ytd {
    label: "Is Favorable YTD"
    description: "True when the variance of the year to date is good news or none."
    type: yesno
    sql: ${TABLE}.is_favorable_ytd ;;
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

  dimension: period_key {
    hidden: yes
    type: string
    sql: ${TABLE}.company_code || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period ;;
  }

  dimension: company_key {
    hidden: yes
    type: string
    sql: ${TABLE}.company_code ;;
  }

  measure: count {
    label: "Rows"
    description: "Number of rows."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: versions {
    hidden: yes
    type: count_distinct
    sql: ${budget_version} ;;
  }

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${amount_currency_code} ;;
  }

  measure: periods {
    hidden: yes
    type: count_distinct
    sql: ${period_key} ;;
  }

  measure: companies {
    hidden: yes
    type: count_distinct
    sql: ${company_key} ;;
  }

  measure: sum_total_actual {
    hidden: yes
    type: sum
    sql: ${actual_amount} ;;
  }

  measure: total_actual {
    label: "Actual"
    group_label: "Period"
    description: "Actual of the periods, in natural sign: revenue and expense both positive. Empty where the rows mix currencies or budget versions."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${versions} <= 1 THEN ${sum_total_actual} END ;;
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
    group_label: "Period"
    description: "Budget of the periods, in natural sign. Empty where the rows mix currencies or budget versions."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${versions} <= 1 THEN ${sum_total_budget} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_variance {
    hidden: yes
    type: sum
    sql: ${variance_amount} ;;
  }

  measure: total_variance {
    label: "Variance"
    group_label: "Period"
    description: "Budget less actual of the periods. Empty where the rows mix currencies or budget versions."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${versions} <= 1 THEN ${sum_total_variance} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_open_commitment {
    hidden: yes
    type: sum
    sql: ${open_commitment_amount} ;;
  }

  measure: total_open_commitment {
    label: "Open Commitment"
    group_label: "Period"
    description: "Purchase commitments open at the end of the period. Empty where the rows mix currencies or budget versions, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${versions} <= 1 AND ${periods} <= ${companies} THEN ${sum_total_open_commitment} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_available {
    hidden: yes
    type: sum
    sql: ${available_amount} ;;
  }

  measure: total_available {
    label: "Available"
    group_label: "Period"
    description: "Budget less actual less open commitments of the period. Empty where the rows mix currencies or budget versions, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${versions} <= 1 AND ${periods} <= ${companies} THEN ${sum_total_available} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_actual_ytd {
    hidden: yes
    type: sum
    sql: ${actual_amount_ytd} ;;
  }

  measure: total_actual_ytd {
    label: "Actual YTD"
    group_label: "Year to Date"
    description: "Actual of the year up to and with the period, in natural sign. Empty where the rows mix currencies or budget versions, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${versions} <= 1 AND ${periods} <= ${companies} THEN ${sum_total_actual_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_budget_ytd {
    hidden: yes
    type: sum
    sql: ${budget_amount_ytd} ;;
  }

  measure: total_budget_ytd {
    label: "Budget YTD"
    group_label: "Year to Date"
    description: "Budget of the year up to and with the period, in natural sign. Empty where the rows mix currencies or budget versions, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${versions} <= 1 AND ${periods} <= ${companies} THEN ${sum_total_budget_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_variance_ytd {
    hidden: yes
    type: sum
    sql: ${variance_amount_ytd} ;;
  }

  measure: total_variance_ytd {
    label: "Variance YTD"
    group_label: "Year to Date"
    description: "Budget less actual of the year up to and with the period. Empty where the rows mix currencies or budget versions, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${versions} <= 1 AND ${periods} <= ${companies} THEN ${sum_total_variance_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_available_ytd {
    hidden: yes
    type: sum
    sql: ${available_amount_ytd} ;;
  }

  measure: total_available_ytd {
    label: "Available YTD"
    group_label: "Year to Date"
    description: "Budget less actual less open commitments, year to date. Empty where the rows mix currencies or budget versions, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${versions} <= 1 AND ${periods} <= ${companies} THEN ${sum_total_available_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: variance_share {
    label: "Variance %"
    group_label: "Ratios"
    description: "Variance as a share of the budget of the periods."
    type: number
    sql: ${total_variance} / NULLIF(${total_budget}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: variance_share_ytd {
    label: "Variance YTD %"
    group_label: "Ratios"
    description: "Variance as a share of the budget, year to date."
    type: number
    sql: ${total_variance_ytd} / NULLIF(${total_budget_ytd}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: budget_used_ytd {
    label: "Budget Used YTD %"
    group_label: "Ratios"
    description: "Actual as a share of the budget, year to date."
    type: number
    sql: ${total_actual_ytd} / NULLIF(${total_budget_ytd}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }
}
