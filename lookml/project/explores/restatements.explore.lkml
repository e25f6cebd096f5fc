include: "/views/fct_period_restatement.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_gl_accounts.view.lkml"
include: "/views/dim_cost_centers.view.lkml"

explore: restatements {
  view_name: fct_period_restatement
  label: "Restatements"
  description: "One row per change to a closed period: before, after, by which documents, by whom and when."
  required_access_grants: [all_cost_centers]
  access_filter: {
    field: fct_period_restatement.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_period_restatement.data_class
    user_attribute: jde_data_class
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_period_restatement.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_gl_accounts {
    relationship: many_to_one
    sql_on: ${fct_period_restatement.account_id} = ${dim_gl_accounts.account_id} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_period_restatement.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }
}
