"""A JDE that is nothing but one large table: pages on disk, their server, and the loader's settings for it."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import yaml

from loader.registry import load_registry
from tests.benchmarks.measure import python
from tests.benchmarks.pages import bench_table, write_sets

PAGE_ROWS = 10_000


@dataclass(frozen=True)
class Target:
    """A warehouse of a benchmark: where it is, and how a command finds it."""

    destination: str
    schema: str
    variables: Mapping[str, str]

    def ask(self, sql: str) -> tuple[Any, ...]:
        """The one row of a query; `{raw}` stands for the schema."""
        sql = sql.replace("{raw}", self.schema)
        if self.destination == "duckdb":
            with duckdb.connect(self.variables["JDE_DUCKDB_PATH"], read_only=True) as connection:
                [row] = connection.execute(sql).fetchall()
                return row
        connection = connect(self.variables)
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            [row] = cursor.fetchall()
        connection.close()
        return tuple(row)


class Site:
    """Pages under a folder, written once, and a registry that holds their table alone."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.rows = rows
        self.table = bench_table(load_registry())
        self._pages = folder / "pages"
        self._project = folder / "project"
        write_sets(self.table, self._pages, rows)
        self._write_registry()

    @contextmanager
    def server(self, *options: str) -> Iterator[str]:
        """Run a page server as a process of its own; yields the base URL."""
        columns = ",".join(f"F0411_{column.data_item}" for column in self.table.columns)
        command = python(
            "tests.benchmarks.page_server", str(self._pages), "--columns", columns, *map(str, options)
        )
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                yield f"http://127.0.0.1:{process.stdout.readline().strip()}/jderest"
            finally:
                process.terminate()

    def environment(self, url: str, target: Target, state: Path, **settings: object) -> dict[str, str]:
        """The variables of a `jde-loader` that reads from a page server."""
        chosen = {"base_url": url, "username": "BENCH", "password": "BENCH", "page_size": PAGE_ROWS}
        return {
            "JDE_DBT_PROJECT_DIR": str(self._project),
            "JDE_STATE_DIR": str(state),
            **target.variables,
            **{f"SOURCES__JDE__{name.upper()}": str(value) for name, value in {**chosen, **settings}.items()},
        }

    def check(self, target: Target, is_changed: bool, repeat: int = 1) -> None:
        """See that the target holds every row with its amount, to the cent.

        Raises:
            RuntimeError: It does not.
        """
        totals = json.loads((self._pages / "totals.json").read_text())["after" if is_changed else "before"]
        rows = sum(bucket["rows"] for bucket in totals) * repeat
        amount = sum(Decimal(bucket["sums"]["ag"]) for bucket in totals) * repeat
        found = target.ask('select count(*), sum(ag) from "{raw}".f0411')
        if found != (rows, amount):
            raise RuntimeError(f"{target.destination} holds {found} instead of {(rows, amount)}")

    def _write_registry(self) -> None:
        document = yaml.safe_load(self.table.path.read_text())
        [entry] = document["sources"][0]["tables"]
        names = {column.name for column in self.table.columns}
        entry["columns"] = [column for column in entry["columns"] if column["name"] in names]
        jde = entry["config"]["meta"]["jde"]
        jde["strategies"] = list(self.table.strategies)
        jde.pop("scope", None)
        folder = self._project / "models" / "sources"
        folder.mkdir(parents=True)
        (folder / self.table.path.name).write_text(yaml.safe_dump(document, sort_keys=False))


def targets(folder: Path, name: str, database: Mapping[str, str]) -> Iterator[Target]:
    """An empty DuckDB file and a schema of the PostgreSQL database."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = f"raw_{name}"
    for destination in ("duckdb", "postgres"):
        variables = {
            "JDE_DESTINATION": destination,
            "JDE_DUCKDB_PATH": str(folder / f"{name}.duckdb"),
            "JDE_RAW_SCHEMA": schema,
        }
        yield Target(destination, schema, variables | (database if destination == "postgres" else {}))


def connect(variables: Mapping[str, str]) -> Any:
    """A connection to the PostgreSQL that libpq's variables name."""
    names = ("host", "port", "user", "password")
    parts = {name: variables[f"PG{name.upper()}"] for name in names}
    return psycopg2.connect(dbname=variables["PGDATABASE"], **parts)


def calls(url: str) -> dict[str, int]:
    """What a page server has counted: data requests, rows, and how many requests were in flight at most."""
    with urllib.request.urlopen(f"{url}/calls") as answer:
        return dict(json.load(answer))
