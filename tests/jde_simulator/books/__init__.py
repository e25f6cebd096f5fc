"""The company behind the simulated AIS Server; its books tie out under every JDE integrity report.

`build` creates all F-tables of the registry in a DuckDB connection's default schema, `advance` lets days pass,
`check` reproduces the integrity reports, `totals` gives figures from the business events, `copy_raw` writes the tables
straight into a warehouse as the loader would. See `cases` for what is planted where.
"""

from __future__ import annotations

from datetime import date

import duckdb

from tests.jde_simulator.books import changes, state
from tests.jde_simulator.books.integrity import Break, check
from tests.jde_simulator.books.raw import copy_raw
from tests.jde_simulator.books.totals import totals

__all__ = ["BooksDoNotTieOut", "Break", "advance", "build", "check", "copy_raw", "today", "totals"]


class BooksDoNotTieOut(AssertionError):
    """The books break an integrity report; carries the first breaks."""

    def __init__(self, breaks: list[Break]) -> None:
        lines = [f"{b.check} {b.subject}: {b.source_amount} against {b.other_amount}" for b in breaks[:10]]
        super().__init__(f"{len(breaks)} breaks: " + "; ".join(lines))
        self.breaks = breaks


def build(connection: duckdb.DuckDBPyConnection, *, seed: int = 7, scale: float = 1.0) -> None:
    """Create and fill all F-tables; the same seed and scale give the same books.

    Args:
        connection: Where to; F-tables of the registry that are there are replaced, other tables are left alone.
        seed: Chooses every quantity, price, date and party, and the day the books stand at.
        scale: 1 gives about 60,000 rows in F0911; every case happens at 0.05 already.

    Raises:
        BooksDoNotTieOut: An integrity report has a break; nothing is handed out.
    """
    connection.begin()
    try:
        state.derive(connection, state.first(seed, scale))
        for table in state.tables():
            changes.fill(connection, table)
        _insist(connection)
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def today(connection: duckdb.DuckDBPyConnection) -> date:
    """The day that the books stand at: JDE's own date, whatever the wall clock says."""
    return state.read(connection).today


def advance(connection: duckdb.DuckDBPyConnection, days: int = 1) -> dict[str, int]:
    """Let days pass, all in one transaction; the rows touched in each F-table (`f0411`).

    Ten days at once give the same books as one day ten times.

    Raises:
        ValueError: The days lead past the calendars (the end of 2028).
        BooksDoNotTieOut: An integrity report has a break, for instance after a change by hand; the day is undone.
    """
    then = state.read(connection).after(days)
    if days < 0 or then.today > date(2028, 12, 31):
        raise ValueError(f"the books end on 2028-12-31 and know no way back, {then.today} is out of reach")
    connection.begin()
    try:
        state.derive(connection, then)
        touched = {table.raw_name: changes.update(connection, table) for table in state.tables()}
        _insist(connection)
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
    return touched


def _insist(connection: duckdb.DuckDBPyConnection) -> None:
    breaks = check(connection)
    if breaks:
        raise BooksDoNotTieOut(breaks)
