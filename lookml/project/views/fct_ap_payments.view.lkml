view: fct_ap_payments {
  label: "Payment"
  sql_table_name: @{MARTS_SCHEMA}.fct_ap_payments ;;

  set: detail {
    fields: [payment_date, payment_number, dim_suppliers.supplier_name, supplier_invoice_number, document_type_code, document_number, days_to_pay, total_paid]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.payment_id || '-' || ${TABLE}.payment_line_id ;;
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

  dimension: payment_id {
    label: "Payment ID"
    description: "Internal number of the payment."
    type: number
    value_format_name: id
    sql: ${TABLE}.payment_id ;;
  }

  dimension: payment_line_id {
    hidden: yes
    label: "Payment Line ID"
    description: "Line within the payment."
    type: number
    value_format_name: id
    sql: ${TABLE}.payment_line_id ;;
  }

  dimension: company_code {
    description: "Company whose books carry the row; tie-outs, currency, calendar and security go by it."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: document_company_code {
    description: "Company of the document number, part of the voucher's key."
    type: string
    sql: ${TABLE}.document_company_code ;;
  }

  dimension: document_type_code {
    description: "Document type of the voucher (UDC 00/DT), part of its key."
    type: string
    sql: ${TABLE}.document_type_code ;;
  }

  dimension: document_number {
    description: "Voucher number."
    type: number
    value_format_name: id
    sql: ${TABLE}.document_number ;;
    link: {
      label: "Voucher"
      url: "@{DOCUMENT_PAY_ITEMS_URL}&f[fct_ap_invoices.document_company_code]={{ row['fct_ap_payments.document_company_code'] | url_encode }}&f[fct_ap_invoices.document_type_code]={{ row['fct_ap_payments.document_type_code'] | url_encode }}"
    }
    link: {
      label: "Journal entries"
      url: "@{DOCUMENT_JOURNAL_URL}&f[fct_gl_entries.document_company_code]={{ row['fct_ap_payments.document_company_code'] | url_encode }}"
    }
  }

  dimension: pay_item {
    description: "Pay item within the voucher."
    type: string
    sql: ${TABLE}.pay_item ;;
  }

  dimension: pay_item_extension {
    hidden: yes
    description: "Extension of the pay item; above 0 on rows that change or void it."
    type: number
    value_format_name: id
    sql: ${TABLE}.pay_item_extension ;;
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

  dimension: payment_number {
    description: "Number of the cheque or transfer."
    type: number
    value_format_name: id
    sql: ${TABLE}.payment_number ;;
  }

  dimension: payment_document_type_code {
    description: "Document type of the payment (PK automatic, PN manual, PT electronic, P1 draft)."
    type: string
    sql: ${TABLE}.payment_document_type_code ;;
  }

  dimension: payment_instrument_code {
    description: "Payment instrument (UDC 00/PY)."
    type: string
    sql: ${TABLE}.payment_instrument_code ;;
  }

  dimension: bank_account_id {
    label: "Bank Account ID"
    description: "Account (dim_gl_accounts) of the bank account."
    type: string
    sql: ${TABLE}.bank_account_id ;;
  }

  dimension: supplier_invoice_number {
    description: "Invoice number as the supplier wrote it."
    type: string
    sql: ${TABLE}.supplier_invoice_number ;;
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

  dimension: paid_amount {
    hidden: yes
    description: "What was paid in company currency, positive; negative on debit memos and reversals."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.paid_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.paid_amount_group
      {% else %}${TABLE}.paid_amount{% endif %} ;;
  }

  dimension: discount_taken_amount {
    hidden: yes
    description: "Discount taken with the payment, in company currency; the sign of the payment."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.discount_taken_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.discount_taken_amount_group
      {% else %}${TABLE}.discount_taken_amount{% endif %} ;;
  }

  dimension: is_void {
    description: "True on all rows of a voided payment, reversals included."
    type: yesno
    sql: ${TABLE}.is_void ;;
  }

  dimension: is_reversal {
    description: "True on the rows that take a voided payment back (document type PO)."
    type: yesno
    sql: ${TABLE}.is_reversal ;;
  }

  dimension: is_draft {
    description: "True when the payment is a draft (P1), which the bank takes later."
    type: yesno
    sql: ${TABLE}.is_draft ;;
  }

  dimension: is_posted {
    description: "True when posted to the G/L."
    type: yesno
    sql: ${TABLE}.is_posted ;;
  }

  dimension: is_late {
    description: "True when paid after the due date."
    type: yesno
    sql: ${TABLE}.is_late ;;
  }

  dimension: days_to_pay {
    label: "Days to Pay"
    description: "Days from the invoice date to the payment."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.days_to_pay ;;
  }

  dimension: days_late {
    description: "Days from the due date to the payment; negative when early."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.days_late ;;
  }

  dimension_group: payment {
    group_label: "Payment Date"
    description: "Date of the payment; on a reversal the date of the void."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.payment_date ;;
  }

  dimension_group: void {
    group_label: "Void Date"
    description: "G/L date of the void; null when the payment stands."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.void_date ;;
  }

  dimension_group: invoice {
    group_label: "Invoice Date"
    description: "Invoice date."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.invoice_date ;;
  }

  dimension_group: due {
    group_label: "Due Date"
    description: "Net due date of the pay item, or what stands in for it."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.due_date ;;
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
    description: "Fiscal period: the one that JDE posted to, else the one of the date."
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

  dimension: is_year_to_date {
    label: "Is Year to Date"
    group_label: "Fiscal Calendar"
    description: "Yes for periods up to the company's current accounts payable period, in whatever year: compares years on equal terms."
    type: yesno
    sql: ${fiscal_period} <= ${dim_companies.current_ap_period} ;;
  }

  dimension: weighted_days {
    hidden: yes
    type: number
    sql: ${paid_amount} * ${days_to_pay} ;;
  }

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${amount_currency_code} ;;
  }

  measure: count {
    label: "Payment Lines"
    description: "Number of payment lines; a voided payment counts with its reversal."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_paid {
    hidden: yes
    type: sum
    sql: ${paid_amount} ;;
  }

  measure: total_paid {
    label: "Paid"
    group_label: "Amounts"
    description: "Money paid; reversals of voided payments are negative. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_paid} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_paid_late {
    hidden: yes
    type: sum
    sql: ${paid_amount} ;;
    filters: [is_late: "yes"]
  }

  measure: total_paid_late {
    label: "Paid Late"
    group_label: "Amounts"
    description: "Money paid after the due date. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_paid_late} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_discount_taken {
    hidden: yes
    type: sum
    sql: ${discount_taken_amount} ;;
  }

  measure: total_discount_taken {
    label: "Discount Taken"
    group_label: "Amounts"
    description: "Cash discount taken with the payments. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_discount_taken} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: count_payments {
    label: "Payments"
    description: "Number of payments without voided ones."
    type: count_distinct
    sql: ${payment_id} ;;
    filters: [is_void: "no"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: paid_late_share {
    label: "Paid Late %"
    group_label: "Ratios"
    description: "Share of the money that was paid after its due date."
    type: number
    sql: ${total_paid_late} / NULLIF(${total_paid}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: sum_weighted_days {
    hidden: yes
    type: sum
    sql: ${weighted_days} ;;
    filters: [is_void: "no", days_to_pay: "NOT NULL"]
  }

  measure: sum_paid_with_days {
    hidden: yes
    type: sum
    sql: ${paid_amount} ;;
    filters: [is_void: "no", days_to_pay: "NOT NULL"]
  }

  measure: average_days_to_pay {
    label: "Average Days to Pay"
    description: "Days from invoice to payment, weighted by the money paid, without voided payments: the DPO of what was paid. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_weighted_days} / NULLIF(${sum_paid_with_days}, 0) END ;;
    value_format_name: decimal_1
    drill_fields: [detail*]
  }
}
