# Each row of the fact stays one row after all joins.
test: days_payable_rows_are_unique {
  explore_source: days_payable {
    column: row_key { field: fct_days_payable.row_key }
    column: count { field: fct_days_payable.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_days_payable.count: desc]
    limit: 1
  }
  assert: one_row_for_each_key {
    expression: ${fct_days_payable.count} = 1 ;;
  }
}
