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
