# Each row of the fact stays one row after all joins.
test: restatements_rows_are_unique {
  explore_source: restatements {
    column: row_key { field: fct_period_restatement.row_key }
    column: count { field: fct_period_restatement.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_gl_accounts_count { field: dim_gl_accounts.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    sorts: [fct_period_restatement.count: desc]
    limit: 1
  }
  assert: one_row_for_each_key {
    expression: ${fct_period_restatement.count} = 1 ;;
  }
}
