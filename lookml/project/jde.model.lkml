connection: "@{CONNECTION_NAME}"
label: "JDE Finance"
week_start_day: monday

include: "/explores/*.explore.lkml"
include: "/tests/*.test.lkml"
include: "/dashboards/*.dashboard.lookml"

# Caches and schedules follow the last dbt build that finished green.
datagroup: green_build {
  label: "Green build"
  description: "A dbt build finished without a failure."
  sql_trigger: SELECT MAX(finished_at) FROM @{TRUST_SCHEMA}.trust_builds ;;
  max_cache_age: "24 hours"
}

persist_with: green_build

# Facts without an honest cost centre are open only to those who may see every cost centre.
access_grant: all_cost_centers {
  user_attribute: jde_cost_center
  allowed_values: ["%, NULL", "%,NULL"]
}

access_grant: supplier_tax_fields {
  user_attribute: jde_tax_fields
  allowed_values: ["yes"]
}

named_value_format: amount {
  value_format: "#,##0;(#,##0)"
}

named_value_format: amount_exact {
  value_format: "#,##0.00;(#,##0.00)"
}

named_value_format: quantity {
  value_format: "#,##0.##"
}

named_value_format: unit_price {
  value_format: "#,##0.0000"
}
