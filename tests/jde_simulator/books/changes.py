"""Bring an F-table from one day's plan to the next: rows that the plan did not change are left alone.

So a row that a test altered or deleted by hand stays so until business itself touches it.
"""

from __future__ import annotations

import duckdb

from loader.table import Table
from tests.jde_simulator.books import schema, state


def fill(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Create the table and fill it from the plan."""
    schema.create(connection, table)
    connection.execute(f'insert into "{table.raw_name}" {state.rows(connection, table)}')
    _remember(connection, table, f'"{table.raw_name}"')


def update(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Delete, rewrite and insert what the plan changed since it was last applied; the number of rows touched."""
    name, planned = table.raw_name, f"plan.new_{table.raw_name}"
    connection.execute(f"create or replace table {planned} as {state.rows(connection, table)}")
    keys = ", ".join(f'"{key}"' for key in table.primary_key)
    row = _digest(table)
    connection.execute(
        f"create or replace temp table touched as select {keys}"
        f" from (select {keys}, {row} as digest from {planned}) as new"
        f" full join plan.was_{name} as old using ({keys})"
        " where new.digest is distinct from old.digest"
    )
    joined = " and ".join(f'raw."{key}" = touched."{key}"' for key in table.primary_key)
    connection.execute(f'delete from "{name}" as raw using touched where {joined}')
    connection.execute(f'insert into "{name}" select raw.* from {planned} as raw join touched on {joined}')
    found = connection.execute("select count(*) from touched").fetchone()
    _remember(connection, table, planned)
    connection.execute(f"drop table {planned}")
    return int(found[0]) if found else 0


def _remember(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> None:
    keys = ", ".join(f'"{key}"' for key in table.primary_key)
    connection.execute(
        f"create or replace table plan.was_{table.raw_name} as select {keys}, {_digest(table)} as digest from {source}"
    )


def _digest(table: Table) -> str:
    return f"hash({', '.join(f'{chr(34)}{column.name}{chr(34)}' for column in table.columns)})"
