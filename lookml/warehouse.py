"""Runs SQL against the built marts: DuckDB or PostgreSQL, read only."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from lookml.errors import ConfigurationError, WarehouseError


class Cursor(Protocol):
    """What DuckDB and psycopg2 have in common."""

    description: Any

    def execute(self, query: str, /) -> object:
        """Run one statement."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows of the last statement."""


@dataclass(frozen=True)
class Rows:
    """A query's answer: column names and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """Rows as dicts by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Warehouse:
    """An open connection; `dialect` is the compiler's name for it."""

    def __init__(self, dialect: str, cursor: Cursor) -> None:
        self.dialect = dialect
        self._cursor = cursor

    def query(self, sql: str) -> Rows:
        """Run a SELECT. Raises WarehouseError with the engine's words and the statement."""
        try:
            self._cursor.execute(sql)
            columns = tuple(column[0] for column in self._cursor.description)
            return Rows(columns, tuple(tuple(row) for row in self._cursor.fetchall()))
        except Exception as error:
            raise WarehouseError(f"{str(error).strip()}\n{sql}") from error

    def columns(self, schema: str) -> dict[str, dict[str, str]]:
        """Data type by column by table of a schema."""
        sql = (
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            f"WHERE table_schema = '{schema}' ORDER BY table_name, ordinal_position"
        )
        tables: dict[str, dict[str, str]] = {}
        for table, column, data_type in self.query(sql).rows:
            tables.setdefault(table, {})[column] = data_type
        return tables


@contextmanager
def open_warehouse(
    destination: str | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Warehouse]:
    """The warehouse that `JDE_DESTINATION` names (`duckdb` or `postgres`), closed at the end.

    Raises ConfigurationError for an unknown destination, WarehouseError when it cannot be opened.
    """
    settings = os.environ if environment is None else environment
    name = destination or settings.get("JDE_DESTINATION", "duckdb")
    if name == "duckdb":
        opened = _duckdb(Path(settings.get("JDE_DUCKDB_PATH", "warehouse.duckdb")))
    elif name == "postgres":
        opened = _postgres(settings)
    else:
        raise ConfigurationError(f"JDE_DESTINATION is `{name}`.", "Set it to duckdb or postgres.")
    try:
        yield Warehouse(name, opened.cursor())
    finally:
        opened.close()


def _duckdb(path: Path) -> Any:
    import duckdb

    if not path.is_file():
        raise WarehouseError(
            f"There is no DuckDB file {path}.", "Run `jde-loader run` and `dbt build` first."
        )
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise WarehouseError(f"DuckDB cannot open {path}: {error}", "Let the other process end.") from error


def _postgres(settings: Mapping[str, str]) -> Any:
    import psycopg2

    try:
        connection = psycopg2.connect(
            host=settings.get("PGHOST"),
            port=settings.get("PGPORT"),
            user=settings.get("PGUSER"),
            password=settings.get("PGPASSWORD"),
            dbname=settings.get("PGDATABASE"),
        )
    except psycopg2.Error as error:
        raise WarehouseError(f"PostgreSQL: {str(error).strip()}", "Check the PG... variables.") from error
    connection.set_session(readonly=True, autocommit=True)
    return connection
