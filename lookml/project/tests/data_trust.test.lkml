# Each row of the fact stays one row after all joins.
test: data_trust_rows_are_unique {
  explore_source: data_trust {
    column: row_key { field: trust_tie_outs.row_key }
    column: count { field: trust_tie_outs.count }
    column: dim_companies_count { field: dim_companies.count }
    sorts: [trust_tie_outs.count: desc]
    limit: 1
  }
  assert: one_row_for_each_key {
    expression: ${trust_tie_outs.count} = 1 ;;
  }
}

# The warehouse ties out to JDE: no difference that counts as an error.
test: no_tie_out_differs {
  explore_source: data_trust {
    column: check_name { field: trust_tie_outs.check_name }
    column: count_errors { field: trust_tie_outs.count_errors }
  }
  assert: no_errors {
    expression: ${trust_tie_outs.count_errors} = 0 ;;
  }
}
