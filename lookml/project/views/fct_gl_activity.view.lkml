view: fct_gl_activity {
  label: "GL Activity"
  sql_table_name: @{MARTS_SCHEMA}.fct_gl_activity ;;

  set: detail {
    fields: [company_code, dim_gl_accounts.account_number, dim_gl_accounts.account_name, gl_month, batch_type_code, document_type_code, entries, total_debit, total_credit]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.company_code || '-' || ${TABLE}.account_id || '-' || ${TABLE}.ledger_type_code || '-' || COALESCE(${TABLE}.ledger_currency_code, '') || '-' || ${TABLE}.fiscal_year || '-' || ${TABLE}.fiscal_period || '-' || ${TABLE}.gl_month || '-' || ${TABLE}.batch_type_code || '-' || ${TABLE}.document_type_code ;;
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

  dimension: company_code {
    description: "Company whose books carry the lines."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: account_id {
    label: "Account ID"
    description: "Account."
    type: string
    sql: ${TABLE}.account_id ;;
  }

  dimension: cost_center_code {
    label: "Cost Centre Code"
    description: "Cost centre of the account, as the account master has it now."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: object_account {
    description: "Object account, as the account master has it now."
    type: string
    sql: ${TABLE}.object_account ;;
  }

  dimension: data_class {
    description: "payroll where only readers of pay may see the row, else general."
    type: string
    sql: ${TABLE}.data_class ;;
  }

  dimension: ledger_type_code {
    description: "Ledger type."
    type: string
    sql: ${TABLE}.ledger_type_code ;;
  }

  dimension: ledger_role {
    description: "What the ledger means (seed ledger_roles); unmapped where the seed does not say."
    type: string
    sql: ${TABLE}.ledger_role ;;
  }

  dimension: batch_type_code {
    group_label: "Batch"
    description: "Batch type (UDC 98/IT)."
    type: string
    sql: ${TABLE}.batch_type_code ;;
    link: {
      label: "Journal entries"
      url: "@{JOURNAL_ENTRIES_URL}&f[fct_gl_entries.gl_date]={{ _filters['fct_gl_activity.gl_month'] | url_encode }}&f[dim_dates.months_ago]={{ _filters['dim_dates.months_ago'] | url_encode }}&f[fct_gl_entries.batch_type_code]={{ value | url_encode }}&f[fct_gl_entries.document_type_code]={{ _filters['fct_gl_activity.document_type_code'] | url_encode }}"
    }
  }

  dimension: document_type_code {
    description: "Document type (UDC 00/DT)."
    type: string
    sql: ${TABLE}.document_type_code ;;
    link: {
      label: "Journal entries"
      url: "@{JOURNAL_ENTRIES_URL}&f[fct_gl_entries.gl_date]={{ _filters['fct_gl_activity.gl_month'] | url_encode }}&f[dim_dates.months_ago]={{ _filters['dim_dates.months_ago'] | url_encode }}&f[fct_gl_entries.batch_type_code]={{ _filters['fct_gl_activity.batch_type_code'] | url_encode }}&f[fct_gl_entries.document_type_code]={{ value | url_encode }}"
    }
  }

  dimension_group: gl {
    label: "GL"
    group_label: "GL Date"
    description: "First day of the month of the G/L date."
    type: time
    timeframes: [raw, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.gl_month ;;
    link: {
      label: "Journal entries"
      url: "@{JOURNAL_ENTRIES_URL}&f[fct_gl_entries.gl_date]={{ value | url_encode }}&f[fct_gl_entries.batch_type_code]={{ _filters['fct_gl_activity.batch_type_code'] | url_encode }}&f[fct_gl_entries.document_type_code]={{ _filters['fct_gl_activity.document_type_code'] | url_encode }}"
    }
  }

  dimension: fiscal_year {
    group_label: "Fiscal Calendar"
    description: "Fiscal year as posted, JDE's count."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_year ;;
  }

  dimension: fiscal_period {
    group_label: "Fiscal Calendar"
    description: "Fiscal period as posted."
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

  dimension: entered_by_hand {
    label: "Is Manual Journal"
    description: "Yes for journals of batch type G, which people enter or import into the general ledger itself."
    type: yesno
    sql: ${batch_type_code} = 'G' ;;
  }

  dimension: line_count {
    hidden: yes
    description: "Number of journal lines."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.line_count ;;
  }

  dimension: debit_amount {
    hidden: yes
    description: "Sum of the lines above 0."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.debit_amount_group
      {% else %}${TABLE}.debit_amount{% endif %} ;;
  }

  dimension: credit_amount {
    hidden: yes
    description: "Sum of the lines below 0, negative."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.credit_amount_group
      {% else %}${TABLE}.credit_amount{% endif %} ;;
  }

  dimension: amount {
    hidden: yes
    description: "Sum of the lines, debit positive."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.amount_group
      {% else %}${TABLE}.amount{% endif %} ;;
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

  measure: entries {
    label: "Entries"
    description: "Number of posted journal lines, one for each ledger."
    type: sum
    sql: ${line_count} ;;
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
    group_label: "Amounts"
    description: "Posted amount, debit positive, of the ledgers chosen; filter one ledger role. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_amount} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_debit {
    hidden: yes
    type: sum
    sql: ${debit_amount} ;;
  }

  measure: total_debit {
    label: "Debit"
    group_label: "Amounts"
    description: "Posted debits of the ledgers chosen. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_debit} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_credit {
    hidden: yes
    type: sum
    sql: ${credit_amount} ;;
  }

  measure: total_credit {
    label: "Credit"
    group_label: "Amounts"
    description: "Posted credits of the ledgers chosen, negative. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_credit} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }
}
