view: dim_cost_centers {
  label: "Cost Centre"
  sql_table_name: @{MARTS_SCHEMA}.dim_cost_centers ;;

  set: detail {
    fields: [cost_center_code, cost_center_name, company_code]
  }

  dimension: cost_center_code {
    primary_key: yes
    label: "Cost Centre Code"
    description: "Business unit without its leading blanks; 230 and 0230 are two cost centres."
    type: string
    sql: ${TABLE}.cost_center_code ;;
  }

  dimension: cost_center_name {
    label: "Cost Centre Name"
    description: "Name of the cost centre."
    type: string
    sql: ${TABLE}.cost_center_name ;;
  }

  dimension: company_code {
    description: "Company of the cost centre."
    type: string
    sql: ${TABLE}.company_code ;;
  }

  dimension: cost_center_type_code {
    label: "Cost Centre Type Code"
    description: "Business unit type (UDC 00/MC)."
    type: string
    sql: ${TABLE}.cost_center_type_code ;;
  }

  dimension: cost_center_type_name {
    label: "Cost Centre Type Name"
    description: "Name of the business unit type."
    type: string
    sql: ${TABLE}.cost_center_type_name ;;
  }

  dimension: level_of_detail {
    label: "Level of Detail"
    description: "Level of detail of the business unit."
    type: number
    value_format_name: id
    sql: ${TABLE}.level_of_detail ;;
  }

  dimension: manager_number {
    hidden: yes
    description: "Address number of the manager."
    type: number
    value_format_name: id
    sql: ${TABLE}.manager_number ;;
  }

  dimension: is_open_for_posting {
    description: "False where the business unit takes no postings (UDC 00/PF N or P)."
    type: yesno
    sql: ${TABLE}.is_open_for_posting ;;
  }

  dimension: is_in_master {
    label: "Is in Master"
    description: "False where F0006 does not hold the business unit."
    type: yesno
    sql: ${TABLE}.is_in_master ;;
  }

  dimension: hierarchy_level_1_code {
    group_label: "Hierarchy"
    description: "Level 1 of the hierarchy, from the top; null where var cost_center_hierarchy is shorter."
    type: string
    sql: ${TABLE}.hierarchy_level_1_code ;;
  }

  dimension: hierarchy_level_1_name {
    group_label: "Hierarchy"
    description: "Name of level 1."
    type: string
    sql: ${TABLE}.hierarchy_level_1_name ;;
  }

  dimension: hierarchy_level_2_code {
    group_label: "Hierarchy"
    description: "Level 2 of the hierarchy, from the top; null where var cost_center_hierarchy is shorter."
    type: string
    sql: ${TABLE}.hierarchy_level_2_code ;;
  }

  dimension: hierarchy_level_2_name {
    group_label: "Hierarchy"
    description: "Name of level 2."
    type: string
    sql: ${TABLE}.hierarchy_level_2_name ;;
  }

  dimension: hierarchy_level_3_code {
    group_label: "Hierarchy"
    description: "Level 3 of the hierarchy, from the top; null where var cost_center_hierarchy is shorter."
    type: string
    sql: ${TABLE}.hierarchy_level_3_code ;;
  }

  dimension: hierarchy_level_3_name {
    group_label: "Hierarchy"
    description: "Name of level 3."
    type: string
    sql: ${TABLE}.hierarchy_level_3_name ;;
  }

  dimension: hierarchy_level_4_code {
    group_label: "Hierarchy"
    description: "Level 4 of the hierarchy, from the top; null where var cost_center_hierarchy is shorter."
    type: string
    sql: ${TABLE}.hierarchy_level_4_code ;;
  }

  dimension: hierarchy_level_4_name {
    group_label: "Hierarchy"
    description: "Name of level 4."
    type: string
    sql: ${TABLE}.hierarchy_level_4_name ;;
  }

  dimension: category_code_01_name {
    group_label: "Category Codes"
    description: "Name of category code 01."
    type: string
    sql: ${TABLE}.category_code_01_name ;;
  }

  dimension: category_code_02_name {
    group_label: "Category Codes"
    description: "Name of category code 02."
    type: string
    sql: ${TABLE}.category_code_02_name ;;
  }

  dimension: category_code_03_name {
    group_label: "Category Codes"
    description: "Name of category code 03."
    type: string
    sql: ${TABLE}.category_code_03_name ;;
  }

  dimension: category_code_04_name {
    group_label: "Category Codes"
    description: "Name of category code 04."
    type: string
    sql: ${TABLE}.category_code_04_name ;;
  }

  dimension: category_code_05_name {
    group_label: "Category Codes"
    description: "Name of category code 05."
    type: string
    sql: ${TABLE}.category_code_05_name ;;
  }

  dimension: category_code_06_name {
    group_label: "Category Codes"
    description: "Name of category code 06."
    type: string
    sql: ${TABLE}.category_code_06_name ;;
  }

  dimension: category_code_07_name {
    group_label: "Category Codes"
    description: "Name of category code 07."
    type: string
    sql: ${TABLE}.category_code_07_name ;;
  }

  dimension: category_code_08_name {
    group_label: "Category Codes"
    description: "Name of category code 08."
    type: string
    sql: ${TABLE}.category_code_08_name ;;
  }

  dimension: category_code_09_name {
    group_label: "Category Codes"
    description: "Name of category code 09."
    type: string
    sql: ${TABLE}.category_code_09_name ;;
  }

  dimension: category_code_10_name {
    group_label: "Category Codes"
    description: "Name of category code 10."
    type: string
    sql: ${TABLE}.category_code_10_name ;;
  }

  dimension: category_code_11_name {
    group_label: "Category Codes"
    description: "Name of category code 11."
    type: string
    sql: ${TABLE}.category_code_11_name ;;
  }

  dimension: category_code_12_name {
    group_label: "Category Codes"
    description: "Name of category code 12."
    type: string
    sql: ${TABLE}.category_code_12_name ;;
  }

  dimension: category_code_13_name {
    group_label: "Category Codes"
    description: "Name of category code 13."
    type: string
    sql: ${TABLE}.category_code_13_name ;;
  }

  dimension: category_code_14_name {
    group_label: "Category Codes"
    description: "Name of category code 14."
    type: string
    sql: ${TABLE}.category_code_14_name ;;
  }

  dimension: category_code_15_name {
    group_label: "Category Codes"
    description: "Name of category code 15."
    type: string
    sql: ${TABLE}.category_code_15_name ;;
  }

  dimension: category_code_16_name {
    group_label: "Category Codes"
    description: "Name of category code 16."
    type: string
    sql: ${TABLE}.category_code_16_name ;;
  }

  dimension: category_code_17_name {
    group_label: "Category Codes"
    description: "Name of category code 17."
    type: string
    sql: ${TABLE}.category_code_17_name ;;
  }

  dimension: category_code_18_name {
    group_label: "Category Codes"
    description: "Name of category code 18."
    type: string
    sql: ${TABLE}.category_code_18_name ;;
  }

  dimension: category_code_19_name {
    group_label: "Category Codes"
    description: "Name of category code 19."
    type: string
    sql: ${TABLE}.category_code_19_name ;;
  }

  dimension: category_code_20_name {
    group_label: "Category Codes"
    description: "Name of category code 20."
    type: string
    sql: ${TABLE}.category_code_20_name ;;
  }

  dimension: category_code_21_name {
    group_label: "Category Codes"
    description: "Name of category code 21."
    type: string
    sql: ${TABLE}.category_code_21_name ;;
  }

  dimension: category_code_22_name {
    group_label: "Category Codes"
    description: "Name of category code 22."
    type: string
    sql: ${TABLE}.category_code_22_name ;;
  }

  dimension: category_code_23_name {
    group_label: "Category Codes"
    description: "Name of category code 23."
    type: string
    sql: ${TABLE}.category_code_23_name ;;
  }

  dimension: category_code_24_name {
    group_label: "Category Codes"
    description: "Name of category code 24."
    type: string
    sql: ${TABLE}.category_code_24_name ;;
  }

  dimension: category_code_25_name {
    group_label: "Category Codes"
    description: "Name of category code 25."
    type: string
    sql: ${TABLE}.category_code_25_name ;;
  }

  dimension: category_code_26_name {
    group_label: "Category Codes"
    description: "Name of category code 26."
    type: string
    sql: ${TABLE}.category_code_26_name ;;
  }

  dimension: category_code_27_name {
    group_label: "Category Codes"
    description: "Name of category code 27."
    type: string
    sql: ${TABLE}.category_code_27_name ;;
  }

  dimension: category_code_28_name {
    group_label: "Category Codes"
    description: "Name of category code 28."
    type: string
    sql: ${TABLE}.category_code_28_name ;;
  }

  dimension: category_code_29_name {
    group_label: "Category Codes"
    description: "Name of category code 29."
    type: string
    sql: ${TABLE}.category_code_29_name ;;
  }

  dimension: category_code_30_name {
    group_label: "Category Codes"
    description: "Name of category code 30."
    type: string
    sql: ${TABLE}.category_code_30_name ;;
  }

  measure: count {
    label: "Cost Centres"
    description: "Number of cost centres."
    type: count_distinct
    sql: ${cost_center_code} ;;
    value_format_name: decimal_0
    drill_fields: [detail*]
  }
}
