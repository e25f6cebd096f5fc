# Each row of the fact stays one row after all joins.
test: data_loads_rows_are_unique {
  explore_source: data_loads {
    column: row_key { field: trust_loads.row_key }
    column: count { field: trust_loads.count }
    sorts: [trust_loads.count: desc]
    limit: 1
  }
  assert: one_row_for_each_key {
    expression: ${trust_loads.count} = 1 ;;
  }
}
