include: "/views/fct_headcount_cost.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"
include: "/views/dim_dates.view.lkml"

explore: headcount_cost {
  view_name: fct_headcount_cost
  label: "Headcount Cost"
  description: "One row per company, cost centre, account group and period: personnel cost beside heads, small groups folded."
  access_filter: {
    field: fct_headcount_cost.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_headcount_cost.cost_center_code
    user_attribute: jde_cost_center
  }
  access_filter: {
    field: fct_headcount_cost.data_class
    user_attribute: jde_data_class
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_headcount_cost.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_headcount_cost.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_headcount_cost.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_headcount_cost.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }

  join: dim_dates {
    view_label: "Period End Calendar"
    relationship: many_to_one
    sql_on: ${fct_headcount_cost.fiscal_period_end_raw} = ${dim_dates.date_day} ;;
    fields: [date_day, months_ago]
  }
}
