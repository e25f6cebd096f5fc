"""A loader, a simulated AIS Server over a small company, and a target of its own: what loader tests work with."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import psycopg2

from loader.cycle import Options, run_cycle
from loader.progress import PlainProgress
from loader.reconcile import reconcile
from loader.registry import Registry
from loader.report import RunReport, TableReport
from loader.settings import Settings, Target
from loader.table import Table
from tests import small_company
from tests.jde_simulator.server import AisServer
from tests.jde_simulator.settings import ServerSettings

TABLES = ("F0008", "F0010", "F0011", "F0014", "F0411", "F0902", "F0911", "F4301", "F4311", "F43121")
_numbers = itertools.count(1)

Rows = list[tuple[Any, ...]]


@dataclass
class Lab:
    """One company, its server and one target. `jde` is the company's database, which tests change by SQL."""

    server: AisServer
    jde: duckdb.DuckDBPyConnection
    target: Target
    settings: Settings
    registry: Registry

    def run(self, *tables: str, full_refresh: bool = False, approve: bool = False) -> RunReport:
        """One cycle; failures of tables are in its report."""
        options = Options(tables, full_refresh, approve)
        return run_cycle(self.target, self.settings, self.registry, options, PlainProgress(lambda text: None))

    def reconcile(self, *tables: str, approve: bool = False) -> RunReport:
        """One reconciliation."""
        progress = PlainProgress(lambda text: None)
        return reconcile(self.target, self.settings, self.registry, tables, approve, progress)

    def configure(self, **changes: Any) -> None:
        """Change the loader's settings from the next run on."""
        self.settings = replace(self.settings, **changes)

    def opened(self) -> AbstractContextManager[object]:
        """Several queries in a row, for which a DuckDB file is opened once."""
        return (
            duckdb.connect(str(self.target.duckdb_path))
            if self.target.destination == "duckdb"
            else nullcontext()
        )

    def query(self, sql: str) -> Rows:
        """Ask the target; `raw.` stands for its schema."""
        sql = sql.replace("raw.", f'"{self.target.schema}".')
        if self.target.destination == "duckdb":
            with duckdb.connect(str(self.target.duckdb_path)) as connection:
                return connection.execute(sql).fetchall()
        connection = psycopg2.connect("")
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def table(self, name: str) -> Table:
        """A table of the registry."""
        return self.registry[name]

    def contents(self, *names: str) -> dict[str, Rows]:
        """Every value in the named tables of raw, loader columns included, in key order."""
        return {
            name: self.query(f"select * from raw.{name.lower()} order by {_keys(self.table(name))}")
            for name in names
        }

    def live(self, name: str) -> Rows:
        """The live rows of a table in raw, in the form of `source`."""
        return sorted(
            self.query(f"{_canonical(self.table(name))} raw.{name.lower()} where _jde_deleted_at is null")
        )

    def source(self, name: str) -> Rows:
        """The rows of a table in JDE, blanks and nulls made one."""
        with self.jde.cursor() as cursor:
            return sorted(cursor.execute(f"{_canonical(self.table(name))} {name.lower()}").fetchall())

    def out_of_step(self) -> list[str]:
        """Tables whose live rows in raw are not exactly JDE's."""
        return [name for name in self.registry if self.live(name) != self.source(name)]

    def tombstones(self, name: str) -> dict[tuple[Any, ...], str]:
        """Deleted rows of a table in raw: key and reason."""
        table = self.table(name)
        rows = self.query(
            f"select {_keys(table)}, _jde_deleted_reason from raw.{name.lower()} where _jde_deleted_at is not null"
        )
        return {_plain(row[:-1]): row[-1] for row in rows}


def report_of(report: RunReport, table: str) -> TableReport:
    """One table's part of a report."""
    [found] = [item for item in report.tables if item.table == table]
    return found


def written(report: RunReport) -> dict[str, tuple[int, int, int]]:
    """Rows inserted, changed and deleted, for the tables where there were any."""
    counts = {item.table: (item.inserted, item.changed, item.deleted) for item in report.tables}
    return {name: count for name, count in counts.items() if any(count)}


@contextmanager
def open_lab(
    folder: Path,
    destination: str = "duckdb",
    tables: Sequence[str] = TABLES,
    server: ServerSettings | None = None,
) -> Iterator[Lab]:
    """A lab whose target is empty. PostgreSQL is reached by libpq's variables, in a schema of its own."""
    jde = duckdb.connect()
    small_company.fill(jde)
    known = small_company.registry()
    registry = Registry({name: known[name] for name in tables})
    behaviour = replace(server or ServerSettings(), today=small_company.TODAY)
    target = Target(destination, f"raw_{next(_numbers)}", folder / "warehouse.duckdb", folder / "state")
    try:
        with AisServer(jde, behaviour) as ais:
            yield Lab(ais, jde, target, settings_for(ais), registry)
    finally:
        jde.close()
        if destination == "postgres":
            _drop(target.schema)


def _drop(schema: str) -> None:
    """A database must not fill with what tests left: the catalogue is read in every run."""
    with suppress(psycopg2.Error), closing(psycopg2.connect("")) as connection, connection.cursor() as cursor:
        cursor.execute("set lock_timeout = '5s'")
        cursor.execute(f'drop schema if exists "{schema}", "{schema}_staging" cascade')
        connection.commit()


def settings_for(server: AisServer) -> Settings:
    """Settings that reach the simulator's first user, with short waits."""
    user = server.settings.users[0]
    return Settings(
        base_url=server.base_url,
        username=user.name,
        password=user.password,
        environment=user.environments[0],
        role=user.roles[0],
        page_size=10,
        retry_wait=0.01,
        sign_in_interval=0.01,
    )


def environment(lab: Lab) -> Mapping[str, str]:
    """The variables with which a command works in the lab."""
    settings = lab.settings
    return {
        "SOURCES__JDE__BASE_URL": settings.base_url,
        "SOURCES__JDE__USERNAME": settings.username,
        "SOURCES__JDE__PASSWORD": settings.password,
        "SOURCES__JDE__ENVIRONMENT": settings.environment or "",
        "SOURCES__JDE__ROLE": settings.role or "",
        "SOURCES__JDE__TABLES": ",".join(lab.registry),
        "SOURCES__JDE__PAGE_SIZE": str(settings.page_size),
        "SOURCES__JDE__RETRY_WAIT": "0.01",
        "JDE_DESTINATION": lab.target.destination,
        "JDE_DUCKDB_PATH": str(lab.target.duckdb_path),
        "JDE_RAW_SCHEMA": lab.target.schema,
        "JDE_STATE_DIR": str(lab.target.state_dir),
        "JDE_DBT_PROJECT_DIR": str(small_company.REPOSITORY / "dbt_project"),
    }


def _canonical(table: Table) -> str:
    columns = [
        f"trim(coalesce(\"{column.name}\", ''))" if column.is_text else f'coalesce("{column.name}", 0)'
        for column in table.columns
    ]
    return f"select {', '.join(columns)} from"


def _keys(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.primary_key)


def _plain(key: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(part if isinstance(part, str) else int(part) for part in key)
