"""The books copied straight into a warehouse: what stands there is what the loader would have left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import psycopg2
import pytest

from loader import raw
from tests.jde_simulator import books
from tests.jde_simulator.books import __main__ as command_line
from tests.jde_simulator.books import state

TABLES = state.tables()


@pytest.fixture(scope="module")
def company() -> Iterator[duckdb.DuckDBPyConnection]:
    """Books that the module's first tests copy as built, and the later ones some days on."""
    with duckdb.connect() as connection:
        books.build(connection, seed=2, scale=0.02)
        yield connection


@pytest.fixture(scope="module")
def warehouse(company: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DuckDB warehouse after the first copy."""
    path = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    books.copy_raw(company, path)
    return path


def _rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_schema_is_the_loader_s(warehouse: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema raw_jde")
        for statement in raw.statements(TABLES, {}):
            connection.execute(statement.replace("{raw}", "raw_jde"))
        wanted = connection.execute(
            "select table_name, column_name, data_type, ordinal_position from information_schema.columns order by 1, 4"
        ).fetchall()
    found = _rows(
        warehouse,
        "select table_name, column_name, data_type, ordinal_position from information_schema.columns order by 1, 4",
    )
    assert found == wanted


def test_rows_are_the_books_with_blank_keys_empty(
    company: duckdb.DuckDBPyConnection, warehouse: Path
) -> None:
    for table in TABLES:
        counted = company.execute(f'select count(*) from "{table.raw_name}"').fetchone()
        assert _rows(warehouse, f"select count(*) from raw_jde.{table.raw_name}") == [counted]
    assert _rows(
        warehouse,
        "select distinct sbl = '', fq = '', sub = ' ' from raw_jde.f0902 where lt = 'BA' and sub = ' '",
    ) == [(True, True, True)]
    assert _rows(warehouse, "select distinct length(mcu) from raw_jde.f0006") == [(12,)]


def test_each_copy_is_a_load_of_what_changed(company: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    again = books.copy_raw(company, warehouse)
    assert _rows(
        warehouse,
        f"select sum(rows_inserted + rows_changed + rows_deleted), count(load_id) from raw_jde.jde_loads where run_id = '{again}'",
    ) == [(0, 0)]
    touched = books.advance(company, 5)
    run = books.copy_raw(company, warehouse)
    loads = _rows(
        warehouse,
        "select table_name, rows_inserted + rows_changed + rows_deleted, business_date"
        f" from raw_jde.jde_loads where run_id = '{run}' and load_id is not null",
    )
    assert {name: count for name, count, _ in loads} == {
        name: count for name, count in touched.items() if count
    }
    assert {day for _, _, day in loads} == {date(2026, 11, 2)}
    marked = _rows(
        warehouse,
        "select count(*), count(distinct _dlt_load_id), min(_jde_deleted_reason) from raw_jde.f0411 where _jde_deleted_at is not null",
    )
    assert marked[0][0] > 0
    assert marked[0][1:] == (1, "deleted")
    living = _rows(
        warehouse,
        "select co, sum(aap) from raw_jde.f0411 where _jde_deleted_at is null and dct <> 'P1' group by 1",
    )
    assert {row[:1]: row[1] for row in living if row[1]} == books.totals(company)["open_payables"]


def test_what_was_purged_is_told_from_what_was_deleted(
    company: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "purged.duckdb"
    books.copy_raw(company, path)
    company.execute(
        "create temp table taken as from f0411 where doc in (select min(doc) from f0411 group by pst = 'P')"
    )
    company.execute("delete from f0411 where doc in (select doc from taken)")
    try:
        books.copy_raw(company, path, keep_purged=True)
    finally:
        company.execute("insert into f0411 from taken")
    found = _rows(
        path,
        "select _jde_deleted_reason, count(*) > 0 from raw_jde.f0411 where _jde_deleted_at is not null group by 1 order by 1",
    )
    assert found == [("deleted", True), ("purged", True)]


def test_postgres_gets_the_same_rows(company: duckdb.DuckDBPyConnection, postgres: dict[str, str]) -> None:
    dsn = " ".join(f"{key[2:].lower()}={value}" for key, value in postgres.items() if value).replace(
        "database=", "dbname="
    )
    books.copy_raw(company, dsn)
    again = books.copy_raw(company, dsn)
    connection = psycopg2.connect(dsn)
    try:
        with connection.cursor() as cursor:
            cursor.execute("select co, sum(aap) from raw_jde.f0411 where dct <> 'P1' group by 1")
            assert {row[:1]: row[1] for row in cursor.fetchall() if row[1]} == books.totals(company)[
                "open_payables"
            ]
            cursor.execute("select count(load_id) from raw_jde.jde_loads where run_id = %s", [again])
            assert cursor.fetchone() == (0,)
            cursor.execute(
                "select distinct numeric_precision, numeric_scale from information_schema.columns where column_name = 'aa'"
            )
            assert cursor.fetchone() == (23, 4)
            cursor.execute("select alph from raw_jde.f0101 where an8 = 4021")
            assert cursor.fetchone() == company.execute("select alph from f0101 where an8 = 4021").fetchone()
    finally:
        connection.close()


def test_a_database_shaped_copy_has_implied_decimals(
    company: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "database.duckdb"
    books.copy_raw(company, path, database_shaped=True)
    company.execute("attach if not exists ? as shaped (read_only)".replace("?", f"'{path}'"))
    try:
        lines = company.execute(
            "select (select max(lnid) from shaped.raw_jde.f4311), (select max(lnid) from f4311),"
            " (select sum(prrc) from shaped.raw_jde.f4311), (select sum(prrc) from f4311),"
            " (select max(crr) from shaped.raw_jde.f4311), (select max(crr) from f4311)"
        ).fetchone()
        factors = company.execute(
            "select r.bcrc, r.lt, r.crcd, round(min(s.aa / r.aa), 9), round(max(s.aa / r.aa), 9) from shaped.raw_jde.f0911 as s"
            " join f0911 as r on s.doc = r.doc and s.dct = r.dct and s.kco = r.kco and s.dgj = r.dgj and s.jeln = r.jeln * 10 and s.lt = r.lt"
            " where r.aa <> 0 group by all"
        ).fetchall()
    finally:
        company.execute("detach shaped")
    assert lines is not None
    assert (lines[0], lines[2], lines[4]) == (lines[1] * 1000, lines[3] * 10000, lines[5])
    decimals = {"USD": 2, "CAD": 2, "EUR": 2, "GBP": 2, "JPY": 0, "KWD": 3}
    for company_currency, ledger, currency, low, high in factors:
        held = {"CA": currency, "AU": "USD"}.get(ledger, company_currency)
        assert (low, high) == (10 ** decimals[held],) * 2, (ledger, currency)
    assert {row[0] for row in factors} == {"USD", "CAD", "JPY"}


def test_the_command_line_builds_and_copies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "w.duckdb"
    assert (
        command_line.main(
            ["copy-raw", "--duckdb", str(path), "--scale", "0.01", "--seed", "4", "--days", "1"]
        )
        == 0
    )
    assert "as of 2026-10-31" in capsys.readouterr().out
    assert _rows(path, "select count(distinct run_id) from raw_jde.jde_loads") == [(2,)]
    [(amount,)] = _rows(
        path, "select sum(aa) from raw_jde.f0911 where lt = 'AA' and post = 'P' and summ <> 'Y'"
    )
    assert amount == Decimal(0)
