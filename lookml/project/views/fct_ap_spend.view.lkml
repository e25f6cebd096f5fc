view: fct_ap_spend {
  label: "Spend"
  sql_table_name: @{MARTS_SCHEMA}.fct_ap_spend ;;

  set: detail {
    fields: [gl_date, dim_suppliers.supplier_name, supplier_invoice_number, document_type_code, document_number, charged_cost_center_code, dim_gl_accounts.account_name, total_spend]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.document_company_code || '-' || ${TABLE}.document_type_code || '-' || ${TABLE}.document_number || '-' || ${TABLE}.gl_date || '-' || ${TABLE}.journal_line_number || '-' || ${TABLE}.line_extension_code || '-' || ${TABLE}.charge_line ;;
  }

  parameter: amount_currency {
    label: "Amounts in"
    description: "Currency that all amounts of this view are shown in. Group amounts are empty unless dbt's var group_currency_code is set."
    type: unquoted
    allowed_value: { label: "Company currency" value: "company" }
    allowed_value: { label: "Transaction currency" value: "transaction" }
    allowed_value: { label: "Group currency" value: "group" }
    default_value: "company"
  }

  dimension: amount_currency_code {
    label: "Currency"
    description: "Currency of the amounts as shown, by the parameter Amounts in."
    type: string
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.transaction_currency_code
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.group_currency_code
      {% else %}${TABLE}.company_currency_code{% endif %} ;;
  }

  dimension: document_company_code {
    description: "Company of the document number, part of the key."
    type: string
    sql: ${TABLE}.document_company_code ;;
  }

  dimension: document_type_code {
    description: "Document type of the journal line, part of the key; PE on changes and voids."
    type: string
    sql: ${TABLE}.document_type_code ;;
  }

  dimension: document_number {
    description: "Document number."
    type: number
    value_format_name: id
    sql: ${TABLE}.document_number ;;
    link: {
      label: "Voucher"
      url: "@{DOCUMENT_PAY_ITEMS_URL}&f[fct_ap_invoices.document_company_code]={{ row['fct_ap_spend.document_company_code'] | url_encode }}&f[fct_ap_invoices.document_type_code]={{ row['fct_ap_spend.voucher_document_type_code'] | url_encode }}"
    }
    link: {
      label: "Journal entries"
      url: "@{DOCUMENT_JOURNAL_URL}&f[fct_gl_entries.document_company_code]={{ row['fct_ap_spend.document_company_code'] | url_encode }}"
    }
  }

  dimension_group: gl {
    label: "GL"
    group_label: "GL Date"
    description: "G/L date."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.gl_date ;;
  }

  dimension: journal_line_number {
    description: "Journal line of the document; part of a key, never rescaled."
    type: number
    value_format_name: id
    sql: ${TABLE}.journal_line_number ;;
  }

  dimension: line_extension_code {
    hidden: yes
    description: "Line extension code, part of the key; blank on most lines."
    type: string
    sql: ${TABLE}.line_extension_code ;;
  }

  dimension: charge_line {
    hidden: yes
    description: "Number of the part of the line, part of the key; 1 where the line is not split."
    type: number
    value_format_name: id
    sql: ${TABLE}.charge_line ;;
  }

  dimension: voucher_document_type_code {
    description: "Document type of the voucher, also on PE lines."
    type: string
    sql: ${TABLE}.voucher_document_type_code ;;
  }

  dimension: company_code {
    description: "Company whose books carry the row; tie-outs, currency, calendar and security go by it."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: account_id {
    hidden: yes
    label: "Account ID"
    description: "Account as booked (dim_gl_accounts)."
    type: string
    sql: ${TABLE}.account_id ;;
  }

  dimension: object_account {
    label: "Object Account (Booked)"
    description: "Object account as booked."
    type: string
    sql: ${TABLE}.object_account ;;
  }

  dimension: cost_center_code {
    label: "Cost Centre (Booked)"
    description: "Cost centre as booked (dim_cost_centers)."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: charged_account_id {
    hidden: yes
    label: "Charged Account ID"
    description: "Account where the money was finally spent: through the purchase order on lines that clear received-not-vouchered, else as booked."
    type: string
    sql: ${TABLE}.charged_account_id ;;
  }

  dimension: charged_object_account {
    label: "Object Account (Charged)"
    description: "Object account where the money was finally spent."
    type: string
    sql: ${TABLE}.charged_object_account ;;
  }

  dimension: charged_cost_center_code {
    label: "Cost Centre (Charged)"
    description: "Cost centre where the money was finally spent."
    type: string
    sql: ${TABLE}.charged_cost_center_code ;;
  }

  dimension: supplier_number {
    description: "Supplier (dim_suppliers); 0 where JDE names none."
    type: number
    value_format_name: id
    sql: ${TABLE}.supplier_number ;;
  }

  dimension: payee_number {
    description: "Party that is paid (dim_suppliers); the supplier where JDE names no other."
    type: number
    value_format_name: id
    sql: ${TABLE}.payee_number ;;
  }

  dimension: supplier_invoice_number {
    description: "Invoice number as the supplier wrote it."
    type: string
    sql: ${TABLE}.supplier_invoice_number ;;
  }

  dimension: order_company_code {
    group_label: "Purchase Order"
    description: "Company of the purchase order number, part of the order's key."
    type: string
    sql: ${TABLE}.order_company_code ;;
  }

  dimension: order_type_code {
    group_label: "Purchase Order"
    description: "Type of the purchase order, part of its key."
    type: string
    sql: ${TABLE}.order_type_code ;;
  }

  dimension: order_number {
    group_label: "Purchase Order"
    description: "Purchase order number."
    type: number
    value_format_name: id
    sql: ${TABLE}.order_number ;;
  }

  dimension: order_suffix {
    group_label: "Purchase Order"
    description: "Suffix of the purchase order."
    type: string
    sql: ${TABLE}.order_suffix ;;
  }

  dimension: order_line_number {
    group_label: "Purchase Order"
    description: "Line of the purchase order; on a summarised line the order line of the part."
    type: number
    value_format_name: id
    sql: ${TABLE}.order_line_number ;;
  }

  dimension: subledger {
    description: "Subledger of the header."
    type: string
    sql: ${TABLE}.subledger ;;
  }

  dimension: subledger_type_code {
    description: "Subledger type (UDC 00/ST)."
    type: string
    sql: ${TABLE}.subledger_type_code ;;
  }

  dimension: batch_type_code {
    group_label: "Batch"
    description: "Batch type (UDC 98/IT)."
    type: string
    sql: ${TABLE}.batch_type_code ;;
  }

  dimension: batch_number {
    group_label: "Batch"
    description: "Batch number."
    type: number
    value_format_name: id
    sql: ${TABLE}.batch_number ;;
  }

  dimension: explanation {
    description: "Explanation."
    type: string
    sql: ${TABLE}.explanation ;;
  }

  dimension: remark {
    description: "Remark."
    type: string
    sql: ${TABLE}.remark ;;
  }

  dimension: company_currency_code {
    description: "Currency of the company: the currency of every amount not marked _txn or _group."
    type: string
    sql: ${TABLE}.company_currency_code ;;
  }

  dimension: transaction_currency_code {
    description: "Currency of the document: the currency of the amounts marked _txn."
    type: string
    sql: ${TABLE}.transaction_currency_code ;;
  }

  dimension: exchange_rate {
    hidden: yes
    description: "Exchange rate of the document; multiplier or divisor by the company's setup."
    type: number
    value_format_name: unit_price
    sql: ${TABLE}.exchange_rate ;;
  }

  dimension: spend_amount {
    hidden: yes
    description: "Spend in company currency, debit positive; debit memos and voids negative."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.spend_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.spend_amount_group
      {% else %}${TABLE}.spend_amount{% endif %} ;;
  }

  dimension: is_void {
    description: "True on all lines of a voided voucher, void included."
    type: yesno
    sql: ${TABLE}.is_void ;;
  }

  dimension: is_adjustment {
    description: "True on PE lines, which change or void the voucher."
    type: yesno
    sql: ${TABLE}.is_adjustment ;;
  }

  dimension: is_charged_through_order {
    description: "True when charged_* comes from the purchase order."
    type: yesno
    sql: ${TABLE}.is_charged_through_order ;;
  }

  dimension_group: invoice {
    group_label: "Invoice Date"
    description: "Invoice date of the voucher."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.invoice_date ;;
  }

  dimension: fiscal_year {
    group_label: "Fiscal Calendar"
    description: "Fiscal year as JDE counts it."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_year ;;
  }

  dimension: fiscal_period {
    group_label: "Fiscal Calendar"
    description: "Fiscal period that JDE posted to."
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

  dimension_group: updated {
    group_label: "Audit"
    description: "Last change of the row by the clock of the JDE server, no time zone."
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    datatype: timestamp
    sql: ${TABLE}.updated_at ;;
  }

  dimension: updated_by {
    group_label: "Audit"
    description: "User of the last change."
    type: string
    sql: ${TABLE}.updated_by ;;
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

  dimension: voucher_key {
    hidden: yes
    type: string
    sql: ${TABLE}.document_company_code || '-' || ${TABLE}.voucher_document_type_code || '-' || ${TABLE}.document_number ;;
  }

  dimension: is_with_order {
    label: "Is with Purchase Order"
    group_label: "Purchase Order"
    description: "Yes where the voucher line names a purchase order."
    type: yesno
    sql: ${order_number} > 0 ;;
  }

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${amount_currency_code} ;;
  }

  measure: count {
    label: "Spend Lines"
    description: "Number of spend lines."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_spend {
    hidden: yes
    type: sum
    sql: ${spend_amount} ;;
  }

  measure: total_spend {
    label: "Spend"
    group_label: "Amounts"
    description: "Money spent, debit positive, where it was finally charged. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_spend} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_spend_this_year {
    hidden: yes
    type: sum
    sql: ${spend_amount} ;;
    filters: [year_position: "Current year", is_year_to_date: "yes"]
  }

  measure: total_spend_this_year {
    label: "Spend This Year"
    group_label: "Year over Year"
    description: "Spend of the current fiscal year up to the current period. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_spend_this_year} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_spend_prior_year {
    hidden: yes
    type: sum
    sql: ${spend_amount} ;;
    filters: [year_position: "Prior year", is_year_to_date: "yes"]
  }

  measure: total_spend_prior_year {
    label: "Spend Prior Year"
    group_label: "Year over Year"
    description: "Spend of the prior fiscal year up to the same period. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_spend_prior_year} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_spend_with_order {
    hidden: yes
    type: sum
    sql: ${spend_amount} ;;
    filters: [is_with_order: "yes"]
  }

  measure: total_spend_with_order {
    label: "Spend with Purchase Order"
    group_label: "Amounts"
    description: "Spend of voucher lines that name a purchase order. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_spend_with_order} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: count_vouchers {
    label: "Vouchers"
    description: "Number of different vouchers."
    type: count_distinct
    sql: ${voucher_key} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: spend_change {
    label: "Change to Prior Year"
    group_label: "Year over Year"
    description: "Spend of this year to date less that of the prior year to the same period."
    type: number
    sql: ${total_spend_this_year} - ${total_spend_prior_year} ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: spend_change_share {
    label: "Change to Prior Year %"
    group_label: "Year over Year"
    description: "Change as a share of the prior year to the same period. Empty where this year is more than five times the prior one, which no percentage tells well."
    type: number
    sql: CASE WHEN ${total_spend_this_year} <= 5 * ${total_spend_prior_year} THEN ${spend_change} / NULLIF(${total_spend_prior_year}, 0) END ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: with_order_share {
    label: "With Purchase Order %"
    group_label: "Ratios"
    description: "Share of the spend that went through a purchase order."
    type: number
    sql: ${total_spend_with_order} / NULLIF(${total_spend}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }
}
