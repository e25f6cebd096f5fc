- dashboard: cost_allocation
  title: Cost allocation and headcount
  description: >-
    What shared services charge to whom, as booked and as the drivers compute it, and what people cost.
  extends: ledger_template

  elements:
  - name: booked
    title: 'Charged out this year, as booked'
    type: single_value
    model: jde
    explore: cost_allocation
    fields: [fct_cost_allocations.total_booked]
    filters:
      fct_cost_allocations.year_position: Current year
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_cost_allocations.amount_currency
      Currency: fct_cost_allocations.amount_currency_code
    row: 0
    col: 0
    width: 6
    height: 3

  - name: computed
    title: 'Charged out this year, by the drivers'
    type: single_value
    model: jde
    explore: cost_allocation
    fields: [fct_cost_allocations.total_computed]
    filters:
      fct_cost_allocations.year_position: Current year
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_cost_allocations.amount_currency
      Currency: fct_cost_allocations.amount_currency_code
    row: 0
    col: 6
    width: 6
    height: 3

  - name: gap
    title: Booked less computed
    type: single_value
    model: jde
    explore: cost_allocation
    fields: [fct_cost_allocations.booked_less_computed]
    filters:
      fct_cost_allocations.year_position: Current year
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_cost_allocations.amount_currency
      Currency: fct_cost_allocations.amount_currency_code
    row: 0
    col: 12
    width: 6
    height: 3

  - name: people
    title: 'Personnel cost, last closed period'
    type: single_value
    model: jde
    explore: headcount_cost
    fields: [fct_headcount_cost.total_actual, fct_headcount_cost.variance]
    filters:
      fct_headcount_cost.period_position: Previous
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_headcount_cost.amount_currency
      Currency: fct_headcount_cost.amount_currency_code
    show_comparison: true
    comparison_type: value
    comparison_label: under budget
    row: 0
    col: 18
    width: 6
    height: 3

  - name: targets
    title: 'Charged to cost centres this year, as booked'
    type: looker_bar
    model: jde
    explore: cost_allocation
    fields:
    - dim_cost_centers.cost_center_name
    - fct_cost_allocations.pool_name
    - fct_cost_allocations.total_allocated
    pivots: [fct_cost_allocations.pool_name]
    filters:
      fct_cost_allocations.year_position: Current year
      fct_cost_allocations.basis: booked
      fct_cost_allocations.allocation_side: in
    sorts: [fct_cost_allocations.total_allocated desc, dim_cost_centers.cost_center_name]
    limit: 15
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_cost_allocations.amount_currency
      Currency: fct_cost_allocations.amount_currency_code
    stacking: normal
    row: 3
    col: 0
    width: 12
    height: 9

  - name: bases
    title: 'Charged out by pool this year, booked and by the drivers'
    type: looker_column
    model: jde
    explore: cost_allocation
    fields:
    - fct_cost_allocations.pool_name
    - fct_cost_allocations.total_booked
    - fct_cost_allocations.total_computed
    filters:
      fct_cost_allocations.year_position: Current year
    sorts: [fct_cost_allocations.total_booked desc, fct_cost_allocations.pool_name]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_cost_allocations.amount_currency
      Currency: fct_cost_allocations.amount_currency_code
    row: 3
    col: 12
    width: 12
    height: 9

  - name: detail
    title: 'Pool, target and share, last closed period'
    type: looker_grid
    model: jde
    explore: cost_allocation
    fields:
    - fct_cost_allocations.pool_name
    - fct_cost_allocations.basis
    - fct_cost_allocations.target_cost_center_code
    - dim_cost_centers.cost_center_name
    - fct_cost_allocations.driver_name
    - fct_cost_allocations.share
    - fct_cost_allocations.total_allocated
    filters:
      fct_cost_allocations.period_position: Previous
      fct_cost_allocations.allocation_side: in
    sorts: [fct_cost_allocations.pool_name, fct_cost_allocations.basis, fct_cost_allocations.total_allocated desc, fct_cost_allocations.target_cost_center_code]
    limit: 80
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_cost_allocations.amount_currency
      Currency: fct_cost_allocations.amount_currency_code
    note_text: 'Booked shares are of what the target company receives, computed ones of the whole pool.'
    row: 12
    col: 0
    width: 24
    height: 9

  - name: people_trend
    title: Personnel cost and budget by month
    type: looker_column
    model: jde
    explore: headcount_cost
    fields:
    - fct_headcount_cost.fiscal_period_end_month
    - fct_headcount_cost.total_actual
    - fct_headcount_cost.total_budget
    filters:
      dim_dates.months_ago: '[1, 12]'
    sorts: [fct_headcount_cost.fiscal_period_end_month]
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_headcount_cost.amount_currency
      Currency: fct_headcount_cost.amount_currency_code
    series_types:
      fct_headcount_cost.total_budget: line
    series_colors:
      fct_headcount_cost.total_actual: '#1d4e89'
      fct_headcount_cost.total_budget: '#e9a23b'
    row: 21
    col: 0
    width: 12
    height: 8

  - name: per_head
    title: 'Cost per head, last closed period'
    type: looker_grid
    model: jde
    explore: headcount_cost
    fields:
    - fct_headcount_cost.pay_cost_center
    - fct_headcount_cost.account_group
    - fct_headcount_cost.headcount_total
    - fct_headcount_cost.total_actual
    - fct_headcount_cost.average_cost_per_head
    filters:
      fct_headcount_cost.period_position: Previous
    sorts: [fct_headcount_cost.total_actual desc, fct_headcount_cost.pay_cost_center, fct_headcount_cost.account_group]
    limit: 60
    listen:
      Company: dim_companies.company_name
      Amounts in: fct_headcount_cost.amount_currency
      Currency: fct_headcount_cost.amount_currency_code
    note_text: 'Groups under the minimum size are folded, so that no one person can be read from them.'
    row: 21
    col: 12
    width: 12
    height: 8
