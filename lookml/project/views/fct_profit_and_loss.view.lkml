view: fct_profit_and_loss {
  label: "Profit and Loss"
  sql_table_name: @{MARTS_SCHEMA}.fct_profit_and_loss ;;

  set: detail {
    fields: [cost_center_code, account_type, account_group, fiscal_year, fiscal_period, total_amount, total_ytd]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.company_code || '-' || ${TABLE}.cost_center_code || '-' || ${TABLE}.account_type || '-' || ${TABLE}.account_group || '-' || ${TABLE}.data_class || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period ;;
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
    description: "Cost centre."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: account_type {
    description: "revenue, expense, or unclassified where no one says what the account is."
    type: string
    order_by_field: account_type_order
    sql: ${TABLE}.account_type ;;
  }

  dimension: account_type_order {
    hidden: yes
    description: "Revenue before expense."
    type: number
    sql: CASE ${TABLE}.account_type WHEN 'revenue' THEN 1 WHEN 'expense' THEN 2 ELSE 3 END ;;
  }

  dimension: account_class {
    label: "Account Class"
    description: "Account type in the order of the profit and loss."
    type: string
    case: {
      when: { sql: ${TABLE}.account_type = 'revenue' ;; label: "Revenue" }
      when: { sql: ${TABLE}.account_type = 'expense' ;; label: "Expense" }
      else: "Unclassified"
    }
  }

  dimension: account_group {
    description: "Line of the profit and loss."
    type: string
    sql: ${TABLE}.account_group ;;
  }

  dimension: data_class {
    description: "payroll where only readers of pay may see the row, else general."
    type: string
    sql: ${TABLE}.data_class ;;
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

  dimension: amount {
    hidden: yes
    description: "Amount of the period in natural sign: revenue and expense both positive."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.amount_group
      {% else %}${TABLE}.amount{% endif %} ;;
  }

  dimension: amount_ytd {
    hidden: yes
    description: "Amount of the year so far in natural sign."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.amount_ytd_group
      {% else %}${TABLE}.amount_ytd{% endif %} ;;
  }

  dimension: prior_year_amount_ytd {
    hidden: yes
    description: "Year to date of a year before."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.prior_year_amount_ytd_group
      {% else %}${TABLE}.prior_year_amount_ytd{% endif %} ;;
  }

  dimension: result_amount {
    hidden: yes
    description: "What the line adds to profit: revenue positive, expense negative."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.result_amount_group
      {% else %}${TABLE}.result_amount{% endif %} ;;
  }

  dimension: result_amount_ytd {
    hidden: yes
    description: "What the line adds to the profit of the year so far."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.result_amount_ytd_group
      {% else %}${TABLE}.result_amount_ytd{% endif %} ;;
  }

  dimension: prior_year_result_amount_ytd {
    hidden: yes
    type: number
    sql: CASE WHEN ${account_type} = 'revenue' THEN ${prior_year_amount_ytd} ELSE 0 - ${prior_year_amount_ytd} END ;;
  }

  dimension: period_key {
    hidden: yes
    type: string
    sql: ${TABLE}.company_code || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period ;;
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

  measure: sum_total_amount {
    hidden: yes
    type: sum
    sql: ${amount} ;;
  }

  measure: total_amount {
    label: "Amount"
    group_label: "Period"
    description: "Amount of the periods in natural sign: revenue and expense both positive. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_amount} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_revenue {
    hidden: yes
    type: sum
    sql: ${amount} ;;
    filters: [account_type: "revenue"]
  }

  measure: total_revenue {
    label: "Revenue"
    group_label: "Period"
    description: "Revenue of the periods. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_revenue} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_expense {
    hidden: yes
    type: sum
    sql: ${amount} ;;
    filters: [account_type: "-revenue"]
  }

  measure: total_expense {
    label: "Expense"
    group_label: "Period"
    description: "Expense of the periods, positive. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_expense} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_result {
    hidden: yes
    type: sum
    sql: ${result_amount} ;;
  }

  measure: total_result {
    label: "Result"
    group_label: "Period"
    description: "Revenue less expense of the periods, positive = profit. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_result} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_ytd {
    hidden: yes
    type: sum
    sql: ${amount_ytd} ;;
  }

  measure: total_ytd {
    label: "Year to Date"
    group_label: "Year to Date"
    description: "Amount of the year so far in natural sign. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_revenue_ytd {
    hidden: yes
    type: sum
    sql: ${amount_ytd} ;;
    filters: [account_type: "revenue"]
  }

  measure: total_revenue_ytd {
    label: "Revenue Year to Date"
    group_label: "Year to Date"
    description: "Revenue of the year so far. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_revenue_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_expense_ytd {
    hidden: yes
    type: sum
    sql: ${amount_ytd} ;;
    filters: [account_type: "-revenue"]
  }

  measure: total_expense_ytd {
    label: "Expense Year to Date"
    group_label: "Year to Date"
    description: "Expense of the year so far, positive. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_expense_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_result_ytd {
    hidden: yes
    type: sum
    sql: ${result_amount_ytd} ;;
  }

  measure: total_result_ytd {
    label: "Result Year to Date"
    group_label: "Year to Date"
    description: "Revenue less expense of the year so far, positive = profit. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_result_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_prior_ytd {
    hidden: yes
    type: sum
    sql: ${prior_year_amount_ytd} ;;
  }

  measure: total_prior_ytd {
    label: "Prior Year to Date"
    group_label: "Year over Year"
    description: "Amount of the prior year up to the same period, in natural sign. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_prior_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_prior_revenue_ytd {
    hidden: yes
    type: sum
    sql: ${prior_year_amount_ytd} ;;
    filters: [account_type: "revenue"]
  }

  measure: total_prior_revenue_ytd {
    label: "Prior Revenue Year to Date"
    group_label: "Year over Year"
    description: "Revenue of the prior year up to the same period. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_prior_revenue_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_prior_expense_ytd {
    hidden: yes
    type: sum
    sql: ${prior_year_amount_ytd} ;;
    filters: [account_type: "-revenue"]
  }

  measure: total_prior_expense_ytd {
    label: "Prior Expense Year to Date"
    group_label: "Year over Year"
    description: "Expense of the prior year up to the same period, positive. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_prior_expense_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_prior_result_ytd {
    hidden: yes
    type: sum
    sql: ${prior_year_result_amount_ytd} ;;
  }

  measure: total_prior_result_ytd {
    label: "Prior Result Year to Date"
    group_label: "Year over Year"
    description: "Result of the prior year up to the same period. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_prior_result_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: change {
    label: "Change to Prior Year"
    group_label: "Year over Year"
    description: "Year to date less prior year to date, in natural sign."
    type: number
    sql: ${total_ytd} - ${total_prior_ytd} ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: change_share {
    label: "Change to Prior Year %"
    group_label: "Year over Year"
    description: "Change as a share of the prior year to date."
    type: number
    sql: ${change} / NULLIF(${total_prior_ytd}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: revenue_change_share {
    label: "Revenue Change %"
    group_label: "Year over Year"
    description: "Change of the revenue to the prior year, year to date."
    type: number
    sql: (${total_revenue_ytd} - ${total_prior_revenue_ytd}) / NULLIF(${total_prior_revenue_ytd}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: expense_change_share {
    label: "Expense Change %"
    group_label: "Year over Year"
    description: "Change of the expense to the prior year, year to date."
    type: number
    sql: (${total_expense_ytd} - ${total_prior_expense_ytd}) / NULLIF(${total_prior_expense_ytd}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: margin_ytd {
    label: "Margin Year to Date %"
    group_label: "Year over Year"
    description: "Result as a share of the revenue, year to date."
    type: number
    sql: ${total_result_ytd} / NULLIF(${total_revenue_ytd}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }
}
