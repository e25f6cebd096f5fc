include: "/views/fct_profit_and_loss.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"
include: "/views/dim_dates.view.lkml"

explore: profit_and_loss {
  view_name: fct_profit_and_loss
  label: "Profit and Loss"
  description: "One row per company, cost centre, line of the profit and loss and period: actual, year to date and the year before."
  access_filter: {
    field: fct_profit_and_loss.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_profit_and_loss.cost_center_code
    user_attribute: jde_cost_center
  }
  access_filter: {
    field: fct_profit_and_loss.data_class
    user_attribute: jde_data_class
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_profit_and_loss.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_cost_centers {
    relationship: many_to_one
    sql_on: ${fct_profit_and_loss.cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_profit_and_loss.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_profit_and_loss.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }

  join: dim_dates {
    view_label: "Period End Calendar"
    relationship: many_to_one
    sql_on: ${fct_profit_and_loss.fiscal_period_end_raw} = ${dim_dates.date_day} ;;
    fields: [date_day, months_ago]
  }
}
