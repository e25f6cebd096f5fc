"""The AIS data service: rows, counts and totals of F-tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import pyarrow as pa

from loader.ais import keyset, totals
from loader.ais.answers import Grid, read_grid
from loader.ais.capabilities import Capabilities
from loader.ais.completeness import Completeness
from loader.ais.dates import DateFormat, from_cyyddd
from loader.ais.filters import Condition, DaysAgo, Filter, matching, typed, uses_dates
from loader.ais.paging import Reading, browse_request
from loader.ais.session import Session
from loader.ais.totals import Total
from loader.ais.values import Fault, schema
from loader.errors import ConfigurationError, SourceError
from loader.table import Table

__all__ = ["Condition", "DataService", "DaysAgo", "Fault", "Filter", "Page", "Total"]

EVERYTHING = Filter()
PROBE_ROWS = 100
MOST_PROBES = 3
MOST_UNCOUNTED = 2


@dataclass(frozen=True)
class Page:
    """One page of rows.

    `rows` has exactly the pinned schema of the columns asked for (dates as CYYDDD). `text_fixed` marks rows
    whose text lost NUL or lone surrogates. `held` has the keys of rows that `faults` keeps out of `rows`:
    they exist in JDE, so they are no deletes. `number` counts from 1.
    """

    rows: pa.Table
    text_fixed: pa.BooleanArray
    faults: tuple[Fault, ...]
    held: pa.Table
    number: int


class DataService:
    """Reads F-tables through one session, one result set at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._proven = False
        self._tried: set[str] = set()
        self._doubts: list[str] = []
        self._uncounted = 0

    @property
    def capabilities(self) -> Capabilities:
        """What the server can do."""
        return self._session.capabilities

    def take_doubts(self) -> list[str]:
        """What a person should know about the readings since the last call."""
        doubts, self._doubts = self._doubts, []
        return doubts

    def browse(
        self,
        table: Table,
        where: Filter = EVERYTHING,
        columns: Sequence[str] | None = None,
        counted: bool = False,
        known: int | None = None,
    ) -> Iterator[Page]:
        """All rows that obey the filter, ordered by the full primary key: complete, or an error.

        A row can come twice, when it changes while the pages are read; the later one holds. Where more than a
        page comes, the server's count must agree.

        Args:
            columns: What to read beside the primary key; None for all columns.
            counted: The server's count must agree with a single short page, too.
            known: What the server counted a while ago. Where as many rows come, it is not asked again.

        Raises:
            SourceError: The server fails or answers what cannot be trusted.
            SignInError: A right is missing.
            ConfigurationError: The filter does not fit the table, or the date format is wrong.
        """
        where = typed(table, where)
        self._prove_dates(table, where)
        wanted = None if columns is None else {*table.primary_key, *columns}
        asked = None if wanted is None else [*wanted, *(condition.column for condition in where.conditions())]
        names = schema(table, None if wanted is None else [*wanted]).names
        for number, grid in enumerate(self._grids(table, where, asked, counted, known), start=1):
            rows = grid.rows
            yield Page(rows.rows.select(names), rows.text_fixed, rows.faults, rows.held, number)

    def _grids(
        self, table: Table, where: Filter, asked: Sequence[str] | None, counted: bool, known: int | None
    ) -> Iterator[Grid]:
        links = self._session.is_token and self.capabilities.next_page
        begin = partial(Reading, self._session, table, columns=asked, dates=self._dates)
        completeness = Completeness(
            table,
            where,
            self._session.business_date,
            again=partial(begin, next_links=False, to_the_end=True),
            count=partial(self._expected, table),
        )
        reading = begin(where, next_links=links, settled=completeness.settled)
        yield from reading.grids()
        if reading.rows != known and (counted or reading.may_go_on):
            yield from completeness.missed(reading)
            self._doubts += [completeness.doubt] if completeness.doubt else []

    def _expected(self, table: Table, where: Filter) -> int:
        """The server's count; a server that cannot count is not waited for again and again."""
        if self._uncounted >= MOST_UNCOUNTED:
            raise SourceError(f"{table.name}: JDE does not count.", "Look into the AIS server's log.")
        try:
            return self.count(table, where)
        except SourceError:
            self._uncounted += 1
            raise

    def count(self, table: Table, where: Filter = EVERYTHING) -> int:
        """The number of rows that obey the filter, counted by the server."""
        where = typed(table, where)
        self._prove_dates(table, where)
        body = totals.count_request(table, where, self._dates)
        return self._session.ask(table.name, body, partial(totals.read_count, table=table))

    def totals(
        self,
        table: Table,
        sums: Sequence[str],
        group_by: Sequence[str],
        where: Filter = EVERYTHING,
    ) -> list[Total]:
        """Count and sums by group, computed by the server; one group when `group_by` is empty."""
        where = typed(table, where)
        self._prove_dates(table, where)
        body = totals.totals_request(table, sums, group_by, where, self._dates)
        read = partial(totals.read_totals, table=table, sums=sums, group_by=group_by)
        return self._session.ask(table.name, body, read)

    def first_page(
        self,
        table: Table,
        columns: Sequence[str],
        where: Filter = EVERYTHING,
        rows: int = PROBE_ROWS,
        dates: DateFormat | None = None,
    ) -> Grid:
        """At most that many rows with the given columns and the key, from the start of the table."""
        pinned = schema(table, [*table.primary_key, *columns])
        body = browse_request(table, where, pinned.names, dates or self._dates, rows)
        body["enableNextPageProcessing"] = False
        return self._session.ask(table.name, body, partial(read_grid, table=table, pinned=pinned))

    def prove_date_format(self, table: Table, column: str, dates: DateFormat) -> bool | None:
        """Ask for a row by the date that it is known to have, and by one that it does not have.

        Returns:
            True when it came for its own date only, False when the server reads dates otherwise or drops the
            condition, None when no row can tell.
        """
        candidates = self._dated_keys(table, column)[:MOST_PROBES]
        for key, day in candidates:
            found, obeyed = self._ask_by_date(table, key, column, day, dates)
            if found and obeyed:
                return self._ask_by_date(table, key, column, day + timedelta(days=1), dates)[1]
        return False if candidates else None

    def _ask_by_date(
        self, table: Table, key: keyset.Key, column: str, day: date, dates: DateFormat
    ) -> tuple[bool, bool]:
        """Whether a row with that key came, and whether every row that came has that date."""
        where = Filter((*keyset.conditions(table, key), Condition(column, "EQUAL", (day,))))
        rows = self.first_page(table, [column], where, dates=dates).rows.rows
        return rows.num_rows > 0, all(matching(table, rows, where, None).to_pylist())

    @property
    def _dates(self) -> DateFormat | None:
        pattern = self._session.user.date_format
        return DateFormat(pattern) if pattern else None

    def _prove_dates(self, table: Table, where: Filter) -> None:
        """Before the first date literal counts, see that the server reads it as it is meant."""
        columns = uses_dates(table, where)
        if self._proven or not columns or table.name in self._tried or self._dates is None:
            return
        self._tried.add(table.name)
        outcome = self.prove_date_format(table, columns[0], self._dates)
        if outcome is False:
            raise ConfigurationError(
                f"{table.name}: JDE reads dates otherwise than in the format {self._dates.pattern}.",
                "Set SOURCES__JDE__DATE_FORMAT to the user's format; `jde-loader doctor` finds it.",
            )
        self._proven = outcome is True

    def _dated_keys(self, table: Table, column: str) -> list[tuple[keyset.Key, date]]:
        """Keys and dates of a few rows; day and month differ, so that swapping them shows."""
        rows = self.first_page(table, [column]).rows.rows
        found = []
        for row in rows.to_pylist():
            day = from_cyyddd(row[column])
            if day is not None and day.day != day.month:
                found.append((tuple(row[name] for name in table.primary_key), day))
        return found
