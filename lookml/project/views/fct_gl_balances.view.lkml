view: fct_gl_balances {
  label: "GL Balance"
  sql_table_name: @{MARTS_SCHEMA}.fct_gl_balances ;;

  set: detail {
    fields: [dim_gl_accounts.account_number, dim_gl_accounts.account_name, fiscal_year, fiscal_period, total_opening, total_movement, total_closing]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.account_id || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period || '-' || ${TABLE}.ledger_type_code || '-' || ${TABLE}.subledger || '-' || ${TABLE}.subledger_type_code || '-' || ${TABLE}.transaction_currency_code || '-' || ${TABLE}.fiscal_quarter_code ;;
  }

  parameter: amount_currency {
    label: "Amounts in"
    description: "Currency that all amounts of this view are shown in. Group amounts are empty unless dbt's var group_currency_code is set."
    type: unquoted
    allowed_value: { label: "Ledger currency" value: "company" }
    allowed_value: { label: "Group currency" value: "group" }
    default_value: "company"
  }

  dimension: amount_currency_code {
    label: "Currency"
    description: "Currency of the amounts as shown, by the parameter Amounts in."
    type: string
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.group_currency_code
      {% else %}${TABLE}.ledger_currency_code{% endif %} ;;
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
    description: "Fiscal period; 0 is the opening of the year."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_period ;;
  }

  dimension: ledger_type_code {
    description: "Ledger type."
    type: string
    sql: ${TABLE}.ledger_type_code ;;
  }

  dimension: subledger {
    description: "Subledger; blank when there is none."
    type: string
    sql: ${TABLE}.subledger ;;
  }

  dimension: subledger_type_code {
    description: "Subledger type."
    type: string
    sql: ${TABLE}.subledger_type_code ;;
  }

  dimension: transaction_currency_code {
    description: "Currency of the balance where JDE posts by currency, else blank."
    type: string
    sql: ${TABLE}.transaction_currency_code ;;
  }

  dimension: fiscal_quarter_code {
    hidden: yes
    description: "Fiscal quarter of F0902's key, obsolete and mostly blank."
    type: string
    sql: ${TABLE}.fiscal_quarter_code ;;
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

  dimension: data_class {
    description: "payroll where only readers of pay may see the row, else general."
    type: string
    sql: ${TABLE}.data_class ;;
  }

  dimension: ledger_role {
    description: "What the ledger means (seed ledger_roles)."
    type: string
    sql: ${TABLE}.ledger_role ;;
  }

  dimension_group: fiscal_period_end {
    group_label: "Fiscal Calendar"
    description: "Last day of the fiscal period; for period 0 the day before the year begins."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.fiscal_period_end_date ;;
  }

  dimension: company_currency_code {
    description: "Currency of the company."
    type: string
    sql: ${TABLE}.company_currency_code ;;
  }

  dimension: ledger_currency_code {
    description: "Currency that the amounts are in; null for units."
    type: string
    sql: ${TABLE}.ledger_currency_code ;;
  }

  dimension: opening_amount {
    hidden: yes
    description: "Balance before the period: what the year brought forward plus the periods before. Debit positive."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.opening_amount_group
      {% else %}${TABLE}.opening_amount{% endif %} ;;
  }

  dimension: movement_amount {
    hidden: yes
    description: "Net posting of the period."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.movement_amount_group
      {% else %}${TABLE}.movement_amount{% endif %} ;;
  }

  dimension: ytd_amount {
    hidden: yes
    label: "YTD Amount"
    description: "Net posting of the year up to and with the period."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.ytd_amount_group
      {% else %}${TABLE}.ytd_amount{% endif %} ;;
  }

  dimension: itd_amount {
    hidden: yes
    label: "ITD Amount"
    description: "Balance at the end of the period: brought forward plus year to date."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.itd_amount_group
      {% else %}${TABLE}.itd_amount{% endif %} ;;
  }

  dimension_group: updated {
    group_label: "Audit"
    description: "Last change, on the clock of the JDE server."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.updated_at ;;
  }

  dimension_group: loaded {
    group_label: "Audit"
    description: "When the loader read the row, UTC."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.loaded_at ;;
  }

  dimension: dlt_load_id {
    hidden: yes
    label: "Dlt Load ID"
    group_label: "Audit"
    description: "Load package that brought the row."
    type: string
    sql: ${TABLE}._dlt_load_id ;;
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

  dimension: signed_movement_amount {
    hidden: yes
    type: number
    sql: ${movement_amount} * ${dim_gl_accounts.natural_sign} ;;
  }

  dimension: signed_ytd_amount {
    hidden: yes
    type: number
    sql: ${ytd_amount} * ${dim_gl_accounts.natural_sign} ;;
  }

  dimension: signed_closing_amount {
    hidden: yes
    type: number
    sql: ${itd_amount} * ${dim_gl_accounts.natural_sign} ;;
  }

  measure: periods {
    hidden: yes
    type: count_distinct
    sql: ${period_key} ;;
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

  measure: companies {
    hidden: yes
    type: count_distinct
    sql: ${company_key} ;;
  }

  dimension: profit_amount {
    hidden: yes
    type: number
    sql: CASE WHEN ${dim_gl_accounts.statement} = 'profit_and_loss' THEN 0 - ${movement_amount} ELSE 0 END ;;
  }

  dimension: balance_sheet_amount {
    hidden: yes
    type: number
    sql: CASE
      WHEN ${dim_gl_accounts.account_type} = 'asset' THEN ${itd_amount}
      WHEN ${dim_gl_accounts.statement} = 'balance_sheet' THEN 0 - ${itd_amount}
      ELSE 0 - ${ytd_amount} END ;;
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

  dimension: is_idle_adjustment {
    hidden: yes
    type: yesno
    sql: ${dim_fiscal_periods.is_adjustment} AND ${movement_amount} = 0 ;;
  }

  measure: count_telling {
    label: "Telling Balances"
    description: "Number of balances, without those of adjustment periods in which nothing moved. Filter it above 0 to leave out periods 13 and 14 of a year that did not use them."
    type: count
    filters: [is_idle_adjustment: "no"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_movement {
    hidden: yes
    type: sum
    sql: ${movement_amount} ;;
  }

  measure: total_movement {
    label: "Movement"
    group_label: "Amounts"
    description: "Net posting of the periods, debit positive. Filter one ledger role. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_movement} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_profit_and_loss {
    hidden: yes
    type: sum
    sql: ${signed_movement_amount} ;;
  }

  measure: total_profit_and_loss {
    label: "Movement (Natural Sign)"
    group_label: "Amounts"
    description: "Net posting of the periods, positive as the account usually is: revenue and expense both positive. Filter one ledger role. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_profit_and_loss} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_revenue {
    hidden: yes
    type: sum
    sql: ${signed_movement_amount} ;;
    filters: [dim_gl_accounts.account_type: "revenue"]
  }

  measure: total_revenue {
    label: "Revenue"
    group_label: "Profit and Loss"
    description: "Revenue of the periods, positive. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_revenue} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_expense {
    hidden: yes
    type: sum
    sql: ${signed_movement_amount} ;;
    filters: [dim_gl_accounts.account_type: "expense"]
  }

  measure: total_expense {
    label: "Expense"
    group_label: "Profit and Loss"
    description: "Expense of the periods, positive. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_expense} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_profit {
    hidden: yes
    type: sum
    sql: ${profit_amount} ;;
  }

  measure: total_profit {
    label: "Result"
    group_label: "Profit and Loss"
    description: "Revenue less expense of the periods, positive = profit. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_profit} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_revenue_this_year {
    hidden: yes
    type: sum
    sql: ${signed_movement_amount} ;;
    filters: [dim_gl_accounts.account_type: "revenue", year_position: "Current year", is_year_to_date: "yes"]
  }

  measure: total_revenue_this_year {
    label: "Revenue This Year"
    group_label: "Year over Year"
    description: "Revenue of the current fiscal year up to the current period. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_revenue_this_year} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_revenue_prior_year {
    hidden: yes
    type: sum
    sql: ${signed_movement_amount} ;;
    filters: [dim_gl_accounts.account_type: "revenue", year_position: "Prior year", is_year_to_date: "yes"]
  }

  measure: total_revenue_prior_year {
    label: "Revenue Prior Year"
    group_label: "Year over Year"
    description: "Revenue of the prior fiscal year up to the same period. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_revenue_prior_year} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_expense_this_year {
    hidden: yes
    type: sum
    sql: ${signed_movement_amount} ;;
    filters: [dim_gl_accounts.account_type: "expense", year_position: "Current year", is_year_to_date: "yes"]
  }

  measure: total_expense_this_year {
    label: "Expense This Year"
    group_label: "Year over Year"
    description: "Expense of the current fiscal year up to the current period. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_expense_this_year} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_expense_prior_year {
    hidden: yes
    type: sum
    sql: ${signed_movement_amount} ;;
    filters: [dim_gl_accounts.account_type: "expense", year_position: "Prior year", is_year_to_date: "yes"]
  }

  measure: total_expense_prior_year {
    label: "Expense Prior Year"
    group_label: "Year over Year"
    description: "Expense of the prior fiscal year up to the same period. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_expense_prior_year} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_profit_this_year {
    hidden: yes
    type: sum
    sql: ${profit_amount} ;;
    filters: [year_position: "Current year", is_year_to_date: "yes"]
  }

  measure: total_profit_this_year {
    label: "Result This Year"
    group_label: "Year over Year"
    description: "Result of the current fiscal year up to the current period. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_profit_this_year} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_profit_prior_year {
    hidden: yes
    type: sum
    sql: ${profit_amount} ;;
    filters: [year_position: "Prior year", is_year_to_date: "yes"]
  }

  measure: total_profit_prior_year {
    label: "Result Prior Year"
    group_label: "Year over Year"
    description: "Result of the prior fiscal year up to the same period. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_profit_prior_year} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_natural_this_year {
    hidden: yes
    type: sum
    sql: ${signed_movement_amount} ;;
    filters: [year_position: "Current year", is_year_to_date: "yes"]
  }

  measure: total_natural_this_year {
    label: "This Year to Date"
    group_label: "Year over Year"
    description: "Net posting of the current fiscal year up to the current period, in natural sign. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_natural_this_year} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_natural_prior_year {
    hidden: yes
    type: sum
    sql: ${signed_movement_amount} ;;
    filters: [year_position: "Prior year", is_year_to_date: "yes"]
  }

  measure: total_natural_prior_year {
    label: "Prior Year to Date"
    group_label: "Year over Year"
    description: "Net posting of the prior fiscal year up to the same period, in natural sign. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_natural_prior_year} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_opening {
    hidden: yes
    type: sum
    sql: ${opening_amount} ;;
  }

  measure: total_opening {
    label: "Opening Balance"
    group_label: "Balances"
    description: "Balance before the period, debit positive. Filter one ledger role. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_opening} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_closing {
    hidden: yes
    type: sum
    sql: ${itd_amount} ;;
  }

  measure: total_closing {
    label: "Closing Balance"
    group_label: "Balances"
    description: "Balance at the end of the period, debit positive. Filter one ledger role. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_closing} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_ytd {
    hidden: yes
    type: sum
    sql: ${ytd_amount} ;;
  }

  measure: total_ytd {
    label: "Year to Date"
    group_label: "Balances"
    description: "Net posting of the year up to and with the period, debit positive. Filter one ledger role. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_ytd} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_ytd_natural {
    hidden: yes
    type: sum
    sql: ${signed_ytd_amount} ;;
  }

  measure: total_ytd_natural {
    label: "Year to Date (Natural Sign)"
    group_label: "Balances"
    description: "Net posting of the year to date, positive as the account usually is. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_ytd_natural} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_closing_natural {
    hidden: yes
    type: sum
    sql: ${signed_closing_amount} ;;
  }

  measure: total_closing_natural {
    label: "Closing Balance (Natural Sign)"
    group_label: "Balances"
    description: "Balance at the end of the period, positive as the account usually is. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_closing_natural} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_balance_sheet {
    hidden: yes
    type: sum
    sql: ${balance_sheet_amount} ;;
  }

  measure: total_balance_sheet {
    label: "Balance Sheet Amount"
    group_label: "Balances"
    description: "Balance at the end of the period as a balance sheet shows it: assets debit, all else credit positive. Empty where the rows mix currencies, or several periods of a company."
    type: number
    sql: CASE WHEN ${currencies} = 1 AND ${periods} <= ${companies} THEN ${sum_total_balance_sheet} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: natural_change {
    label: "Change to Prior Year"
    group_label: "Year over Year"
    description: "This year to date less prior year to date, in natural sign."
    type: number
    sql: ${total_natural_this_year} - ${total_natural_prior_year} ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: natural_change_share {
    label: "Change to Prior Year %"
    group_label: "Year over Year"
    description: "Change as a share of the prior year to date."
    type: number
    sql: ${natural_change} / NULLIF(${total_natural_prior_year}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: profit_margin {
    label: "Margin %"
    group_label: "Profit and Loss"
    description: "Result as a share of the revenue."
    type: number
    sql: ${total_profit} / NULLIF(${total_revenue}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: profit_margin_this_year {
    label: "Margin This Year %"
    group_label: "Year over Year"
    description: "Result as a share of the revenue, this year to date."
    type: number
    sql: ${total_profit_this_year} / NULLIF(${total_revenue_this_year}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: revenue_change_share {
    label: "Revenue Change %"
    group_label: "Year over Year"
    description: "Revenue this year to date against prior year to date."
    type: number
    sql: (${total_revenue_this_year} - ${total_revenue_prior_year}) / NULLIF(${total_revenue_prior_year}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: expense_change_share {
    label: "Expense Change %"
    group_label: "Year over Year"
    description: "Expense this year to date against prior year to date."
    type: number
    sql: (${total_expense_this_year} - ${total_expense_prior_year}) / NULLIF(${total_expense_prior_year}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }
}
