# Each row of the fact stays one row after all joins.
test: headcount_cost_rows_are_unique {
  explore_source: headcount_cost {
    column: row_key { field: fct_headcount_cost.row_key }
    column: count { field: fct_headcount_cost.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_headcount_cost.count: desc]
    limit: 1
  }
  assert: one_row_for_each_key {
    expression: ${fct_headcount_cost.count} = 1 ;;
  }
}
