# Each row of the fact stays one row after all joins.
test: ap_open_daily_rows_are_unique {
  explore_source: ap_open_daily {
    column: row_key { field: fct_ap_open_daily.row_key }
    column: count { field: fct_ap_open_daily.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_suppliers_count { field: dim_suppliers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_ap_open_daily.count: desc]
    limit: 1
    filters: [fct_ap_open_daily.is_draft: ""]
  }
  assert: one_row_for_each_key {
    expression: ${fct_ap_open_daily.count} = 1 ;;
  }
}

# On each day and company, due and not due are the whole.
test: due_and_not_due_make_the_whole_of_a_day {
  explore_source: ap_open_daily {
    column: snapshot_date { field: fct_ap_open_daily.snapshot_date }
    column: company_code { field: fct_ap_open_daily.company_code }
    column: total_open { field: fct_ap_open_daily.total_open }
    column: total_past_due { field: fct_ap_open_daily.total_past_due }
    column: total_not_due { field: fct_ap_open_daily.total_not_due }
  }
  assert: parts_add_up {
    expression: ${fct_ap_open_daily.total_past_due} + ${fct_ap_open_daily.total_not_due} = ${fct_ap_open_daily.total_open} ;;
  }
}
