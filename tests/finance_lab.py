"""A built warehouse to break: books after sixty days of postings, deletes, purges, reversals and restatements.

The lab is a folder that can be copied: a copy of the dbt project, its parsed state, and the warehouse, with no path in it
that points back. So a copy of it costs a second, and a build in it starts without parsing the project again.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from loader import raw
from loader.control_totals import as_rows, read_totals, sql_totals
from loader.registry import load_registry
from loader.warehouses.duckdb import DuckDBWarehouse
from tests.jde_simulator import books

ROOT = Path(__file__).parents[1]
SEED = 7
SCALE = 0.05
# what is entered and deleted between two loads leaves no trace, so one load is soon after the first
LOADED_AFTER = (5, 55)
DAYS = sum(LOADED_AFTER)
# one relative path for every copy: dbt parses everything anew when the profile's path changes
WAREHOUSE = "warehouse.duckdb"
WITHOUT_TESTS = ("--exclude-resource-type", "test", "unit_test")


@dataclass(frozen=True)
class Result:
    """What became of a node: `success`, `pass`, `warn`, `fail`, `error` or `skipped`."""

    name: str
    status: str
    message: str


@dataclass(frozen=True)
class Lab:
    """A folder with a project, a profile and a warehouse."""

    folder: Path

    @property
    def project(self) -> Path:
        """The copy of the dbt project."""
        return self.folder / "project"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that builds write."""
        return self.folder / WAREHOUSE

    @property
    def environment(self) -> dict[str, str]:
        """What a dbt process in this lab is told."""
        return {
            **os.environ,
            "JDE_DESTINATION": "duckdb",
            "JDE_DUCKDB_PATH": WAREHOUSE,
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        }

    def arguments(self, *options: str) -> list[str]:
        """The arguments of a quiet `dbt build` in this lab; run it with the folder as the current one."""
        place = ("--project-dir", "project", "--profiles-dir", ".", "--log-path", "logs")
        return ["--quiet", "build", *place, *options]

    def build(self, *options: str, check: bool = True) -> list[Result]:
        """`dbt build` in a process of its own; what became of every node.

        Raises:
            AssertionError: The build is not green and `check` holds.
        """
        dbt = Path(sys.executable).with_name("dbt")
        done = subprocess.run(
            [str(dbt), *self.arguments(*options)], cwd=self.folder, env=self.environment,
            capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert not check or done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return self.results()

    def results(self) -> list[Result]:
        """What became of every node of the last build."""
        text = (self.project / "target" / "run_results.json").read_text(encoding="utf-8")
        return [
            Result(_short_name(found["unique_id"]), found["status"], found["message"] or "")
            for found in json.loads(text)["results"]
        ]

    def copy(self, folder: Path) -> Lab:
        """The same lab in another folder, to be broken there."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Lab(folder)


def fill(warehouse: Path, *, database_shaped: bool = False) -> None:
    """Write raw as a few loads leave it: the books as built, and what the days since made of them."""
    with duckdb.connect() as connection:
        books.build(connection, seed=SEED, scale=SCALE)
        books.copy_raw(connection, warehouse, database_shaped=database_shaped)
        for days in LOADED_AFTER:
            books.advance(connection, days)
            books.copy_raw(connection, warehouse, database_shaped=database_shaped)
        _compare(connection, warehouse)


def _compare(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    """Write control totals of the payables by company, as `jde-loader reconcile` leaves them."""
    table, columns, sums = load_registry(ROOT / "dbt_project")["F0411"], ("co",), ("ag",)
    target = DuckDBWarehouse(warehouse, "raw_jde")
    held = target.select(sql_totals(table, '"{raw}".f0411', columns, sums, f"{raw.DELETED_AT} is null"))
    jde = connection.execute(sql_totals(table, "f0411", columns, sums, "true")).fetchall()
    both = (read_totals(rows, columns, sums) for rows in (jde, held))
    run = {"run_id": "reconcile", "checked_at": datetime(2026, 12, 27, 6, tzinfo=UTC)}
    rows = [{**run, **row} for row in as_rows(table, columns, *both, settled=True)]
    target.record([(raw.CONTROL_TOTALS, rows)])


def prepare(folder: Path, options: Sequence[str] = WITHOUT_TESTS, *, database_shaped: bool = False) -> Lab:
    """Set up a lab in an empty folder and build it."""
    lab = Lab(folder)
    shutil.copytree(
        ROOT / "dbt_project", lab.project, ignore=shutil.ignore_patterns("target", "logs"), dirs_exist_ok=True
    )
    shutil.copyfile(ROOT / "profiles.yml", folder / "profiles.yml")
    fill(lab.warehouse, database_shaped=database_shaped)
    lab.build(*options, *(("--vars", "{jde_values_scaled: false}") if database_shaped else ()))
    return lab


def _short_name(node: str) -> str:
    """The name without project and hash: of `unit_test.jde_looker.fct_ap_aging.each_item` the last part, else the third."""
    kind, _, *parts = node.split(".")
    return parts[-1] if kind == "unit_test" else parts[0]
