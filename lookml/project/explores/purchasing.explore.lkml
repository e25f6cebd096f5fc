include: "/views/fct_purchase_order_lines.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_suppliers.view.lkml"
include: "/views/dim_items.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"

explore: purchasing {
  view_name: fct_purchase_order_lines
  label: "Purchase Orders"
  description: "One row per purchase order line. What is on order and what of it is still open."
  access_filter: {
    field: fct_purchase_order_lines.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_purchase_order_lines.cost_center_code
    user_attribute: jde_cost_center
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_purchase_order_lines.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_suppliers {
    relationship: many_to_one
    sql_on: ${fct_purchase_order_lines.supplier_number} = ${dim_suppliers.supplier_number} ;;
  }

  join: dim_items {
    relationship: many_to_one
    sql_on: ${fct_purchase_order_lines.item_number} = ${dim_items.item_number} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_purchase_order_lines.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_purchase_order_lines.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_purchase_order_lines.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }
}
