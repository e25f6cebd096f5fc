include: "/views/trust_loads.view.lkml"

explore: data_loads {
  view_name: trust_loads
  label: "Data Loads"
  description: "One row per loader run and table: what was read, changed and how long it took."
  required_access_grants: [all_cost_centers]
}
