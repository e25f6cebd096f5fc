view: fct_ap_invoices {
  label: "Invoice"
  sql_table_name: @{MARTS_SCHEMA}.fct_ap_invoices ;;

  set: detail {
    fields: [supplier_invoice_number, dim_suppliers.supplier_name, document_type_code, document_number, pay_item, invoice_date, due_date, pay_status_name, total_gross, total_open]
  }

  dimension: row_key {
    primary_key: yes
    hidden: yes
    type: string
    sql: ${TABLE}.document_company_code || '-' || ${TABLE}.document_type_code || '-' || ${TABLE}.document_number || '-' || ${TABLE}.pay_item || '-' || ${TABLE}.pay_item_extension ;;
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
      label: "Journal entries"
      url: "@{DOCUMENT_JOURNAL_URL}&f[fct_gl_entries.document_company_code]={{ row['fct_ap_invoices.document_company_code'] | url_encode }}"
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

  dimension: company_code {
    description: "Company whose books carry the row; tie-outs, currency, calendar and security go by it."
    type: string
    sql: ${TABLE}.company_code ;;
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

  dimension: approver_number {
    hidden: yes
    description: "Approver (F0101)."
    type: number
    value_format_name: id
    sql: ${TABLE}.approver_number ;;
  }

  dimension: adjustment_document_type_code {
    description: "Document type of the change or void (PE); null on the pay item itself."
    type: string
    sql: ${TABLE}.adjustment_document_type_code ;;
  }

  dimension: supplier_invoice_number {
    description: "Invoice number as the supplier wrote it."
    type: string
    sql: ${TABLE}.supplier_invoice_number ;;
  }

  dimension: supplier_reference {
    hidden: yes
    description: "Reference of the supplier."
    type: string
    sql: ${TABLE}.supplier_reference ;;
  }

  dimension: cost_center_code {
    label: "Cost Centre (Header)"
    description: "Business unit of the voucher's header; where money was spent is in fct_ap_spend."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: pay_status_code {
    description: "Pay status (UDC 00/PS); P paid, A approved, H held."
    type: string
    sql: ${TABLE}.pay_status_code ;;
  }

  dimension: pay_status_name {
    description: "Name of the pay status."
    type: string
    sql: ${TABLE}.pay_status_name ;;
  }

  dimension: payment_terms_code {
    description: "Payment terms (F0014); blank is a term of its own."
    type: string
    sql: ${TABLE}.payment_terms_code ;;
  }

  dimension: payment_instrument_code {
    description: "Payment instrument (UDC 00/PY)."
    type: string
    sql: ${TABLE}.payment_instrument_code ;;
  }

  dimension: gl_offset_code {
    label: "GL Offset Code"
    description: "G/L offset class that picks the trade account."
    type: string
    sql: ${TABLE}.gl_offset_code ;;
  }

  dimension: bank_account_id {
    hidden: yes
    label: "Bank Account ID"
    description: "Account ID of the bank account to pay from."
    type: string
    sql: ${TABLE}.bank_account_id ;;
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
    description: "Line of the purchase order; null where there is none."
    type: number
    value_format_name: id
    sql: ${TABLE}.order_line_number ;;
  }

  dimension: remark {
    description: "Remark."
    type: string
    sql: ${TABLE}.remark ;;
  }

  dimension: originated_by {
    group_label: "Audit"
    description: "User who entered it."
    type: string
    sql: ${TABLE}.originated_by ;;
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

  dimension: gross_amount {
    hidden: yes
    description: "Gross amount in company currency; positive is owed to the supplier."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.gross_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.gross_amount_group
      {% else %}${TABLE}.gross_amount{% endif %} ;;
  }

  dimension: open_amount {
    hidden: yes
    description: "Open amount in company currency; positive is owed."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.open_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.open_amount_group
      {% else %}${TABLE}.open_amount{% endif %} ;;
  }

  dimension: discount_available_amount {
    hidden: yes
    description: "Discount available in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.discount_available_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.discount_available_amount_group
      {% else %}${TABLE}.discount_available_amount{% endif %} ;;
  }

  dimension: discount_taken_amount {
    hidden: yes
    description: "Discount taken in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.discount_taken_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.discount_taken_amount_group
      {% else %}${TABLE}.discount_taken_amount{% endif %} ;;
  }

  dimension: taxable_amount {
    hidden: yes
    description: "Taxable amount in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.taxable_amount_group
      {% else %}${TABLE}.taxable_amount{% endif %} ;;
  }

  dimension: tax_amount {
    hidden: yes
    description: "Tax in company currency, part of the gross amount unless it is use tax."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.tax_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.tax_amount_group
      {% else %}${TABLE}.tax_amount{% endif %} ;;
  }

  dimension: recoverable_tax_amount {
    hidden: yes
    description: "Tax that comes back from the state (tax explanation V..), in company currency."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'group' %}${TABLE}.recoverable_tax_amount_group
      {% else %}${TABLE}.recoverable_tax_amount{% endif %} ;;
  }

  dimension: is_posted {
    description: "True when posted to the G/L."
    type: yesno
    sql: ${TABLE}.is_posted ;;
  }

  dimension: is_open {
    description: "True when something is open (AAP not 0), whatever the pay status."
    type: yesno
    sql: ${TABLE}.is_open ;;
  }

  dimension: is_void {
    description: "True on all rows of a voided pay item."
    type: yesno
    sql: ${TABLE}.is_void ;;
  }

  dimension: is_adjustment {
    description: "True on rows that change or void a pay item (PE)."
    type: yesno
    sql: ${TABLE}.is_adjustment ;;
  }

  dimension: is_draft {
    description: "True for drafts (P1), which stand for vouchers that are here too."
    type: yesno
    sql: ${TABLE}.is_draft ;;
  }

  dimension: is_held {
    description: "True when the pay status is H."
    type: yesno
    sql: ${TABLE}.is_held ;;
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

  dimension_group: due {
    group_label: "Due Date"
    description: "Net due date; null where JDE has none."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.due_date ;;
  }

  dimension_group: discount_due {
    group_label: "Discount Due Date"
    description: "Last day for the discount."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.discount_due_date ;;
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

  dimension: voucher_key {
    hidden: yes
    type: string
    sql: ${TABLE}.document_company_code || '-' || ${TABLE}.document_type_code || '-' || ${TABLE}.document_number ;;
  }

  dimension: discount_missed_amount {
    hidden: yes
    type: number
    sql: CASE WHEN ${is_open} OR ${is_void} OR ${is_draft} THEN 0 ELSE ${discount_available_amount} - ${discount_taken_amount} END ;;
  }

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${amount_currency_code} ;;
  }

  measure: count {
    label: "Pay Items"
    description: "Number of pay items."
    type: count
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: sum_total_gross {
    hidden: yes
    type: sum
    sql: ${gross_amount} ;;
  }

  measure: total_gross {
    label: "Gross Amount"
    group_label: "Amounts"
    description: "Gross amount of the pay items, positive = owed; voided pairs net to zero. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_gross} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_open {
    hidden: yes
    type: sum
    sql: ${open_amount} ;;
  }

  measure: total_open {
    label: "Open Amount"
    group_label: "Amounts"
    description: "What is still to be paid, positive = owed. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_open} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_held {
    hidden: yes
    type: sum
    sql: ${open_amount} ;;
    filters: [is_held: "yes"]
  }

  measure: total_held {
    label: "Open on Hold"
    group_label: "Amounts"
    description: "Open amount of pay items on payment hold (pay status H). Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_held} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_unposted {
    hidden: yes
    type: sum
    sql: ${gross_amount} ;;
    filters: [is_posted: "no"]
  }

  measure: total_unposted {
    label: "Not Posted"
    group_label: "Amounts"
    description: "Gross amount of pay items that are not posted. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_unposted} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_discount_available {
    hidden: yes
    type: sum
    sql: ${discount_available_amount} ;;
  }

  measure: total_discount_available {
    label: "Discount Available"
    group_label: "Discounts"
    description: "Cash discount that could be taken. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_discount_available} END ;;
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
    group_label: "Discounts"
    description: "Cash discount that was taken. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_discount_taken} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_discount_missed {
    hidden: yes
    type: sum
    sql: ${discount_missed_amount} ;;
  }

  measure: total_discount_missed {
    label: "Discount Missed"
    group_label: "Discounts"
    description: "Cash discount of paid items that was offered and not taken. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_discount_missed} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_tax {
    hidden: yes
    type: sum
    sql: ${tax_amount} ;;
  }

  measure: total_tax {
    label: "Tax"
    group_label: "Amounts"
    description: "Tax on the pay items. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_tax} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: count_invoices {
    label: "Invoices"
    description: "Number of different vouchers."
    type: count_distinct
    sql: ${voucher_key} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_open {
    label: "Open Pay Items"
    description: "Number of pay items with an open amount."
    type: count
    filters: [is_open: "yes"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_held {
    label: "Pay Items on Hold"
    description: "Number of open pay items on payment hold."
    type: count
    filters: [is_held: "yes", is_open: "yes"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: count_draft {
    label: "Draft Pay Items"
    description: "Number of draft pay items."
    type: count
    filters: [is_draft: "yes"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: discount_capture_share {
    label: "Discount Captured %"
    group_label: "Discounts"
    description: "Discount taken as a share of the discount taken and missed."
    type: number
    sql: ${total_discount_taken} / NULLIF(${total_discount_taken} + ${total_discount_missed}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }
}
