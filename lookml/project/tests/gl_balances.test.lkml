# Each row of the fact stays one row after all joins.
test: gl_balances_rows_are_unique {
  explore_source: gl_balances {
    column: row_key { field: fct_gl_balances.row_key }
    column: count { field: fct_gl_balances.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_gl_accounts_count { field: dim_gl_accounts.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_gl_balances.count: desc]
    limit: 1
    filters: [fct_gl_balances.ledger_role: "%"]
  }
  assert: one_row_for_each_key {
    expression: ${fct_gl_balances.count} = 1 ;;
  }
}

# What is posted to the actual ledger of a company nets to zero in every period. Closing balances need not before the
# annual close has carried the result to retained earnings.
test: postings_net_to_zero {
  explore_source: gl_balances {
    column: company_code { field: fct_gl_balances.company_code }
    column: fiscal_year { field: fct_gl_balances.fiscal_year }
    column: fiscal_period { field: fct_gl_balances.fiscal_period }
    column: total_movement { field: fct_gl_balances.total_movement }
    filters: [fct_gl_balances.ledger_role: "actual"]
  }
  assert: company_nets_to_zero {
    expression: ${fct_gl_balances.total_movement} = 0 ;;
  }
}
