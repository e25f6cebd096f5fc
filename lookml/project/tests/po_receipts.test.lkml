# Each row of the fact stays one row after all joins.
test: po_receipts_rows_are_unique {
  explore_source: po_receipts {
    column: row_key { field: fct_po_receipts.row_key }
    column: count { field: fct_po_receipts.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_suppliers_count { field: dim_suppliers.count }
    column: dim_items_count { field: dim_items.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_po_receipts.count: desc]
    limit: 1
  }
  assert: one_row_for_each_key {
    expression: ${fct_po_receipts.count} = 1 ;;
  }
}
