view: dim_items {
  label: "Item"
  sql_table_name: @{MARTS_SCHEMA}.dim_items ;;

  set: detail {
    fields: [item_code, item_description]
  }

  dimension: item_number {
    primary_key: yes
    description: "Short item number; 0 stands for none."
    type: number
    value_format_name: id
    sql: ${TABLE}.item_number ;;
  }

  dimension: item_code {
    description: "Item code that people use."
    type: string
    sql: ${TABLE}.item_code ;;
  }

  dimension: item_description {
    description: "Description; Unknown item and the number where the item master does not hold it."
    type: string
    sql: ${TABLE}.item_description ;;
  }

  dimension: item_description_2 {
    hidden: yes
    description: "Second description."
    type: string
    sql: ${TABLE}.item_description_2 ;;
  }

  dimension: alternate_item_code {
    description: "Third item number."
    type: string
    sql: ${TABLE}.alternate_item_code ;;
  }

  dimension: is_in_master {
    label: "Is in Master"
    description: "True when the item master (F4101) holds the item."
    type: yesno
    sql: ${TABLE}.is_in_master ;;
  }

  dimension: stocking_type_code {
    description: "Stocking type (UDC 41/I)."
    type: string
    sql: ${TABLE}.stocking_type_code ;;
  }

  dimension: line_type_code {
    description: "Line type (F40205)."
    type: string
    sql: ${TABLE}.line_type_code ;;
  }

  dimension: gl_class_code {
    label: "GL Class Code"
    description: "G/L class (UDC 41/9)."
    type: string
    sql: ${TABLE}.gl_class_code ;;
  }

  dimension: unit_of_measure_code {
    label: "Unit of Measure Code"
    description: "Primary unit of measure."
    type: string
    sql: ${TABLE}.unit_of_measure_code ;;
  }

  dimension: purchasing_unit_of_measure_code {
    label: "Purchasing Unit of Measure Code"
    description: "Purchasing unit of measure."
    type: string
    sql: ${TABLE}.purchasing_unit_of_measure_code ;;
  }

  dimension: abc_code {
    description: "ABC code by sales."
    type: string
    sql: ${TABLE}.abc_code ;;
  }

  dimension: buyer_number {
    hidden: yes
    description: "Buyer (F0101)."
    type: number
    value_format_name: id
    sql: ${TABLE}.buyer_number ;;
  }

  dimension: sales_category_code_01_name {
    group_label: "Category Codes"
    description: "Name of sales category 1."
    type: string
    sql: ${TABLE}.sales_category_code_01_name ;;
  }

  dimension: sales_category_code_02_name {
    group_label: "Category Codes"
    description: "Name of sales category 2."
    type: string
    sql: ${TABLE}.sales_category_code_02_name ;;
  }

  dimension: sales_category_code_03_name {
    group_label: "Category Codes"
    description: "Name of sales category 3."
    type: string
    sql: ${TABLE}.sales_category_code_03_name ;;
  }

  dimension: sales_category_code_04_name {
    group_label: "Category Codes"
    description: "Name of sales category 4."
    type: string
    sql: ${TABLE}.sales_category_code_04_name ;;
  }

  dimension: sales_category_code_05_name {
    group_label: "Category Codes"
    description: "Name of sales category 5."
    type: string
    sql: ${TABLE}.sales_category_code_05_name ;;
  }

  dimension: purchasing_category_code_01_name {
    group_label: "Category Codes"
    description: "Name of purchasing category 1."
    type: string
    sql: ${TABLE}.purchasing_category_code_01_name ;;
  }

  dimension: purchasing_category_code_02_name {
    group_label: "Category Codes"
    description: "Name of purchasing category 2."
    type: string
    sql: ${TABLE}.purchasing_category_code_02_name ;;
  }

  dimension: purchasing_category_code_03_name {
    group_label: "Category Codes"
    description: "Name of purchasing category 3."
    type: string
    sql: ${TABLE}.purchasing_category_code_03_name ;;
  }

  dimension: purchasing_category_code_04_name {
    group_label: "Category Codes"
    description: "Name of purchasing category 4."
    type: string
    sql: ${TABLE}.purchasing_category_code_04_name ;;
  }

  dimension: purchasing_category_code_05_name {
    group_label: "Category Codes"
    description: "Name of purchasing category 5."
    type: string
    sql: ${TABLE}.purchasing_category_code_05_name ;;
  }

  measure: count {
    label: "Items"
    description: "Number of items."
    type: count_distinct
    sql: ${item_number} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
