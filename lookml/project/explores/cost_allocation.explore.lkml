include: "/views/fct_cost_allocations.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"

explore: cost_allocation {
  view_name: fct_cost_allocations
  label: "Cost Allocation"
  description: "One row per pool, source, target, period and basis. Booked and computed are never to be added up: keep one basis."
  access_filter: {
    field: fct_cost_allocations.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_cost_allocations.target_cost_center_code
    user_attribute: jde_cost_center
  }
  access_filter: {
    field: fct_cost_allocations.data_class
    user_attribute: jde_data_class
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_cost_allocations.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_cost_centers {
    view_label: "Cost Centre (Target)"
    relationship: many_to_one
    sql_on: ${fct_cost_allocations.target_cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: source_cost_centers {
    from: dim_cost_centers
    view_label: "Cost Centre (Source)"
    relationship: many_to_one
    sql_on: ${fct_cost_allocations.source_cost_center_code} = ${source_cost_centers.cost_center_code} ;;
    fields: [cost_center_code, cost_center_name, company_code]
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_cost_allocations.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_cost_allocations.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }
}
