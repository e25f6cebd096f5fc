# Each row of the fact stays one row after all joins.
test: ap_payments_rows_are_unique {
  explore_source: ap_payments {
    column: row_key { field: fct_ap_payments.row_key }
    column: count { field: fct_ap_payments.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_suppliers_count { field: dim_suppliers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_ap_payments.count: desc]
    limit: 1
    filters: [fct_ap_payments.is_draft: ""]
  }
  assert: one_row_for_each_key {
    expression: ${fct_ap_payments.count} = 1 ;;
  }
}
