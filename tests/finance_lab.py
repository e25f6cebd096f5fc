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
from pathlib import Path

import duckdb

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
        _compare(connection, warehouse, database_shaped)


def _compare(connection: duckdb.DuckDBPyConnection, warehouse: Path, database_shaped: bool) -> None:
    """Write control totals of the payables by company, as `jde-loader reconcile` leaves them.

    JDE's sums of amounts get the decimal point that raw has.
    """
    connection.execute(f"attach '{warehouse}' as warehouse")
    places = (
        "select f0010.co, cast(f0013.cdec as integer) as places from f0010 join f0013 using (crcd)"
        if database_shaped
        else "select co, 0 as places from f0010"
    )
    shift = "cast(10 ** any_value(places) as bigint)"
    for measure, expression, factor in (("rows", "count(*)", "1"), ("ag", "sum(ag)", shift)):
        connection.execute(
            "insert into warehouse.raw_jde.jde_control_totals by name"
            " select 'reconcile' as run_id, 'f0411' as table_name, 'co=' || co as bucket, $measure as measure,"
            " jde.value as source_value, raw.value as warehouse_value, jde.value - raw.value as difference,"
            " timestamptz '2026-12-27 06:00:00+00' as checked_at"
            f" from (select co, {expression} * {factor} as value from f0411 join ({places}) using (co) group by co) as jde full join"
            f" (select co, {expression} as value from warehouse.raw_jde.f0411 where _jde_deleted_at is null group by co)"
            " as raw using (co)",
            {"measure": measure},
        )
    connection.execute("detach warehouse")


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
