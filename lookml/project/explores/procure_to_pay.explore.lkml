include: "/views/fct_procure_to_pay.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_suppliers.view.lkml"
include: "/views/dim_items.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"

explore: procure_to_pay {
  view_name: fct_procure_to_pay
  label: "Procure to Pay"
  description: "One row per purchase order line, from requisition to payment: dates, amounts, variances, exceptions."
  access_filter: {
    field: fct_procure_to_pay.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_procure_to_pay.cost_center_code
    user_attribute: jde_cost_center
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_procure_to_pay.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_suppliers {
    relationship: many_to_one
    sql_on: ${fct_procure_to_pay.supplier_number} = ${dim_suppliers.supplier_number} ;;
  }

  join: dim_items {
    relationship: many_to_one
    sql_on: ${fct_procure_to_pay.item_number} = ${dim_items.item_number} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_procure_to_pay.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_procure_to_pay.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_procure_to_pay.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }
}
