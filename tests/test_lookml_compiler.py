"""Explore queries as SQL: right rows on DuckDB and PostgreSQL, an error for what is not understood."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import pytest

from lookml.compiler import Query, compile_query
from lookml.errors import AccessDenied, CompileError
from lookml.fieldsets import explore_fields
from lookml.project import Project, load_project
from tests.lookml_shop import EVERYTHING, FILES, TABLES, write_project


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return load_project(write_project(tmp_path_factory.mktemp("shop")))


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        yield connection


def rows(
    database: duckdb.DuckDBPyConnection, project: Project, query: Query, user: dict[str, str] | None = None
) -> list[tuple[Any, ...]]:
    return database.execute(compile_query(project, query, "duckdb", user or EVERYTHING)).fetchall()


def changed(tmp_path: Path, file: str, old: str, new: str) -> Project:
    """The shop with one text replaced."""
    assert old in FILES[file]
    return load_project(write_project(tmp_path, {file: FILES[file].replace(old, new)}))


def test_the_base_keeps_rows_without_a_partner(shop: Project, database: duckdb.DuckDBPyConnection) -> None:
    query = Query("sales", ("cities.city_name", "sales.total_amount"), sorts=("cities.city_name",))
    assert rows(database, shop, query) == [
        ("Denver", Decimal("155.00")),
        ("Ottawa", Decimal("60.00")),
        (None, Decimal("80.00")),
    ]


def test_only_the_joins_that_are_needed_are_made(shop: Project) -> None:
    sql = compile_query(shop, Query("sales", ("sales.count",)), "duckdb", EVERYTHING)
    assert "JOIN" not in sql
    sql = compile_query(shop, Query("sales", ("cities.city_name",)), "duckdb", EVERYTHING)
    assert sql.index("shop.customers") < sql.index("shop.cities")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sales.count", 5),
        ("sales.total_amount", Decimal("295.00")),
        ("sales.returned_amount", Decimal("150.00")),
        ("sales.average_amount", 59.0),
        ("sales.customers", 4),
        ("sales.largest", Decimal("150.00")),
        ("sales.middle", 60),
        ("sales.large_count", 2),
        ("sales.large_share", pytest.approx(0.4)),
        ("sales.returned_share", pytest.approx(150 / 295)),
    ],
)
def test_measures(shop: Project, database: duckdb.DuckDBPyConnection, field: str, value: object) -> None:
    assert rows(database, shop, Query("sales", (field,)))[0][0] == value


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("sales.size", ["Below 10", "10 to 99", "100 or Above"]),
        ("sales.kind", ["Refund", "Returned", "Sale"]),
        ("sales.is_returned", ["No", "Yes"]),
        ("sales.sold_month_name", ["January", "February", "April", "May"]),
        ("sales.sold_month", ["2025-01", "2024-05", "2024-04", "2024-02", "2024-01"]),
        ("sales.sold_quarter_of_year", ["Q1", "Q2"]),
        ("sales.sold_fiscal_year", [2023, 2024]),
        ("sales.days_to_pay", [7, 10, 20, 30, None]),
        ("sales.weeks_to_pay", [1, 2, 4, None]),
    ],
)
def test_dimensions_in_the_order_a_reader_expects(
    shop: Project, database: duckdb.DuckDBPyConnection, field: str, values: list[object]
) -> None:
    assert [row[0] for row in rows(database, shop, Query("sales", (field,)))] == values


def test_a_parameter_chooses_the_column(shop: Project, database: duckdb.DuckDBPyConnection) -> None:
    query = Query("sales", ("sales.total_amount",), {"sales.unit": "foreign"})
    assert rows(database, shop, query) == [(Decimal("354.00"),)]
    with pytest.raises(CompileError, match="not a value of parameter"):
        compile_query(shop, Query("sales", ("sales.count",), {"sales.unit": "lunar"}), "duckdb", EVERYTHING)


def test_filters_on_dimensions_measures_and_dates(shop: Project, database: duckdb.DuckDBPyConnection) -> None:
    query = Query("sales", ("sales.sale_id",), {"sales.sold_date": "2024", "sales.amount": ">0"})
    assert rows(database, shop, query) == [(1,), (2,), (3,)]
    query = Query("sales", ("customers.customer_name", "sales.count"), {"sales.count": ">1"})
    assert rows(database, shop, query) == [("Ash", 2)]
    query = Query("sales", ("sales.sale_id",), {"sales.sold_year": "2025"})
    assert rows(database, shop, query) == [(5,)]


def test_sorts_limits_and_pivots(shop: Project, database: duckdb.DuckDBPyConnection) -> None:
    query = Query("sales", ("sales.sale_id", "sales.amount"), sorts=("sales.amount desc",), limit=2)
    assert [row[0] for row in rows(database, shop, query)] == [2, 5]
    pivoted = Query(
        "sales", ("sales.region", "sales.is_returned", "sales.count"), pivots=("sales.is_returned",)
    )
    assert "LIMIT" not in compile_query(shop, pivoted, "duckdb", EVERYTHING)
    with pytest.raises(CompileError, match="not among the fields"):
        compile_query(shop, Query("sales", ("sales.count",), sorts=("sales.region",)), "duckdb", EVERYTHING)


def test_explore_wide_conditions_hold(shop: Project, database: duckdb.DuckDBPyConnection) -> None:
    assert rows(database, shop, Query("ledger", ("sales.count",))) == [(4,)]
    overridden = Query("ledger", ("sales.count",), {"sales.is_returned": "Yes"})
    assert rows(database, shop, overridden) == [(1,)]


@pytest.mark.parametrize(
    ("region", "count"), [("east", 2), ("east,west", 4), ("%", 4), ("%, NULL", 5), ("-east", 3), ("w%", 2)]
)
def test_an_access_filter_holds_the_user_to_their_rows(
    shop: Project, database: duckdb.DuckDBPyConnection, region: str, count: int
) -> None:
    assert rows(database, shop, Query("sales", ("sales.count",)), {"region": region}) == [(count,)]


def test_without_the_attribute_nothing_is_answered(shop: Project) -> None:
    for attributes in ({}, {"region": ""}, {"region": " , "}):
        with pytest.raises(AccessDenied, match="region"):
            compile_query(shop, Query("sales", ("sales.count",)), "duckdb", attributes)


def test_grants_close_fields_and_explores(shop: Project) -> None:
    with pytest.raises(AccessDenied, match="tax_number"):
        compile_query(shop, Query("sales", ("customers.tax_number",)), "duckdb", {"region": "%"})
    filters = {"customers.tax_number": "T-1"}
    with pytest.raises(AccessDenied, match="tax_number"):
        compile_query(shop, Query("sales", ("sales.count",), filters), "duckdb", {"region": "%"})
    with pytest.raises(AccessDenied, match="ledger"):
        compile_query(shop, Query("ledger", ("sales.count",)), "duckdb", {"region": "east"})


@pytest.mark.parametrize("field", ["total_amount", "count", "average_amount", "returned_share", "middle"])
def test_measures_repeated_by_a_join_are_refused(shop: Project, field: str) -> None:
    with pytest.raises(CompileError, match="once for each row"):
        compile_query(
            shop, Query("customers", (f"sales.{field}", "customers.customer_name")), "duckdb", EVERYTHING
        )
    with pytest.raises(CompileError, match="many_to_one"):
        compile_query(shop, Query("sales", ("customers.total_credit",)), "duckdb", EVERYTHING)


def test_distinct_counts_and_extremes_survive_repetition(
    shop: Project, database: duckdb.DuckDBPyConnection
) -> None:
    assert rows(database, shop, Query("customers", ("sales.customers", "sales.largest"))) == [
        (3, Decimal("150.00"))
    ]
    assert rows(database, shop, Query("sales", ("customers.customer_count",))) == [(3,)]
    assert rows(database, shop, Query("customers", ("customers.total_credit",))) == [(Decimal("1200.00"),)]


def test_fields_left_out_of_a_join_are_not_there(shop: Project) -> None:
    assert set(explore_fields(shop.model(), shop.explore("ledger"))) & {
        "customers.city_id",
        "customers.customer_name",
    } == {"customers.customer_name"}
    with pytest.raises(CompileError, match="has no field"):
        compile_query(shop, Query("ledger", ("customers.city_id",)), "duckdb", EVERYTHING)


@pytest.mark.parametrize(
    ("file", "old", "new", "query", "complaint"),
    [
        (
            "views/sales.view.lkml",
            "type: average",
            "type: percent_of_total",
            "sales.average_amount",
            "percent_of_total",
        ),
        ("views/sales.view.lkml", "style: integer", "style: classic", "sales.size", "style integer"),
        (
            "views/sales.view.lkml",
            "{ sql: ${TABLE}.region ;; }",
            "{ sql: ${nowhere} ;; }",
            "sales.region",
            "nowhere",
        ),
        (
            "views/sales.view.lkml",
            "{ sql: ${TABLE}.region ;; }",
            "{ sql: ${count} ;; }",
            "sales.region",
            "cannot stand",
        ),
        (
            "views/sales.view.lkml",
            "{ sql: ${TABLE}.region ;; }",
            "{ sql: ${region} ;; }",
            "sales.region",
            "itself",
        ),
        ("views/sales.view.lkml", "== 'foreign'", "contains 'foreign'", "sales.amount", "Liquid"),
        ("views/sales.view.lkml", "{% endif %}", "", "sales.amount", "endif"),
        ("views/sales.view.lkml", "{% else %}", "{% assign x = 1 %}", "sales.amount", "assign"),
        (
            "views/sales.view.lkml",
            "{ type: count drill",
            "{ type: count sql_distinct_key: 1 ;; drill",
            "sales.count",
            "sql_distinct_key",
        ),
        (
            "views/sales.view.lkml",
            "sql_table_name: @{SCHEMA}.sales ;;",
            "derived_table: { sql: SELECT 1 ;; }",
            "sales.count",
            "sql_table_name",
        ),
        (
            "explores/sales.explore.lkml",
            "relationship: many_to_one",
            "type: full_outer",
            "customers.customer_name",
            "full_outer",
        ),
        (
            "explores/sales.explore.lkml",
            "relationship: many_to_one",
            "foreign_key: customer_id",
            "customers.customer_name",
            "foreign_key",
        ),
        (
            "explores/sales.explore.lkml",
            "relationship: many_to_one",
            "relationship: some_to_one",
            "customers.customer_name",
            "some_to_one",
        ),
        (
            "explores/sales.explore.lkml",
            "access_filter: {",
            "sql_always_having: 1 = 1 ;; access_filter: {",
            "sales.count",
            "sql_always_having",
        ),
    ],
)
def test_an_unknown_construct_is_an_error(
    tmp_path: Path, file: str, old: str, new: str, query: str, complaint: str
) -> None:
    project = changed(tmp_path, file, old, new)
    with pytest.raises(CompileError, match=complaint):
        compile_query(project, Query("sales", (query,)), "duckdb", EVERYTHING)


def test_a_running_total_adds_up_the_rows_in_their_order(
    shop: Project, database: duckdb.DuckDBPyConnection
) -> None:
    fields = ("sales.sold_date", "sales.total_amount", "sales.running_amount")
    upwards = rows(database, shop, Query("sales", fields, sorts=("sales.sold_date",)))
    assert [row[2] for row in upwards] == [5, 155, 215, 195, 295]
    downwards = rows(database, shop, Query("sales", fields, sorts=("sales.sold_date desc",), limit=2))
    assert [row[2] for row in downwards] == [100, 80]
    by_amount = rows(database, shop, Query("sales", fields[1:], sorts=("sales.total_amount",)))
    assert by_amount == [(295, 295)]
    assert rows(database, shop, Query("sales", fields[2:])) == [(295,)]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"pivots": ("sales.region",)}, "pivoted"),
        ({"sorts": ("sales.running_amount",)}, "sorted"),
        ({"filters": {"sales.running_amount": ">5"}}, "cannot stand here"),
    ],
)
def test_a_running_total_is_refused_where_rows_have_no_order(
    shop: Project, change: dict[str, Any], complaint: str
) -> None:
    query = Query("sales", ("sales.region", "sales.running_amount"), **change)
    with pytest.raises(CompileError, match=complaint):
        compile_query(shop, query, "duckdb", EVERYTHING)


@pytest.mark.parametrize(
    ("filters", "counted"),
    [
        ({}, 2),
        ({"sales.region": "west"}, 2),
        ({"sales.region": ""}, 5),
        ({"sales.sold_date": "2024"}, 4),
        ({"sales.customer_id": "99"}, 1),
        ({"sales.amount": ">0"}, 2),
    ],
)
def test_a_guard_holds_until_a_filter_lifts_it(
    shop: Project, database: duckdb.DuckDBPyConnection, filters: dict[str, str], counted: int
) -> None:
    assert rows(database, shop, Query("recent", ("sales.count",), filters)) == [(counted,)]


def test_refinements_and_extensions_are_drawn_in(tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    project = load_project(
        write_project(
            tmp_path,
            {
                "views/z_refined.view.lkml": """
view: +sales { dimension: region { label: "Area" } measure: smallest { type: min sql: ${amount} ;; } }
view: sales_abroad {
  extends: [sales]
  sql_table_name: shop.sales ;;
  dimension: amount { sql: ${TABLE}.amount_foreign ;; }
}
explore: sales_abroad { access_filter: { field: sales_abroad.region user_attribute: region } }
"""
            },
        )
    )
    assert project.model().views["sales"].fields["region"].label == "Area"
    assert rows(database, project, Query("sales", ("sales.smallest",))) == [(Decimal("-20.00"),)]
    assert rows(database, project, Query("sales_abroad", ("sales_abroad.total_amount",))) == [
        (Decimal("354.00"),)
    ]


def test_postgres_answers_as_duckdb_does(
    shop: Project, database: duckdb.DuckDBPyConnection, postgres: dict[str, str]
) -> None:
    connection = psycopg2.connect(
        host=postgres["PGHOST"],
        port=postgres["PGPORT"],
        user=postgres["PGUSER"],
        password=postgres["PGPASSWORD"],
        dbname=postgres["PGDATABASE"],
    )
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(TABLES)
    compared = 0
    for explore in ("sales", "ledger"):
        for name, entry in explore_fields(shop.model(), shop.explore(explore)).items():
            if entry.kind == "parameter" or name == "customers.total_credit":
                continue
            query = Query(explore, (name,), sorts=() if entry.type == "running_total" else (name,))
            cursor.execute(compile_query(shop, query, "postgres", EVERYTHING))
            here = [row[0] if not isinstance(row[0], Decimal) else float(row[0]) for row in cursor.fetchall()]
            there = [row[0] for row in rows(database, shop, query)]
            assert here == [float(value) if isinstance(value, Decimal) else value for value in there], name
            compared += 1
    connection.close()
    assert compared > 50
