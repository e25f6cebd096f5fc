"""The state of the books: a function of seed, scale and day.

Nothing is carried from one day to the next. Each document has a life that follows from its key and the seed (ordered,
received, vouchered, reversed, paid, voided, purged on such a day), and the books of a day are what of that life has
happened by then. So the books after ten days are the same whether they were walked to or built there, and a document
number, once given, stays. `sql/*.sql` derive the plan into the schema `plan`; `sql/tables/*.sql` turn it into F-tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from loader.registry import load_registry
from loader.table import Table
from tests.jde_simulator.books import schema

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class State:
    """What the books are a function of: `live` is the day they were built for, `today` the day they stand at."""

    seed: int
    scale: float
    live: date
    today: date

    def after(self, days: int) -> State:
        """The same books, some days on."""
        return State(self.seed, self.scale, self.live, self.today + timedelta(days=days))


def first(seed: int, scale: float) -> State:
    """The books as built: a working day at the end of October 2026, chosen by the seed."""
    day = date(2026, 10, 26) + timedelta(days=seed % 5)
    return State(seed, scale, day, day)


def read(connection: duckdb.DuckDBPyConnection) -> State:
    """The state that the connection's books stand at."""
    row = connection.execute("select seed, scale, live, today from plan.state").fetchone()
    assert row is not None
    return State(*row)


def tables() -> list[Table]:
    """All F-tables of the registry."""
    return list(load_registry(Path(__file__).parents[3] / "dbt_project").values())


def derive(connection: duckdb.DuckDBPyConnection, state: State) -> None:
    """Work out the plan up to `state.today` into the schema `plan`; the F-tables stay as they are."""
    connection.execute("create schema if not exists plan")
    resume(connection, state)
    for path in sorted(SQL.glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
    connection.execute(
        "create or replace table plan.state as select ?::bigint as seed, ?::double as scale, ?::date as live, ?::date as today",
        [state.seed, state.scale, state.live, state.today],
    )


def resume(connection: duckdb.DuckDBPyConnection, state: State) -> None:
    """Tell the connection what the plan's SQL is a function of; variables belong to a connection, not to a file."""
    for name, kind in (("seed", "bigint"), ("scale", "double"), ("live", "date"), ("today", "date")):
        connection.execute(f"set variable {name} = ?::{kind}", [getattr(state, name)])


def rows(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """The SELECT over the plan that gives the table's rows, complete and typed."""
    text = (SQL / "tables" / f"{table.raw_name}.sql").read_text(encoding="utf-8")
    return schema.complete(connection, table, text)
