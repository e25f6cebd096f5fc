include: "/views/fct_days_payable.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"
include: "/views/dim_dates.view.lkml"

explore: days_payable {
  view_name: fct_days_payable
  label: "Days Payable"
  description: "One row per company and fiscal period: what is owed beside what a year of vouchers costs."
  required_access_grants: [all_cost_centers]
  access_filter: {
    field: fct_days_payable.company_code
    user_attribute: jde_company
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_days_payable.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_days_payable.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_days_payable.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }

  join: dim_dates {
    view_label: "Period End Calendar"
    relationship: many_to_one
    sql_on: ${fct_days_payable.fiscal_period_end_raw} = ${dim_dates.date_day} ;;
    fields: [date_day, months_ago]
  }
}
