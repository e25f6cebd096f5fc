# Each row of the fact stays one row after all joins.
test: budget_variance_rows_are_unique {
  explore_source: budget_variance {
    column: row_key { field: fct_budget_variance.row_key }
    column: count { field: fct_budget_variance.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_gl_accounts_count { field: dim_gl_accounts.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_budget_variance.count: desc]
    limit: 1
  }
  assert: one_row_for_each_key {
    expression: ${fct_budget_variance.count} = 1 ;;
  }
}

# Variance is budget less actual, whatever the cut.
test: variance_is_budget_less_actual {
  explore_source: budget_variance {
    column: company_code { field: fct_budget_variance.company_code }
    column: fiscal_year { field: fct_budget_variance.fiscal_year }
    column: budget_version { field: fct_budget_variance.budget_version }
    column: total_actual { field: fct_budget_variance.total_actual }
    column: total_budget { field: fct_budget_variance.total_budget }
    column: total_variance { field: fct_budget_variance.total_variance }
  }
  assert: adds_up {
    expression: ${fct_budget_variance.total_budget} - ${fct_budget_variance.total_actual} = ${fct_budget_variance.total_variance} ;;
  }
}
