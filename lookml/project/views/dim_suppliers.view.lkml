view: dim_suppliers {
  label: "Supplier"
  sql_table_name: @{MARTS_SCHEMA}.dim_suppliers ;;

  set: detail {
    fields: [supplier_number, supplier_name, city, country_name]
  }

  dimension: supplier_number {
    primary_key: yes
    description: "Address number of the supplier; 0 stands for none."
    type: number
    value_format_name: id
    sql: ${TABLE}.supplier_number ;;
  }

  dimension: supplier_name {
    description: "Name; Unknown supplier and the number where the address book does not hold it."
    type: string
    sql: ${TABLE}.supplier_name ;;
    link: {
      label: "Open items"
      url: "/explore/{{ _model._name }}/ap_aging?fields=fct_ap_aging.supplier_invoice_number,fct_ap_aging.document_type_code,fct_ap_aging.document_number,fct_ap_aging.due_date,fct_ap_aging.age_bucket,fct_ap_aging.amount_currency_code,fct_ap_aging.total_open&f[dim_suppliers.supplier_name]={{ value | url_encode }}&f[dim_companies.company_name]={{ _filters['dim_companies.company_name'] | url_encode }}"
    }
    link: {
      label: "Spend by account"
      url: "/explore/{{ _model._name }}/ap_spend?fields=dim_gl_accounts.account_group,dim_gl_accounts.account_name,fct_ap_spend.amount_currency_code,fct_ap_spend.total_spend&f[dim_suppliers.supplier_name]={{ value | url_encode }}&f[dim_companies.company_name]={{ _filters['dim_companies.company_name'] | url_encode }}"
    }
  }

  dimension: long_address_number {
    description: "Long address number."
    type: string
    sql: ${TABLE}.long_address_number ;;
  }

  dimension: search_type_code {
    description: "Search type (UDC 01/ST); V is a supplier by convention."
    type: string
    sql: ${TABLE}.search_type_code ;;
  }

  dimension: is_supplier_master {
    description: "True when the supplier has a supplier master record (F0401)."
    type: yesno
    sql: ${TABLE}.is_supplier_master ;;
  }

  dimension: is_in_address_book {
    label: "Is in Address Book"
    description: "True when the address book (F0101) holds the party."
    type: yesno
    sql: ${TABLE}.is_in_address_book ;;
  }

  dimension: is_employee {
    description: "True when the party is an employee."
    type: yesno
    sql: ${TABLE}.is_employee ;;
  }

  dimension: is_payment_held {
    description: "True when payments to the supplier are held."
    type: yesno
    sql: ${TABLE}.is_payment_held ;;
  }

  dimension: payment_terms_code {
    group_label: "Payment Terms"
    description: "Payment terms (F0014); blank is a term of its own."
    type: string
    sql: ${TABLE}.payment_terms_code ;;
  }

  dimension: payment_terms_name {
    group_label: "Payment Terms"
    description: "Name of the payment terms."
    type: string
    sql: ${TABLE}.payment_terms_name ;;
  }

  dimension: net_days {
    group_label: "Payment Terms"
    description: "Days from the invoice date to the net due date."
    type: number
    sql: ${TABLE}.net_days ;;
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

  dimension: supplier_currency_code {
    description: "Currency of the supplier's invoices."
    type: string
    sql: ${TABLE}.supplier_currency_code ;;
  }

  dimension: hold_orders_code {
    description: "Hold code of orders to the supplier."
    type: string
    sql: ${TABLE}.hold_orders_code ;;
  }

  dimension: alternate_payee_number {
    hidden: yes
    description: "Party that is paid instead, if any (F0101)."
    type: number
    value_format_name: id
    sql: ${TABLE}.alternate_payee_number ;;
  }

  dimension: industry_code {
    description: "Industry classification."
    type: string
    sql: ${TABLE}.industry_code ;;
  }

  dimension: language_code {
    hidden: yes
    description: "Language (UDC 01/LP)."
    type: string
    sql: ${TABLE}.language_code ;;
  }

  dimension: tax_number {
    group_label: "Tax"
    description: "Tax number."
    type: string
    required_access_grants: [supplier_tax_fields]
    sql: ${TABLE}.tax_number ;;
  }

  dimension: additional_tax_number {
    group_label: "Tax"
    description: "Additional tax number."
    type: string
    required_access_grants: [supplier_tax_fields]
    sql: ${TABLE}.additional_tax_number ;;
  }

  dimension: tax_certificate_number {
    group_label: "Tax"
    description: "Tax exemption certificate."
    type: string
    required_access_grants: [supplier_tax_fields]
    sql: ${TABLE}.tax_certificate_number ;;
  }

  dimension: address_line_1 {
    group_label: "Address"
    description: "First line of the address."
    type: string
    sql: ${TABLE}.address_line_1 ;;
  }

  dimension: address_line_2 {
    group_label: "Address"
    description: "Second line of the address."
    type: string
    sql: ${TABLE}.address_line_2 ;;
  }

  dimension: city {
    group_label: "Address"
    description: "City."
    type: string
    sql: ${TABLE}.city ;;
  }

  dimension: county {
    group_label: "Address"
    description: "County."
    type: string
    sql: ${TABLE}.county ;;
  }

  dimension: state_code {
    group_label: "Address"
    description: "State or province (UDC 00/S)."
    type: string
    sql: ${TABLE}.state_code ;;
  }

  dimension: postal_code {
    group_label: "Address"
    description: "Postal code."
    type: string
    sql: ${TABLE}.postal_code ;;
  }

  dimension: country_code {
    group_label: "Address"
    description: "Country (UDC 00/CN)."
    type: string
    sql: ${TABLE}.country_code ;;
  }

  dimension: country_name {
    group_label: "Address"
    description: "Name of the country."
    type: string
    sql: ${TABLE}.country_name ;;
  }

  dimension: category_code_01_name {
    group_label: "Category Codes"
    description: "Name of category code 01; the code where F0005 does not know it."
    type: string
    sql: ${TABLE}.category_code_01_name ;;
  }

  dimension: category_code_02_name {
    group_label: "Category Codes"
    description: "Name of category code 02; the code where F0005 does not know it."
    type: string
    sql: ${TABLE}.category_code_02_name ;;
  }

  dimension: category_code_03_name {
    group_label: "Category Codes"
    description: "Name of category code 03; the code where F0005 does not know it."
    type: string
    sql: ${TABLE}.category_code_03_name ;;
  }

  dimension: category_code_04_name {
    group_label: "Category Codes"
    description: "Name of category code 04; the code where F0005 does not know it."
    type: string
    sql: ${TABLE}.category_code_04_name ;;
  }

  dimension: category_code_05_name {
    group_label: "Category Codes"
    description: "Name of category code 05; the code where F0005 does not know it."
    type: string
    sql: ${TABLE}.category_code_05_name ;;
  }

  dimension: category_code_06_name {
    group_label: "Category Codes"
    description: "Name of category code 06; the code where F0005 does not know it."
    type: string
    sql: ${TABLE}.category_code_06_name ;;
  }

  dimension: category_code_07_name {
    group_label: "Category Codes"
    description: "Name of category code 07; the code where F0005 does not know it."
    type: string
    sql: ${TABLE}.category_code_07_name ;;
  }

  dimension: category_code_08_name {
    group_label: "Category Codes"
    description: "Name of category code 08; the code where F0005 does not know it."
    type: string
    sql: ${TABLE}.category_code_08_name ;;
  }

  dimension: category_code_09_name {
    group_label: "Category Codes"
    description: "Name of category code 09; the code where F0005 does not know it."
    type: string
    sql: ${TABLE}.category_code_09_name ;;
  }

  dimension: category_code_10_name {
    group_label: "Category Codes"
    description: "Name of category code 10; the code where F0005 does not know it."
    type: string
    sql: ${TABLE}.category_code_10_name ;;
  }

  measure: count {
    label: "Suppliers"
    description: "Number of suppliers."
    type: count_distinct
    sql: ${supplier_number} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
