"""The F-tables themselves: created from the registry, filled from SQL that names only the columns that matter.

A column that a query leaves out, or gives as null, gets what JDE stores when nothing was entered: one space in text,
0 in numbers and times, null in dates. Everything is cast to the registry's types, so that the tables have the shape
that the loader writes: business values, CYYDDD dates, HHMMSS times.
"""

from __future__ import annotations

import duckdb

from loader.table import Column, Table


def column_type(column: Column) -> str:
    """The DuckDB type of a registry column."""
    if column.is_text:
        return "varchar"
    if column.type == "numeric":
        return f"decimal({column.precision}, {column.scale})"
    return "bigint"


def empty_value(column: Column) -> str:
    """What JDE holds in a column that nobody filled, as an SQL literal."""
    if column.is_text:
        return "' '"
    return "null" if column.type == "date" else "0"


def create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Create the table empty, in the connection's default schema."""
    columns = ", ".join(f'"{column.name}" {column_type(column)}' for column in table.columns)
    connection.execute(f'create or replace table "{table.raw_name}" ({columns})')


def complete(connection: duckdb.DuckDBPyConnection, table: Table, query: str) -> str:
    """Run a query that gives some of the table's columns; the SELECT over its result that gives them all, typed.

    Raises:
        KeyError: The query gives a column that the registry does not have.
    """
    connection.execute(f"create or replace temp table filled as {query}")
    given = {row[0] for row in connection.execute("describe filled").fetchall()}
    unknown = given - {column.name for column in table.columns}
    if unknown:
        raise KeyError(f"{table.name} has no column {', '.join(sorted(unknown))}")
    return f"select {', '.join(_expression(column, given) for column in table.columns)} from filled"


def _expression(column: Column, given: set[str]) -> str:
    value, kind = f'filled."{column.name}"', column_type(column)
    if column.name not in given:
        return f'cast({empty_value(column)} as {kind}) as "{column.name}"'
    if column.type == "date":
        return f'cast({value} as {kind}) as "{column.name}"'
    if column.is_text:
        value = f"nullif({value}::varchar, '')"
    return f'coalesce(cast({value} as {kind}), {empty_value(column)}) as "{column.name}"'
