# Each row of the fact stays one row after all joins.
test: profit_and_loss_rows_are_unique {
  explore_source: profit_and_loss {
    column: row_key { field: fct_profit_and_loss.row_key }
    column: count { field: fct_profit_and_loss.count }
    column: dim_companies_count { field: dim_companies.count }
    column: dim_cost_centers_count { field: dim_cost_centers.count }
    column: dim_fiscal_periods_count { field: dim_fiscal_periods.count }
    sorts: [fct_profit_and_loss.count: desc]
    limit: 1
  }
  assert: one_row_for_each_key {
    expression: ${fct_profit_and_loss.count} = 1 ;;
  }
}

# Revenue less expense is the result, whatever the cut.
test: result_is_revenue_less_expense {
  explore_source: profit_and_loss {
    column: company_code { field: fct_profit_and_loss.company_code }
    column: fiscal_year { field: fct_profit_and_loss.fiscal_year }
    column: total_revenue { field: fct_profit_and_loss.total_revenue }
    column: total_expense { field: fct_profit_and_loss.total_expense }
    column: total_result { field: fct_profit_and_loss.total_result }
    filters: [fct_profit_and_loss.total_revenue: "NOT NULL", fct_profit_and_loss.total_expense: "NOT NULL"]
  }
  assert: adds_up {
    expression: ${fct_profit_and_loss.total_revenue} - ${fct_profit_and_loss.total_expense} = ${fct_profit_and_loss.total_result} ;;
  }
}
