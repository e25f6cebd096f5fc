"""Incremental models: many builds, each after some days of business, leave what one full refresh gives.

The days bring late rows, deletes, purges, reversals, restated periods, `##` documents and renamed accounts of the simulator,
and by hand what it does not do: an account that moves to another cost centre, an order line that disappears, a seed and a
code that change. PostgreSQL walks one step of them, since its builds take longer and the SQL is the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import pytest

from tests import row_places
from tests.jde_simulator import books

ROOT = Path(__file__).parent.parent
STEPS = {"duckdb": (12, 26), "postgres": (38,)}
BY_HAND = (
    # an account moves to another cost centre
    "update f0901 set mcu = (select max(mcu) from f0006) where aid = (select max(aid) from f0911 where dct = 'PV' and obj like '7%')",
    # and so does one that receipts are booked to, which no voucher names
    "update f0901 set mcu = (select max(mcu) from f0006) where aid = (select max(aid) from f0911 where dct = 'OV' and aa > 0)",
    # an account loses its master, and its balances speak for it
    "delete from f0901 where aid = (select min(aid) from f0911 where dct = 'PV' and obj like '7%')",
    # what was ordered is no more, though it was received and paid
    "delete from f4311 where (doco, dcto, kcoo) in (select (doco, dcto, kcoo) from f43121) and doco % 7 = 0",
    # vouchers without their journal, pay items without their voucher, payments without their header
    "delete from f0911 where dct = 'PV' and doc % 11 = 0",
    "delete from f0411 where doc % 13 = 0",
    "delete from f0413 where pyid % 7 = 0",
    # a detail line leaves the period that a balance forward sums up
    "update f0911 set pn = pn + 1 where summ = 'Y' and doc % 5 = 0 and pn < 12",
)
# of when they were built, not of what they hold
UNEQUAL = {"checked_at", "dbt_updated_at", "dbt_valid_from", "dbt_valid_to", "dbt_scd_id"}


@dataclass(frozen=True)
class Warehouse:
    """A warehouse with the books copied straight into raw, and where dbt works."""

    engine: str
    folder: Path

    @property
    def place(self) -> str:
        """A DuckDB file, or the connection string of the database that libpq's variables name."""
        if self.engine == "duckdb":
            return str(self.folder / "warehouse.duckdb")
        return f"dbname={os.environ['PGDATABASE']}"

    def take(self, company: duckdb.DuckDBPyConnection, *, keep_purged: bool = False) -> None:
        """Load the books as they are now."""
        books.copy_raw(company, self.place, keep_purged=keep_purged)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the warehouse."""
        if self.engine == "duckdb":
            with duckdb.connect(self.place) as connection:
                return connection.execute(sql).fetchall()
        with psycopg2.connect(self.place) as connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def build(self, *arguments: str, select: str = "+config.materialized:incremental") -> None:
        """Build the incremental models and what they stand on, or the models that are named."""
        kinds = [
            "--resource-type",
            "model",
            "--resource-type",
            "seed",
            "--select",
            select,
        ]
        done = subprocess.run(
            [str(Path(sys.executable).with_name("dbt")), "build", "--quiet", "--project-dir", "dbt_project",
             "--target-path", str(self.folder / "target"), *kinds, *arguments],
            cwd=ROOT, env={**os.environ, "JDE_DESTINATION": self.engine, "JDE_DUCKDB_PATH": self.place},
            capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def digests(self) -> dict[str, tuple[Any, ...]]:
        """Rows and content of every table that dbt built, by name."""
        tables = self.query(
            "select table_schema || '.' || table_name from information_schema.tables where table_type = 'BASE TABLE'"
            " and table_schema in ('staging', 'intermediate', 'marts', 'trust')"
            " and table_name not like 'int_changed_%' and table_name not in ('trust_builds', 'int_build_watermarks')"
            " order by 1"
        )
        return {table: self._digest(table) for (table,) in tables}

    def _digest(self, table: str) -> tuple[Any, ...]:
        schema, name = table.split(".")
        described = self.query(
            "select column_name from information_schema.columns"
            f" where table_schema = '{schema}' and table_name = '{name}' order by ordinal_position"
        )
        columns = ", ".join(f'"{column}"' for (column,) in described if column not in UNEQUAL)
        row = (
            f"hash({columns})"
            if self.engine == "duckdb"
            else f"hashtextextended(cast(row({columns}) as text), 0)"
        )
        return self.query(f"select count(*), cast(sum({row}) as varchar) from {table}")[0]

    def places(self) -> dict[str, tuple[Any, ...]]:
        """Where the rows of the incremental models lie."""
        return row_places.places(self.query, self.engine, self.folder / "target" / "manifest.json")


@pytest.fixture(scope="module")
def walked(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A warehouse that was built once and then again after each step, the last one with changes by hand."""
    warehouse = Warehouse(engine, tmp_path_factory.mktemp(engine))
    with duckdb.connect() as company:
        books.build(company, seed=3, scale=0.05)
        warehouse.take(company)
        warehouse.build()
        for days in STEPS[engine]:
            books.advance(company, days)
            warehouse.take(company)
            warehouse.build()
        for change in BY_HAND:
            company.execute(change)
        warehouse.take(company, keep_purged=True)
    warehouse.build()
    return warehouse


def test_a_build_without_change_writes_no_row(walked: Warehouse) -> None:
    before = walked.places()
    assert len(before) > 20
    assert sum(rows for rows, _ in before.values()) > 10_000
    walked.build()
    assert walked.places() == before


def test_a_full_refresh_gives_the_same_rows(walked: Warehouse) -> None:
    grown = walked.digests()
    walked.build("--full-refresh")
    fresh = walked.digests()
    assert {table: rows for table, rows in grown.items() if rows != fresh.get(table)} == {}
    assert grown.keys() == fresh.keys()


def test_a_day_on_which_nothing_is_open_any_more_holds_nothing(walked: Warehouse) -> None:
    by_day = "select snapshot_date, count(*) from marts.fct_ap_open_daily group by 1 order by 1"
    *before, (_, rows) = walked.query(by_day)
    assert before
    assert rows > 0
    assert len(walked.query("delete from marts.fct_ap_aging returning 1")) == rows
    walked.build(select="fct_ap_open_daily")
    assert walked.query(by_day) == before


def test_a_build_that_fails_leaves_its_start_without_an_end(walked: Warehouse) -> None:
    without_end = "select count(*) from trust.trust_builds where finished_at is null"
    assert walked.query(without_end) == [(0,)]
    with pytest.raises(AssertionError, match="int_tie_out"):
        walked.build(select="trust_tie_outs")
    assert walked.query(without_end) == [(1,)]


def test_a_rebuilt_day_is_added_and_never_replaces_one_that_was_seen(walked: Warehouse) -> None:
    daily = (
        "select * from marts.fct_ap_open_daily order by snapshot_date, document_company_code, document_type_code,"
        " document_number, pay_item, pay_item_extension"
    )
    total = "select count(*), sum(open_amount) from marts."
    seen = walked.query(daily)
    day = min(row[0] for row in seen)
    before = day - timedelta(days=1)
    rebuilt = {}
    for past in (day, before, before):
        chosen = "int_ap_open_as_of fct_ap_aging fct_ap_open_daily"
        walked.build("--vars", f"as_of_date: {past}", select=chosen)
        rebuilt[past] = walked.query(f"{total}fct_ap_aging")
    assert [row for row in walked.query(daily) if row[0] != before] == seen
    assert rebuilt[before] == walked.query(f"{total}fct_ap_open_daily where snapshot_date = '{before}'")
    # the books have lost rows since, so that the seen day cannot be had again
    assert rebuilt[day] != walked.query(f"{total}fct_ap_open_daily where snapshot_date = '{day}'")
