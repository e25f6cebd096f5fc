include: "/views/fct_gl_entries.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_gl_accounts.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_suppliers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"
include: "/views/dim_dates.view.lkml"

explore: general_ledger {
  view_name: fct_gl_entries
  label: "General Ledger"
  description: "One row per posted journal line and ledger. Ledgers are never to be added up: keep one ledger role."
  access_filter: {
    field: fct_gl_entries.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_gl_entries.cost_center_code
    user_attribute: jde_cost_center
  }
  access_filter: {
    field: fct_gl_entries.data_class
    user_attribute: jde_data_class
  }
  always_filter: {
    filters: [fct_gl_entries.ledger_role: "actual"]
  }
  conditionally_filter: {
    filters: [dim_dates.months_ago: "[0, 24]"]
    unless: [gl_date, gl_month, gl_quarter, gl_year, fiscal_year, fiscal_period_end_date, period_position, document_number, batch_number]
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_gl_entries.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_gl_accounts {
    relationship: many_to_one
    sql_on: ${fct_gl_entries.account_id} = ${dim_gl_accounts.account_id} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_gl_entries.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_suppliers {
    relationship: many_to_one
    sql_on: ${fct_gl_entries.supplier_number} = ${dim_suppliers.supplier_number} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_gl_entries.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_gl_entries.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }

  join: dim_dates {
    relationship: many_to_one
    sql_on: ${fct_gl_entries.gl_raw} = ${dim_dates.date_day} ;;
  }
}
