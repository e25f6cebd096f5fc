"""Incremental models: many builds, each after some days of business, leave what one full refresh gives.

The days bring late rows, deletes, purges, reversals, restated periods, `##` documents and renamed accounts of the simulator,
and by hand what it does not do: an account that moves to another cost centre, an order line that disappears, a seed and a
code that change.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.jde_simulator import books

ROOT = Path(__file__).parent.parent
STEPS = (12, 26)
BY_HAND = (
    # an account moves to another cost centre
    "update f0901 set mcu = (select max(mcu) from f0006) where aid = (select max(aid) from f0911 where dct = 'PV' and obj like '7%')",
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
    """A DuckDB warehouse with the books copied straight into raw, and where dbt works."""

    path: Path
    target: Path

    def build(self, *arguments: str) -> None:
        """Build the incremental models and what they stand on."""
        kinds = [
            "--resource-type",
            "model",
            "--resource-type",
            "seed",
            "--select",
            "+config.materialized:incremental",
        ]
        done = subprocess.run(
            [str(Path(sys.executable).with_name("dbt")), "build", "--quiet", "--project-dir", "dbt_project",
             "--target-path", str(self.target), *kinds, *arguments],
            cwd=ROOT, env={**os.environ, "JDE_DESTINATION": "duckdb", "JDE_DUCKDB_PATH": str(self.path)},
            capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def incremental_models(self) -> list[str]:
        """Schema and name of every incremental model that holds data, by dbt's own manifest."""
        nodes = json.loads((self.target / "manifest.json").read_text())["nodes"].values()
        return sorted(
            f"{node['schema']}.{node['name']}"
            for node in nodes
            if node["resource_type"] == "model"
            and node["config"]["materialized"] == "incremental"
            and node["name"] not in ("trust_builds", "int_build_watermarks")
        )

    def digests(self) -> dict[str, tuple[int, str]]:
        """Rows and content of every table that dbt built, by name."""
        with duckdb.connect(str(self.path), read_only=True) as connection:
            tables = connection.execute(
                "select table_schema || '.' || table_name from information_schema.tables where table_type = 'BASE TABLE'"
                " and table_schema in ('staging', 'intermediate', 'marts', 'trust')"
                " and table_name not like 'int_changed_%' and table_name not in ('trust_builds', 'int_build_watermarks')"
                " order by 1"
            ).fetchall()
            return {table: _digest(connection, table) for (table,) in tables}

    def places(self) -> dict[str, tuple[int, int]]:
        """Where the rows of the incremental models lie: a row that is written anew lies elsewhere."""
        with duckdb.connect(str(self.path), read_only=True) as connection:
            return {
                model: connection.execute(
                    f"select count(*), coalesce(sum(rowid), 0) from {model}"
                ).fetchall()[0]
                for model in self.incremental_models()
            }


def _digest(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, str]:
    described = connection.execute(f"describe {table}").fetchall()
    columns = ", ".join(f'"{name}"' for name, *_ in described if name not in UNEQUAL)
    [(rows, digest)] = connection.execute(
        f"select count(*), cast(sum(hash({columns})) as varchar) from {table}"
    ).fetchall()
    return rows, digest


@pytest.fixture(scope="module")
def company() -> Iterator[duckdb.DuckDBPyConnection]:
    """Books that the module's tests walk through time."""
    with duckdb.connect() as connection:
        books.build(connection, seed=3, scale=0.05)
        yield connection


@pytest.fixture(scope="module")
def walked(company: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A warehouse that was built once and then again after each step, the last one with changes by hand."""
    folder = tmp_path_factory.mktemp("growth")
    warehouse = Warehouse(folder / "warehouse.duckdb", folder / "target")
    books.copy_raw(company, warehouse.path)
    warehouse.build()
    for days in STEPS:
        books.advance(company, days)
        books.copy_raw(company, warehouse.path)
        warehouse.build()
    for change in BY_HAND:
        company.execute(change)
    books.copy_raw(company, warehouse.path, keep_purged=True)
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
