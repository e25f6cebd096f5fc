include: "/views/fct_po_commitments.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_suppliers.view.lkml"
include: "/views/dim_items.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_gl_accounts.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"

explore: po_commitments {
  view_name: fct_po_commitments
  label: "Purchase Commitments"
  description: "One row per purchase order line and account distribution. Money committed, by cost centre and account."
  access_filter: {
    field: fct_po_commitments.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_po_commitments.cost_center_code
    user_attribute: jde_cost_center
  }
  access_filter: {
    field: dim_gl_accounts.data_class
    user_attribute: jde_data_class
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_po_commitments.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_suppliers {
    relationship: many_to_one
    sql_on: ${fct_po_commitments.supplier_number} = ${dim_suppliers.supplier_number} ;;
  }

  join: dim_items {
    relationship: many_to_one
    sql_on: ${fct_po_commitments.item_number} = ${dim_items.item_number} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_po_commitments.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_gl_accounts {
    relationship: many_to_one
    sql_on: ${fct_po_commitments.account_id} = ${dim_gl_accounts.account_id} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_po_commitments.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_po_commitments.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }
}
