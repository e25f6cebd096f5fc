include: "/views/fct_budget_variance.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_gl_accounts.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"
include: "/views/dim_dates.view.lkml"

explore: budget_variance {
  view_name: fct_budget_variance
  label: "Budget Variance"
  description: "One row per account, period and budget version: actual, budget, commitment and what is left."
  access_filter: {
    field: fct_budget_variance.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_budget_variance.cost_center_code
    user_attribute: jde_cost_center
  }
  access_filter: {
    field: fct_budget_variance.data_class
    user_attribute: jde_data_class
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_budget_variance.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_gl_accounts {
    relationship: many_to_one
    sql_on: ${fct_budget_variance.account_id} = ${dim_gl_accounts.account_id} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_budget_variance.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_budget_variance.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_budget_variance.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }

  join: dim_dates {
    view_label: "Period End Calendar"
    relationship: many_to_one
    sql_on: ${fct_budget_variance.fiscal_period_end_raw} = ${dim_dates.date_day} ;;
    fields: [date_day, months_ago]
  }
}
