"""A small LookML project and its tables, made by hand, for the tests of the compiler and the checks."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "manifest.lkml": """
project_name: "shop"
constant: SCHEMA { value: "shop" export: override_optional }
""",
    "shop.model.lkml": """
connection: "warehouse"
include: "/views/*.view.lkml"
include: "/explores/*.explore.lkml"
include: "/tests/*.test.lkml"
include: "/dashboards/*.dashboard.lookml"
fiscal_month_offset: 3
access_grant: sees_tax { user_attribute: tax allowed_values: ["yes"] }
access_grant: all_regions { user_attribute: region allowed_values: ["%, NULL", "%"] }
named_value_format: money { value_format: "#,##0.00" }
""",
    "views/sales.view.lkml": """
view: sales {
  sql_table_name: @{SCHEMA}.sales ;;
  parameter: unit {
    type: unquoted
    allowed_value: { label: "Home" value: "home" }
    allowed_value: { label: "Foreign" value: "foreign" }
    default_value: "home"
  }
  dimension: sale_id { primary_key: yes type: number sql: ${TABLE}.sale_id ;; }
  dimension: customer_id { type: number sql: ${TABLE}.customer_id ;; hidden: yes }
  dimension: region { sql: ${TABLE}.region ;; }
  dimension: amount {
    type: number
    sql: {% if unit._parameter_value == 'foreign' %}${TABLE}.amount_foreign
         {% else %}${TABLE}.amount{% endif %} ;;
  }
  dimension: is_returned { type: yesno sql: ${TABLE}.is_returned ;; }
  dimension: size { type: tier tiers: [10, 100] style: integer sql: ${amount} ;; }
  dimension: kind {
    case: {
      when: { sql: ${amount} < 0 ;; label: "Refund" }
      when: { sql: ${is_returned} ;; label: "Returned" }
      else: "Sale"
    }
  }
  dimension_group: sold {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, quarter_of_year, year, fiscal_year, day_of_week]
    datatype: date
    convert_tz: no
    sql: ${TABLE}.sold_on ;;
  }
  dimension_group: to_pay {
    type: duration
    intervals: [day, week]
    sql_start: ${TABLE}.sold_on ;;
    sql_end: ${TABLE}.paid_on ;;
  }
  measure: count { type: count drill_fields: [sale_id, amount] }
  measure: total_amount { type: sum sql: ${amount} ;; value_format_name: money }
  measure: returned_amount { type: sum sql: ${amount} ;; filters: [is_returned: "yes"] }
  measure: average_amount { type: average sql: ${amount} ;; }
  measure: customers { type: count_distinct sql: ${customer_id} ;; }
  measure: first_sale { type: date sql: MIN(${sold_raw}) ;; }
  measure: largest { type: max sql: ${amount} ;; }
  measure: middle { type: median sql: ${amount} ;; }
  measure: returned_share { type: number sql: ${returned_amount} / NULLIF(${total_amount}, 0) ;; }
  measure: large_share { type: number sql: 1.0 * ${large_count} / NULLIF(${count}, 0) ;; }
  measure: running_amount { type: running_total sql: ${total_amount} ;; }
  measure: large_count { type: count filters: [amount: ">=100"] }
}
""",
    "views/customers.view.lkml": """
view: customers {
  sql_table_name: @{SCHEMA}.customers ;;
  dimension: customer_id { primary_key: yes type: number sql: ${TABLE}.customer_id ;; }
  dimension: customer_name { sql: ${TABLE}.customer_name ;; }
  dimension: city_id { type: number sql: ${TABLE}.city_id ;; }
  dimension: tax_number { sql: ${TABLE}.tax_number ;; required_access_grants: [sees_tax] }
  measure: total_credit { type: sum sql: ${TABLE}.credit ;; }
  measure: customer_count { type: count_distinct sql: ${customer_id} ;; }
}
""",
    "views/cities.view.lkml": """
view: cities {
  sql_table_name: @{SCHEMA}.cities ;;
  dimension: city_id { primary_key: yes type: number sql: ${TABLE}.city_id ;; }
  dimension: city_name { sql: ${TABLE}.city_name ;; }
}
""",
    "explores/sales.explore.lkml": """
explore: sales {
  access_filter: { field: sales.region user_attribute: region }
  join: customers {
    relationship: many_to_one
    sql_on: ${sales.customer_id} = ${customers.customer_id} ;;
  }
  join: cities {
    relationship: many_to_one
    sql_on: ${customers.city_id} = ${cities.city_id} ;;
  }
}
explore: ledger {
  view_name: sales
  required_access_grants: [all_regions]
  sql_always_where: ${sales.amount} <> 0 ;;
  always_filter: { filters: [sales.is_returned: "no"] }
  join: customers {
    relationship: many_to_one
    sql_on: ${sales.customer_id} = ${customers.customer_id} ;;
    fields: [customers.customer_id, customers.customer_name]
  }
}
explore: recent {
  view_name: sales
  conditionally_filter: { filters: [region: "east"] unless: [sold_date, customer_id] }
}
explore: customers {
  join: sales {
    relationship: one_to_many
    sql_on: ${sales.customer_id} = ${customers.customer_id} ;;
  }
}
""",
    "tests/sales.test.lkml": """
test: sale_is_unique {
  explore_source: sales {
    column: sale_id { field: sales.sale_id }
    column: count { field: sales.count }
    sorts: [sales.count: desc]
    limit: 1
  }
  assert: one_row { expression: ${sales.count} = 1 ;; }
}
""",
    "dashboards/template.dashboard.lookml": """
- dashboard: template
  title: Template
  extension: required
  layout: newspaper
  filters:
  - name: Region
    title: Region
    type: field_filter
    explore: sales
    field: sales.region
    default_value: ''
""",
    "dashboards/overview.dashboard.lookml": """
- dashboard: overview
  title: Overview
  extends: template
  elements:
  - name: total
    title: Total
    type: single_value
    model: shop
    explore: sales
    fields: [sales.total_amount]
    listen: {Region: sales.region}
    row: 0
    col: 0
    width: 6
    height: 4
""",
}

TABLES = """
CREATE SCHEMA shop;
CREATE TABLE shop.cities (city_id INTEGER, city_name VARCHAR);
INSERT INTO shop.cities VALUES (1, 'Denver'), (2, 'Ottawa');
CREATE TABLE shop.customers (
  customer_id INTEGER, customer_name VARCHAR, city_id INTEGER, tax_number VARCHAR, credit DECIMAL(12,2));
INSERT INTO shop.customers VALUES
  (10, 'Ash', 1, 'T-1', 500), (11, 'Birch, Ltd', 2, 'T-2', 700), (12, 'Cedar_1', NULL, NULL, 0);
CREATE TABLE shop.sales (sale_id INTEGER, customer_id INTEGER, region VARCHAR, amount DECIMAL(12,2),
  amount_foreign DECIMAL(12,2), is_returned BOOLEAN, sold_on DATE, paid_on DATE);
INSERT INTO shop.sales VALUES
  (1, 10, 'east', 5.00, 6.00, FALSE, DATE '2024-01-15', DATE '2024-01-25'),
  (2, 10, 'east', 150.00, 180.00, TRUE, DATE '2024-02-10', DATE '2024-03-01'),
  (3, 11, 'west', 60.00, 72.00, FALSE, DATE '2024-04-01', NULL),
  (4, 12, 'west', -20.00, -24.00, NULL, DATE '2024-05-31', DATE '2024-06-30'),
  (5, 99, NULL, 100.00, 120.00, FALSE, DATE '2025-01-01', DATE '2025-01-08');
"""

EVERYTHING = {"region": "%, NULL", "tax": "yes"}


def write_project(root: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the project under `root`, with some files replaced or added."""
    for name, text in {**FILES, **(changes or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
