include: "/views/fct_ap_invoices.view.lkml"
include: "/views/dim_suppliers.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"
include: "/views/dim_dates.view.lkml"

explore: accounts_payable {
  view_name: fct_ap_invoices
  label: "Accounts Payable"
  description: "One row per AP pay item, with every change and void. What is owed, since when and to whom."
  required_access_grants: [all_cost_centers]
  access_filter: {
    field: fct_ap_invoices.company_code
    user_attribute: jde_company
  }
  always_filter: {
    filters: [fct_ap_invoices.is_draft: "no"]
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_ap_invoices.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_suppliers {
    relationship: many_to_one
    sql_on: ${fct_ap_invoices.supplier_number} = ${dim_suppliers.supplier_number} ;;
  }

  join: payees {
    from: dim_suppliers
    view_label: "Payee"
    relationship: many_to_one
    sql_on: ${fct_ap_invoices.payee_number} = ${payees.supplier_number} ;;
    fields: [supplier_number, supplier_name, city, country_name]
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_ap_invoices.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_ap_invoices.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_ap_invoices.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }

  join: dim_dates {
    view_label: "Invoice Calendar"
    relationship: many_to_one
    sql_on: ${fct_ap_invoices.invoice_raw} = ${dim_dates.date_day} ;;
    fields: [date_day, months_ago]
  }
}
