view: fct_ap_aging {
  label: "Open Item"
  sql_table_name: @{MARTS_SCHEMA}.fct_ap_aging ;;

  set: detail {
    fields: [supplier_invoice_number, dim_suppliers.supplier_name, document_type_code, document_number, pay_item, due_date, days_past_due, age_bucket, total_open]
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
      label: "Voucher"
      url: "@{DOCUMENT_PAY_ITEMS_URL}&f[fct_ap_invoices.document_company_code]={{ row['fct_ap_aging.document_company_code'] | url_encode }}&f[fct_ap_invoices.document_type_code]={{ row['fct_ap_aging.document_type_code'] | url_encode }}"
    }
    link: {
      label: "Journal entries"
      url: "@{DOCUMENT_JOURNAL_URL}&f[fct_gl_entries.document_company_code]={{ row['fct_ap_aging.document_company_code'] | url_encode }}"
    }
  }

  dimension: pay_item {
    description: "Pay item within the voucher."
    type: string
    sql: ${TABLE}.pay_item ;;
  }

  dimension: pay_item_extension {
    hidden: yes
    description: "Extension of the pay item itself; changes are taken in."
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

  dimension: supplier_invoice_number {
    description: "Invoice number as the supplier wrote it."
    type: string
    sql: ${TABLE}.supplier_invoice_number ;;
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

  dimension: age_bucket {
    description: "Age bucket of seed ageing_buckets."
    type: string
    order_by_field: age_bucket_order
    sql: ${TABLE}.age_bucket ;;
  }

  dimension: age_bucket_order {
    hidden: yes
    description: "Order of the age buckets."
    type: number
    value_format_name: id
    sql: ${TABLE}.age_bucket_order ;;
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

  dimension: open_amount {
    hidden: yes
    description: "Open amount in company currency as of the day; positive is owed."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.open_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.open_amount_group
      {% else %}${TABLE}.open_amount{% endif %} ;;
  }

  dimension: discount_open_amount {
    hidden: yes
    description: "Discount that can still be taken on the day, in company currency; 0 once its date has passed."
    type: number
    value_format_name: amount_exact
    sql: {% if amount_currency._parameter_value == 'transaction' %}${TABLE}.discount_open_amount_txn
      {% elsif amount_currency._parameter_value == 'group' %}${TABLE}.discount_open_amount_group
      {% else %}${TABLE}.discount_open_amount{% endif %} ;;
  }

  dimension: days_past_due {
    description: "Days from the due date to the day; 0 or less is not due."
    type: number
    value_format_name: decimal_0
    sql: ${TABLE}.days_past_due ;;
  }

  dimension: is_past_due {
    description: "True when the due date lies before the day."
    type: yesno
    sql: ${TABLE}.is_past_due ;;
  }

  dimension: is_held {
    description: "True when the pay status is H."
    type: yesno
    sql: ${TABLE}.is_held ;;
  }

  dimension: is_posted {
    description: "True when posted to the G/L."
    type: yesno
    sql: ${TABLE}.is_posted ;;
  }

  dimension: is_draft {
    description: "True for drafts (P1)."
    type: yesno
    sql: ${TABLE}.is_draft ;;
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
    description: "Net due date; where JDE has none, the invoice date plus the net days of the terms, else the G/L date."
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

  dimension_group: as_of {
    label: "As of"
    group_label: "As of Date"
    description: "Day that ages are counted to: var as_of_date, else the business date of the last finished load."
    type: time
    timeframes: [raw, date, week, month, quarter, year]
    convert_tz: no
    datatype: date
    sql: ${TABLE}.as_of_date ;;
  }

  dimension: fiscal_year {
    group_label: "Fiscal Calendar"
    description: "Fiscal year of the day."
    type: number
    value_format_name: id
    sql: ${TABLE}.fiscal_year ;;
  }

  dimension: fiscal_period {
    group_label: "Fiscal Calendar"
    description: "Fiscal period of the day."
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

  measure: currencies {
    hidden: yes
    type: count_distinct
    sql: ${amount_currency_code} ;;
  }

  measure: count {
    label: "Open Items"
    description: "Number of open pay items."
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
    label: "Open Amount"
    group_label: "Amounts"
    description: "What is still to be paid, positive = owed. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_open} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_past_due {
    hidden: yes
    type: sum
    sql: ${open_amount} ;;
    filters: [is_past_due: "yes"]
  }

  measure: total_past_due {
    label: "Past Due"
    group_label: "Amounts"
    description: "Open amount past its due date. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_past_due} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_not_due {
    hidden: yes
    type: sum
    sql: ${open_amount} ;;
    filters: [is_past_due: "no"]
  }

  measure: total_not_due {
    label: "Not Yet Due"
    group_label: "Amounts"
    description: "Open amount that is not yet due. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_not_due} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_over_90 {
    hidden: yes
    type: sum
    sql: ${open_amount} ;;
    filters: [days_past_due: ">90"]
  }

  measure: total_over_90 {
    label: "Over 90 Days"
    group_label: "Amounts"
    description: "Open amount more than 90 days past due. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_over_90} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_due_7_days {
    hidden: yes
    type: sum
    sql: ${open_amount} ;;
    filters: [days_past_due: "[-7, 0]"]
  }

  measure: total_due_7_days {
    label: "Due in 7 Days"
    group_label: "Amounts"
    description: "Open amount that falls due within the seven days after the date of the ageing. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_due_7_days} END ;;
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
    label: "On Hold"
    group_label: "Amounts"
    description: "Open amount on payment hold. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_held} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: sum_total_discount_open {
    hidden: yes
    type: sum
    sql: ${discount_open_amount} ;;
  }

  measure: total_discount_open {
    label: "Discount Still to Take"
    group_label: "Amounts"
    description: "Discount whose date has not passed by the date of the ageing. Empty where the rows mix currencies."
    type: number
    sql: CASE WHEN ${currencies} = 1 THEN ${sum_total_discount_open} END ;;
    value_format_name: amount
    drill_fields: [detail*]
  }

  measure: past_due_share {
    label: "Past Due %"
    group_label: "Ratios"
    description: "Past due amount as a share of the open amount."
    type: number
    sql: ${total_past_due} / NULLIF(${total_open}, 0) ;;
    value_format_name: percent_1
    drill_fields: [detail*]
  }

  measure: count_past_due {
    label: "Items Past Due"
    description: "Number of open items past their due date."
    type: count
    filters: [is_past_due: "yes"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }

  measure: average_days_past_due {
    label: "Average Days Past Due"
    description: "Average age of the items past due, in days, each item counted alike."
    type: average
    sql: ${days_past_due} ;;
    filters: [is_past_due: "yes"]
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
