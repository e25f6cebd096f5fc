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

# From the number of a document to its journal entries and to its pay items, from that of an order to its lines. Company and type are
# told where the row that was clicked has them; the journal entries of a voucher are of several types (PE changes and voids it).
constant: DOCUMENT_JOURNAL_URL {
  value: "/explore/{{ _model._name }}/general_ledger?fields=fct_gl_entries.document_company_code,fct_gl_entries.document_type_code,fct_gl_entries.gl_date,dim_gl_accounts.account_number,dim_gl_accounts.account_name,fct_gl_entries.explanation,fct_gl_entries.ledger_currency_code,fct_gl_entries.total_amount&f[fct_gl_entries.document_number]={{ value }}&f[fct_gl_entries.ledger_role]=actual"
}

constant: DOCUMENT_PAY_ITEMS_URL {
  value: "/explore/{{ _model._name }}/accounts_payable?fields=fct_ap_invoices.document_company_code,fct_ap_invoices.document_type_code,fct_ap_invoices.document_number,fct_ap_invoices.pay_item,fct_ap_invoices.due_date,fct_ap_invoices.pay_status_name,fct_ap_invoices.amount_currency_code,fct_ap_invoices.total_gross,fct_ap_invoices.total_open&f[fct_ap_invoices.document_number]={{ value }}"
}

constant: ORDER_LINES_URL {
  value: "/explore/{{ _model._name }}/procure_to_pay?fields=fct_procure_to_pay.order_company_code,fct_procure_to_pay.order_type_code,fct_procure_to_pay.order_number,fct_procure_to_pay.line_number,fct_procure_to_pay.line_description,fct_procure_to_pay.order_date,fct_procure_to_pay.first_received_date,fct_procure_to_pay.first_voucher_date,fct_procure_to_pay.first_payment_date,fct_procure_to_pay.exception_codes&f[fct_procure_to_pay.order_number]={{ value }}"
}
