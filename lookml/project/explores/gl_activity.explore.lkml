include: "/views/fct_gl_activity.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_gl_accounts.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"
include: "/views/dim_dates.view.lkml"

explore: gl_activity {
  view_name: fct_gl_activity
  label: "Journal Activity by Month"
  description: "Journal lines added up: one row per account, ledger, fiscal period, month, batch type and document type. Ledgers are never to be added up: keep one ledger role."
  access_filter: {
    field: fct_gl_activity.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_gl_activity.cost_center_code
    user_attribute: jde_cost_center
  }
  access_filter: {
    field: fct_gl_activity.data_class
    user_attribute: jde_data_class
  }
  always_filter: {
    filters: [fct_gl_activity.ledger_role: "actual"]
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_gl_activity.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_gl_accounts {
    relationship: many_to_one
    sql_on: ${fct_gl_activity.account_id} = ${dim_gl_accounts.account_id} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_gl_activity.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_gl_activity.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_gl_activity.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }

  join: dim_dates {
    relationship: many_to_one
    sql_on: ${fct_gl_activity.gl_raw} = ${dim_dates.date_day} ;;
    fields: [date_day, months_ago]
  }
}
