include: "/views/fct_ap_spend.view.lkml"
include: "/views/dim_suppliers.view.lkml"
include: "/views/dim_gl_accounts.view.lkml"
include: "/views/dim_companies.view.lkml"
include: "/views/dim_cost_centers.view.lkml"
include: "/views/dim_fiscal_periods.view.lkml"
include: "/views/dim_dates.view.lkml"

explore: ap_spend {
  view_name: fct_ap_spend
  label: "AP Spend"
  description: "One row per posted voucher line, charged to the account and cost centre where the money was finally spent."
  access_filter: {
    field: fct_ap_spend.company_code
    user_attribute: jde_company
  }
  access_filter: {
    field: fct_ap_spend.charged_cost_center_code
    user_attribute: jde_cost_center
  }
  access_filter: {
    field: dim_gl_accounts.data_class
    user_attribute: jde_data_class
  }
  access_filter: {
    field: booked_accounts.data_class
    user_attribute: jde_data_class
  }

  join: dim_companies {
    relationship: many_to_one
    sql_on: ${fct_ap_spend.company_code} = ${dim_companies.company_code} ;;
  }

  join: dim_suppliers {
    relationship: many_to_one
    sql_on: ${fct_ap_spend.supplier_number} = ${dim_suppliers.supplier_number} ;;
  }

  join: payees {
    from: dim_suppliers
    view_label: "Payee"
    relationship: many_to_one
    sql_on: ${fct_ap_spend.payee_number} = ${payees.supplier_number} ;;
    fields: [supplier_number, supplier_name, city, country_name]
  }

  join: dim_cost_centers {
    view_label: "Cost Centre (Charged)"
    relationship: many_to_one
    sql_on: ${fct_ap_spend.charged_cost_center_code} = ${dim_cost_centers.cost_center_code} ;;
  }

  join: dim_gl_accounts {
    view_label: "GL Account (Charged)"
    relationship: many_to_one
    sql_on: ${fct_ap_spend.charged_account_id} = ${dim_gl_accounts.account_id} ;;
  }

  join: booked_accounts {
    from: dim_gl_accounts
    view_label: "GL Account (Booked)"
    relationship: many_to_one
    sql_on: ${fct_ap_spend.account_id} = ${booked_accounts.account_id} ;;
    fields: [account_id, account_number, account_name, account_group, data_class]
  }

  join: dim_fiscal_periods {
    relationship: many_to_one
    sql_on: ${dim_companies.date_pattern_code} = ${dim_fiscal_periods.date_pattern_code}
      AND ${fct_ap_spend.fiscal_year} = ${dim_fiscal_periods.fiscal_year}
      AND ${fct_ap_spend.fiscal_period} = ${dim_fiscal_periods.fiscal_period} ;;
  }

  join: dim_dates {
    view_label: "Period End Calendar"
    relationship: many_to_one
    sql_on: ${fct_ap_spend.fiscal_period_end_raw} = ${dim_dates.date_day} ;;
    fields: [date_day, months_ago]
  }
}
