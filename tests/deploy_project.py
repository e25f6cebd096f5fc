"""A LookML project of one explore with its marts, Looks and access, small enough to deploy hundreds of times."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "lookml/project/manifest.lkml": """
project_name: "books"
constant: CONNECTION_NAME { value: "books_warehouse" export: override_optional }
constant: MARTS_SCHEMA { value: "marts" export: override_optional }
constant: TRUST_SCHEMA { value: "trust" export: override_optional }
""",
    "lookml/project/books.model.lkml": """
connection: "@{CONNECTION_NAME}"
label: "Books"
include: "/explores/*.explore.lkml"
include: "/tests/*.test.lkml"
include: "/dashboards/*.dashboard.lookml"
datagroup: green_build {
  sql_trigger: SELECT MAX(finished_at) FROM @{TRUST_SCHEMA}.trust_builds ;;
  max_cache_age: "24 hours"
}
persist_with: green_build
access_grant: all_cost_centers { user_attribute: jde_cost_center allowed_values: ["%, NULL"] }
""",
    "lookml/project/views/fct_bills.view.lkml": """
view: fct_bills {
  sql_table_name: @{MARTS_SCHEMA}.fct_bills ;;
  dimension: bill_id {
    primary_key: yes
    type: number
    description: "Number of the bill."
    sql: ${TABLE}.bill_id ;;
  }
  dimension: company_code { description: "Company." sql: ${TABLE}.company_code ;; }
  dimension: company_currency_code { description: "Currency." sql: ${TABLE}.company_currency_code ;; }
  dimension: open_amount { hidden: yes type: number description: "Owed." sql: ${TABLE}.open_amount ;; }
  measure: count { type: count description: "Bills." value_format: "0" drill_fields: [bill_id] }
  measure: total_open_amount {
    type: sum
    description: "What is owed."
    sql: ${open_amount} ;;
    value_format: "#,##0.00"
    drill_fields: [bill_id]
  }
}
""",
    "lookml/project/explores/ap_aging.explore.lkml": """
include: "/views/fct_bills.view.lkml"
explore: ap_aging {
  view_name: fct_bills
  label: "Bills"
  description: "Bills that are owed."
  required_access_grants: [all_cost_centers]
  access_filter: { field: fct_bills.company_code user_attribute: jde_company }
}
""",
    "lookml/project/tests/ap_aging.test.lkml": """
test: bill_is_unique {
  explore_source: ap_aging {
    column: bill_id { field: fct_bills.bill_id }
    column: count { field: fct_bills.count }
    sorts: [fct_bills.count: desc]
    limit: 1
  }
  assert: one_row { expression: ${fct_bills.count} = 1 ;; }
}
""",
    "lookml/project/dashboards/owed.dashboard.lookml": """
- dashboard: owed
  title: What we owe
  description: Bills by company.
  layout: newspaper
  elements:
  - name: by_company
    title: By company
    type: looker_grid
    model: books
    explore: ap_aging
    fields: [fct_bills.company_currency_code, fct_bills.company_code, fct_bills.total_open_amount]
    sorts: [fct_bills.total_open_amount desc]
    row: 0
    col: 0
    width: 12
    height: 6
""",
    "lookml/looks/bills_by_company.yml": """
look: bills_by_company
title: Bills by company
description: How many bills each company has.
explore: ap_aging
fields: [fct_bills.company_code, fct_bills.count]
sorts: [fct_bills.count desc]
limit: 50
""",
    "lookml/access.yml": """
folder: Books
model_set: Books
role: {name: Books, permission_set: User}
user_attributes:
  jde_company: {label: JDE company, type: advanced_filter_string}
  jde_cost_center: {label: JDE cost center, type: advanced_filter_string}
groups:
  Bookkeepers:
    folder: view
    jde_company: ["00001"]
    jde_cost_center: all
""",
    "dbt_project/dbt_project.yml": "name: books\n",
    "dbt_project/models/marts/fct_bills.yml": """
version: 2
models:
  - name: fct_bills
    description: One row per bill.
    columns:
      - {name: bill_id, data_type: bigint, description: Number of the bill.}
      - {name: company_code, data_type: varchar, description: Company.}
      - {name: company_currency_code, data_type: varchar, description: Currency.}
      - {name: open_amount, data_type: "numeric(28,4)", description: Owed.}
""",
}

FILES["dbt_project/models/trust/trust_builds.yml"] = """
version: 2
models:
  - name: trust_builds
    description: One row per finished build.
    columns:
      - {name: started_at, data_type: timestamp, description: When it began.}
      - {name: finished_at, data_type: timestamp, description: When it finished.}
"""

TABLES = """
CREATE SCHEMA marts;
CREATE SCHEMA trust;
CREATE TABLE marts.fct_bills (
  bill_id BIGINT, company_code VARCHAR, company_currency_code VARCHAR, open_amount DECIMAL(28,4));
INSERT INTO marts.fct_bills VALUES (1, '00001', 'USD', 10.5), (2, '00001', 'USD', 4), (3, '00070', 'CAD', 7);
CREATE TABLE marts.dim_cost_centers (
  cost_center_code VARCHAR, hierarchy_level_1_code VARCHAR, hierarchy_level_2_code VARCHAR);
INSERT INTO marts.dim_cost_centers VALUES ('M30', 'EAST', 'PLANTS'), ('M40', 'EAST', NULL), ('W10', 'WEST', NULL);
CREATE TABLE trust.trust_builds (started_at TIMESTAMP, finished_at TIMESTAMP);
INSERT INTO trust.trust_builds VALUES (TIMESTAMP '2026-01-05 05:50:00', TIMESTAMP '2026-01-05 06:30:00');
CREATE TABLE trust.trust_tie_outs (
  check_name VARCHAR, company_code VARCHAR, ledger_type_code VARCHAR, fiscal_year INTEGER, fiscal_period INTEGER,
  currency_code VARCHAR, difference_amount DECIMAL(38,4), status VARCHAR, severity VARCHAR, checked_at TIMESTAMP);
INSERT INTO trust.trust_tie_outs VALUES
  ('ap_to_gl', '00001', 'AA', 2025, 12, 'USD', 0, 'ok', 'error', TIMESTAMP '2026-01-05 06:00:00'),
  ('po_to_commitments', '00001', 'PA', 2025, 12, 'USD', 3, 'difference', 'warn', TIMESTAMP '2026-01-05 06:00:00');
"""


def write_files(root: Path, changes: dict[str, str | None] | None = None) -> Path:
    """Write the files under `root`; `changes` replace, add, or with None leave out."""
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return root
