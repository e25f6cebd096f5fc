project_name: "jde_looker"

# The connection as Looker's administration names it.
constant: CONNECTION_NAME {
  value: "jde_warehouse"
  export: override_optional
}

# dbt's schemas; with JDE_SCHEMA_PREFIX set they are <prefix>_marts and <prefix>_trust.
constant: MARTS_SCHEMA {
  value: "marts"
  export: override_optional
}

constant: TRUST_SCHEMA {
  value: "trust"
  export: override_optional
}

# From a row of gl_activity to its journal entries; each link adds the filters that its own field decides.
constant: JOURNAL_ENTRIES_URL {
  value: "/explore/{{ _model._name }}/general_ledger?fields=fct_gl_entries.gl_date,dim_gl_accounts.account_number,fct_gl_entries.document_type_code,fct_gl_entries.document_number,fct_gl_entries.explanation,fct_gl_entries.amount_currency_code,fct_gl_entries.total_amount&f[fct_gl_entries.ledger_role]={{ _filters['fct_gl_activity.ledger_role'] | url_encode }}&f[fct_gl_entries.amount_currency]={{ amount_currency._parameter_value }}&f[fct_gl_entries.amount_currency_code]={{ _filters['fct_gl_activity.amount_currency_code'] | url_encode }}&f[dim_companies.company_name]={{ _filters['dim_companies.company_name'] | url_encode }}&f[dim_gl_accounts.account_group]={{ _filters['dim_gl_accounts.account_group'] | url_encode }}&f[dim_gl_accounts.account_number]={{ _filters['dim_gl_accounts.account_number'] | url_encode }}"
}
