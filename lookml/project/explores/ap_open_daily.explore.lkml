include: "/views/fct_ap_open_daily.view.lkml"
include: "/views/dim_suppliers.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"

explore: ap_open_daily {
  view_name: fct_ap_open_daily
  label: "AP Open by Day"
  description: "One row per open pay item and day on which the marts were built. How the debt grows and ages; compare single days."
  required_access_grants: [all_cost_centers]
  access_filter: {
    field: fct_ap_open_daily.company_code
    user_attribute: jde_company
  }
  always_filter: {
    filters: [fct_ap_open_daily.is_draft: "no"]
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_ap_open_daily.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_suppliers {
    relationship: many_to_one
    sql_on: ${fct_ap_open_daily.supplier_number} = ${dim_suppliers.supplier_number} ;;
  }

  join: payees {
    from: dim_suppliers
    view_label: "Payee"
    relationship: many_to_one
    sql_on: ${fct_ap_open_daily.payee_number} = ${payees.supplier_number} ;;
    fields: [supplier_number, supplier_name, city, country_name]
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_ap_open_daily.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_ap_open_daily.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }
}
