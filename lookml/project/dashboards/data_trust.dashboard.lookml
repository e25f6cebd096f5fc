- dashboard: data_trust
  title: Data trust
  description: >-
    Whether the warehouse says what JDE says: comparisons with the figures of JDE, loads, and what could not be matched.
  layout: newspaper
  crossfilter_enabled: true
  filters_location_top: true

  filters:
  - name: Company
    title: Company
    type: field_filter
    model: jde
    explore: data_trust
    field: dim_companies.company_name
    default_value: ''
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover

  elements:
  - name: agreement
    title: In agreement with JDE
    type: single_value
    model: jde
    explore: data_trust
    fields: [trust_tie_outs.ok_share, trust_tie_outs.count_ok]
    listen:
      Company: dim_companies.company_name
    show_comparison: true
    comparison_type: value
    comparison_label: comparisons
    row: 0
    col: 0
    width: 6
    height: 3

  - name: errors
    title: Differences that must not be
    type: single_value
    model: jde
    explore: data_trust
    fields: [trust_tie_outs.count_errors]
    listen:
      Company: dim_companies.company_name
    row: 0
    col: 6
    width: 6
    height: 3

  - name: timing
    title: Timing differences and not matchable
    type: single_value
    model: jde
    explore: data_trust
    fields: [trust_tie_outs.count_differences, trust_tie_outs.count_not_matchable]
    listen:
      Company: dim_companies.company_name
    show_comparison: true
    comparison_type: value
    comparison_label: not matchable
    row: 0
    col: 12
    width: 6
    height: 3

  - name: fresh
    title: Last load
    type: single_value
    model: jde
    explore: data_loads
    fields: [trust_loads.last_finished, trust_loads.count_failed]
    show_comparison: true
    comparison_type: value
    comparison_label: 'failed loads, ever'
    row: 0
    col: 18
    width: 6
    height: 3

  - name: checks
    title: Comparisons by check
    type: looker_bar
    model: jde
    explore: data_trust
    fields:
    - trust_tie_outs.check_title
    - trust_tie_outs.count_ok
    - trust_tie_outs.count_differences
    - trust_tie_outs.count_not_matchable
    sorts: [trust_tie_outs.count_ok desc, trust_tie_outs.check_title]
    limit: 30
    listen:
      Company: dim_companies.company_name
    stacking: normal
    series_colors:
      trust_tie_outs.count_ok: '#2a9d8f'
      trust_tie_outs.count_differences: '#c8553d'
      trust_tie_outs.count_not_matchable: '#e9a23b'
    row: 3
    col: 0
    width: 12
    height: 12

  - name: tables
    title: Last load of each table
    type: looker_grid
    model: jde
    explore: data_loads
    fields:
    - trust_loads.table_name
    - trust_loads.finished_time
    - trust_loads.outcome
    - trust_loads.total_rows_read
    - trust_loads.total_rows_inserted
    - trust_loads.total_rows_changed
    - trust_loads.total_rows_deleted
    filters:
      trust_loads.is_latest: 'Yes'
    sorts: [trust_loads.table_name]
    limit: 100
    total: true
    row: 3
    col: 12
    width: 12
    height: 12

  - name: open_points
    title: What differs or cannot be matched
    type: looker_grid
    model: jde
    explore: data_trust
    fields:
    - trust_tie_outs.check_title
    - dim_companies.company_name
    - trust_tie_outs.currency_code
    - trust_tie_outs.outcome
    - trust_tie_outs.severity
    - trust_tie_outs.reason
    - trust_tie_outs.total_difference
    filters:
      trust_tie_outs.status: '-ok'
    sorts: [trust_tie_outs.severity, trust_tie_outs.check_title, dim_companies.company_name, trust_tie_outs.currency_code, trust_tie_outs.reason]
    limit: 50
    listen:
      Company: dim_companies.company_name
    conditional_formatting:
    - type: not equal to
      value: 0
      fields: [trust_tie_outs.total_difference]
      background_color: '#fdf3e1'
    row: 15
    col: 0
    width: 24
    height: 5

  - name: restated
    title: Closed periods that changed afterwards
    type: looker_grid
    model: jde
    explore: restatements
    fields:
    - fct_period_restatement.restated_date
    - dim_companies.company_name
    - fct_period_restatement.company_currency_code
    - dim_gl_accounts.account_number
    - dim_gl_accounts.account_name
    - fct_period_restatement.fiscal_year
    - fct_period_restatement.fiscal_period
    - fct_period_restatement.total_before
    - fct_period_restatement.total_after
    - fct_period_restatement.total_difference
    - fct_period_restatement.documents
    sorts: [fct_period_restatement.restated_date desc, dim_companies.company_name, dim_gl_accounts.account_number, fct_period_restatement.fiscal_year, fct_period_restatement.fiscal_period, fct_period_restatement.documents]
    limit: 50
    listen:
      Company: dim_companies.company_name
    note_text: 'No rows means that no closed period has changed since the warehouse first saw it closed.'
    row: 20
    col: 0
    width: 24
    height: 5
