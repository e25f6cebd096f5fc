"""F-tables made by hand, in the raw shape, for tests that need no books."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from loader.table import Column, Table

BLANKS = {"string": " ", "character": " ", "numeric": 0, "date": 0, "time": 0}


def create_table(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: Iterable[Mapping[str, Any]] = ()
) -> None:
    """Create a registry table; columns that a row does not name are blank or 0, as JDE leaves them."""
    columns = ", ".join(f'"{column.name}" {database_type(column)}' for column in table.columns)
    connection.execute(f'CREATE TABLE "{table.raw_name}" ({columns})')
    insert_rows(connection, table, rows)


def insert_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Insert rows given by lower-case column names; KeyError for a column that the table does not have."""
    filled = []
    for row in rows:
        unknown = set(row) - {column.name for column in table.columns}
        if unknown:
            raise KeyError(f"{table.name} has no {', '.join(sorted(unknown))}")
        filled.append(row)
    cells = {
        column.name: pa.array(
            [_text(row.get(column.name, BLANKS[column.type])) for row in filled], pa.string()
        )
        for column in table.columns
    }
    connection.register("given_rows", pa.table(cells))
    connection.execute(f'INSERT INTO "{table.raw_name}" SELECT * FROM given_rows')
    connection.unregister("given_rows")


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def database_type(column: Column) -> str:
    """The DuckDB type of a raw column."""
    if column.type == "numeric":
        return f"DECIMAL({column.precision},{column.scale})"
    return "VARCHAR" if column.is_text else "BIGINT"
