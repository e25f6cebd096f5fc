# Each row of the fact stays one row after all joins.
test: general_ledger_rows_are_unique {
  explore_source: general_ledger {
    column: row_key { field: fct_gl_entries.row_key }
    column: count { field: fct_gl_entries.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_gl_accounts_count { field: dim_gl_accounts.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    column: dim_suppliers_count { field: dim_suppliers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    column: dim_dates_count { field: dim_dates.count }
    sorts: [fct_gl_entries.count: desc]
    limit: 1
    filters: [fct_gl_entries.ledger_role: "%", dim_dates.months_ago: ""]
  }
  assert: one_row_for_each_key {
    expression: ${fct_gl_entries.count} = 1 ;;
  }
}

# The actual ledger of every company balances.
test: debits_equal_credits {
  explore_source: general_ledger {
    column: company_code { field: fct_gl_entries.company_code }
    column: total_amount { field: fct_gl_entries.total_amount }
    filters: [fct_gl_entries.ledger_role: "actual", dim_dates.months_ago: ""]
  }
  assert: company_nets_to_zero {
    expression: ${fct_gl_entries.total_amount} = 0 ;;
  }
}

# An entry without a cost centre would be seen by nobody who is held to theirs.
test: every_entry_has_a_cost_center {
  explore_source: general_ledger {
    column: lines_without_cost_center { field: fct_gl_entries.lines_without_cost_center }
    filters: [fct_gl_entries.ledger_role: "%", dim_dates.months_ago: ""]
  }
  assert: none_without {
    expression: ${fct_gl_entries.lines_without_cost_center} = 0 ;;
  }
}
