# Each row of the fact stays one row after all joins.
test: accounts_payable_rows_are_unique {
  explore_source: accounts_payable {
    column: row_key { field: fct_ap_invoices.row_key }
    column: count { field: fct_ap_invoices.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_suppliers_count { field: dim_suppliers.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_ap_invoices.count: desc]
    limit: 1
    filters: [fct_ap_invoices.is_draft: ""]
  }
  assert: one_row_for_each_key {
    expression: ${fct_ap_invoices.count} = 1 ;;
  }
}

# What is open was once owed: open never exceeds gross over all items of a company.
test: open_is_within_gross {
  explore_source: accounts_payable {
    column: company_code { field: fct_ap_invoices.company_code }
    column: total_open { field: fct_ap_invoices.total_open }
    column: total_gross { field: fct_ap_invoices.total_gross }
  }
  assert: open_at_most_gross {
    expression: ${fct_ap_invoices.total_open} <= ${fct_ap_invoices.total_gross} ;;
  }
}
