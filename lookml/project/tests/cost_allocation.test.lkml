# Each row of the fact stays one row after all joins.
test: cost_allocation_rows_are_unique {
  explore_source: cost_allocation {
    column: row_key { field: fct_cost_allocations.row_key }
    column: count { field: fct_cost_allocations.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_cost_allocations.count: desc]
    limit: 1
  }
  assert: one_row_for_each_key {
    expression: ${fct_cost_allocations.count} = 1 ;;
  }
}

# A pool gives exactly what its targets take.
test: computed_pools_net_to_zero {
  explore_source: cost_allocation {
    column: pool_code { field: fct_cost_allocations.pool_code }
    column: company_code { field: fct_cost_allocations.company_code }
    column: fiscal_year { field: fct_cost_allocations.fiscal_year }
    column: fiscal_period { field: fct_cost_allocations.fiscal_period }
    column: total_net { field: fct_cost_allocations.total_net }
    filters: [fct_cost_allocations.basis: "computed"]
  }
  assert: nets_to_zero {
    expression: ${fct_cost_allocations.total_net} = 0 ;;
  }
}
