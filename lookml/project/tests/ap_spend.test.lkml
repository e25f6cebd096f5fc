# Each row of the fact stays one row after all joins.
test: ap_spend_rows_are_unique {
  explore_source: ap_spend {
    column: row_key { field: fct_ap_spend.row_key }
    column: count { field: fct_ap_spend.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_suppliers_count { field: dim_suppliers.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    column: dim_gl_accounts_count { field: dim_gl_accounts.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_ap_spend.count: desc]
    limit: 1
  }
  assert: one_row_for_each_key {
    expression: ${fct_ap_spend.count} = 1 ;;
  }
}
