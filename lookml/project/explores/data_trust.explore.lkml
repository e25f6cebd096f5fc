include: "/views/trust_tie_outs.view.lkml"
include: "/views/dim_companies.view.lkml"

explore: data_trust {
  view_name: trust_tie_outs
  label: "Data Trust"
  description: "One row per check, company, ledger and period: the figure of JDE beside that of the warehouse."
  required_access_grants: [all_cost_centers]
  access_filter: {
    field: trust_tie_outs.company_code
    user_attribute: jde_company
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${trust_tie_outs.company_code} = ${dim_companies.company_code} ;;
  }
}
