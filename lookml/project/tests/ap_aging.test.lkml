# Each row of the fact stays one row after all joins.
test: ap_aging_rows_are_unique {
  explore_source: ap_aging {
    column: row_key { field: fct_ap_aging.row_key }
    column: count { field: fct_ap_aging.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_suppliers_count { field: dim_suppliers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_ap_aging.count: desc]
    limit: 1
    filters: [fct_ap_aging.is_draft: ""]
  }
  assert: one_row_for_each_key {
    expression: ${fct_ap_aging.count} = 1 ;;
  }
}

# The buckets hold the whole of what is open.
test: due_and_not_due_make_the_whole {
  explore_source: ap_aging {
    column: company_code { field: fct_ap_aging.company_code }
    column: total_open { field: fct_ap_aging.total_open }
    column: total_past_due { field: fct_ap_aging.total_past_due }
    column: total_not_due { field: fct_ap_aging.total_not_due }
  }
  assert: parts_add_up {
    expression: ${fct_ap_aging.total_past_due} + ${fct_ap_aging.total_not_due} = ${fct_ap_aging.total_open} ;;
  }
}
