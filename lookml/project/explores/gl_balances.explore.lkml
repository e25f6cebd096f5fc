include: "/views/fct_gl_balances.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_gl_accounts.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"

explore: gl_balances {
  view_name: fct_gl_balances
  label: "GL Balances"
  description: "One row per account, period, ledger, subledger and currency. Balances hold within one period; keep one ledger role."
  access_filter: {
    field: fct_gl_balances.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_gl_balances.cost_center_code
    user_attribute: jde_cost_center
  }
  access_filter: {
    field: fct_gl_balances.data_class
    user_attribute: jde_data_class
  }
  always_filter: {
    filters: [fct_gl_balances.ledger_role: "actual"]
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_gl_balances.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_gl_accounts {
    relationship: many_to_one
    sql_on: ${fct_gl_balances.account_id} = ${dim_gl_accounts.account_id} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_gl_balances.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_gl_balances.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_gl_balances.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }
}
