# Each row of the fact stays one row after all joins.
test: gl_activity_rows_are_unique {
  explore_source: gl_activity {
    column: row_key { field: fct_gl_activity.row_key }
    column: count { field: fct_gl_activity.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_gl_accounts_count { field: dim_gl_accounts.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_gl_activity.count: desc]
    limit: 1
    filters: [fct_gl_activity.ledger_role: "%"]
  }
  assert: one_row_for_each_key {
    expression: ${fct_gl_activity.count} = 1 ;;
  }
}
