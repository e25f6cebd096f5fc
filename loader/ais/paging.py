"""Reading one result set page by page, complete or with an error.

Pages follow the server's next links. Where there is none, or the result set is lost, reading goes on behind
the last key, so that nothing is missed; a row that changed its place meanwhile can come twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from loader.ais import keyset
from loader.ais.answers import Grid, read_grid
from loader.ais.dates import DateFormat
from loader.ais.failures import CursorLost
from loader.ais.filters import Filter, matching, query
from loader.ais.session import Session
from loader.ais.values import schema
from loader.errors import SourceError
from loader.table import Table

log = logging.getLogger(__name__)

MOST_LOSSES = 3
MOST_EMPTY_PAGES = 3
_LOOK = "Look into the AIS server's log and into proxies that cache answers."


class Reading:
    """One pass over the rows of a table that obey a filter.

    Args:
        where: The filter, its values typed.
        columns: The columns to ask for; the primary key is among them.
        dates: The service user's date format, if it is known.
        next_links: Whether the server keeps result sets for this session.
        settled: Which of the rows `settled_rows` counts; without it, or where it is `where`, it counts none.
        to_the_end: Do not believe that no more follow until nothing comes behind the last key.
    """

    def __init__(
        self,
        session: Session,
        table: Table,
        where: Filter,
        columns: Sequence[str] | None,
        dates: DateFormat | None,
        next_links: bool,
        settled: Filter | None = None,
        to_the_end: bool = False,
    ) -> None:
        self.rows = 0
        self.settled_rows = 0
        self.pages = 0
        self._settled = None if settled == where else settled
        self._to_the_end = to_the_end
        self._session = session
        self._table = table
        self._where = where
        self._dates = dates
        self._pinned = schema(table, columns)
        self._next_links = next_links
        self._page_size = session.settings.page_size
        self._full_page = self._page_size
        self._last_key: keyset.Key | None = None
        self._seen: set[tuple[keyset.Key | None, keyset.Key | None, int]] = set()
        self._losses = 0
        self._empty_pages = 0
        self._last_size = 0

    @property
    def may_go_on(self) -> bool:
        """True when more than one page came, or a full one: then an early end does not show."""
        return self.pages > 1 or self._last_size >= self._full_page

    def go_on_behind(self, other: Reading) -> None:
        """Begin behind the last key of another reading of the same rows."""
        self._last_key = other._last_key

    def grids(self) -> Iterator[Grid]:
        """The pages with rows, in key order.

        Raises:
            SourceError: The server repeats pages, ignores the order or the filter, or keeps failing.
            SignInError: A right is missing.
        """
        link: str | None = None
        while True:
            grid = self._follow(link) if link else self._begin()
            if grid is None:
                link = None
                continue
            if self._to_the_end and grid.rows.size and grid.rows.last_key == self._last_key:
                return  # a key that no literal can express: its last rows come again
            if grid.rows.size:
                self._count(grid)
                self._check(grid)
                yield grid
            elif grid.more:
                self._count_empty_page()
            if not grid.more and not (self._to_the_end and grid.rows.size):
                return
            link = self._next(grid)

    def _begin(self) -> Grid:
        where = (
            self._where if self._last_key is None else keyset.after(self._table, self._last_key, self._where)
        )
        body = browse_request(self._table, where, self._pinned.names, self._dates, self._page_size)
        body["enableNextPageProcessing"] = self._next_links
        grid = self._session.ask(self._table.name, body, self._read)
        if grid.more and 0 < grid.rows.size < self._full_page:
            # Either the server caps pages below the setting, which then shows on the next first page, too,
            # or it left rows out; going on behind the last key is right in both cases.
            self._full_page = grid.rows.size
            return Grid(grid.rows, grid.more, None)
        self._full_page = max(self._full_page, grid.rows.size) if grid.more else self._full_page
        return grid

    def _follow(self, link: str) -> Grid | None:
        """The next page, or None when the result set is lost."""
        try:
            grid = self._session.follow(self._table.name, link, self._read)
        except CursorLost as lost:
            self._losses += 1
            if self._losses >= MOST_LOSSES:
                self._next_links = False
            log.info("%s: result set lost (%s), going on behind the last key.", self._table.name, lost)
            return None
        if grid.more and grid.rows.size < self._full_page:
            # A short page in the middle: rows may have been dropped on the way.
            return Grid(grid.rows, grid.more, None)
        return grid

    def _read(self, body: bytes) -> Grid:
        return read_grid(body, self._table, self._pinned)

    def _next(self, grid: Grid) -> str | None:
        return grid.link if self._next_links else None

    def _count(self, grid: Grid) -> None:
        rows = grid.rows
        self.pages += 1
        self._last_size = rows.size
        comes_again = rows.first_key is not None and rows.first_key == self._last_key
        self.rows += rows.size - comes_again
        if self._settled is not None:
            mask = matching(self._table, rows.rows, self._settled, self._session.business_date)
            # rows that are held back count as settled: nothing is known of their stamps
            self.settled_rows += rows.size - rows.rows.num_rows + (pc.sum(mask).as_py() or 0)

    def _count_empty_page(self) -> None:
        self._empty_pages += 1
        if self._empty_pages >= MOST_EMPTY_PAGES:
            raise SourceError(
                f"{self._table.name}: JDE sent {self._empty_pages} empty pages and says that more follow.",
                _LOOK,
            )

    def _check(self, grid: Grid) -> None:
        name, rows = self._table.name, grid.rows
        self._empty_pages = 0
        if rows.first_key is None or rows.last_key is None:
            raise SourceError(
                f"{name}: no row of a page has a readable key.", "Look at the quarantined values in JDE."
            )
        page = (rows.first_key, rows.last_key, rows.size)
        if page in self._seen or rows.last_key == self._last_key:
            raise SourceError(f"{name}: JDE sent the same page again.", _LOOK)
        self._seen.add(page)
        if self._last_key is not None and self._goes_back(self._last_key, rows.first_key):
            raise SourceError(f"{name}: JDE sent a page that lies before the one before it.", _LOOK)
        self._check_order(rows.rows)
        self._check_filter(rows.rows)
        self._last_key = rows.last_key

    def _goes_back(self, last: keyset.Key, first: keyset.Key) -> bool:
        return keyset.is_exact(self._table, last) and keyset.precedes(self._table, first, last) is True

    def _check_order(self, rows: pa.Table) -> None:
        """Reading on behind a key needs a server that sorts; a first key column of numbers tells."""
        leading = self._table.column(self._table.primary_key[0])
        if leading.is_text or rows.num_rows < 2:
            return
        column = rows.column(leading.name)
        if not pc.all(pc.less_equal(column[:-1], column[1:])).as_py():
            raise SourceError(
                f"{self._table.name}: JDE does not sort by {leading.data_item}.",
                "The data service must honour aggregation.orderBy (Tools 9.2.0.3 or later).",
            )

    def _check_filter(self, rows: pa.Table) -> None:
        mask = matching(self._table, rows, self._where, self._session.business_date)
        wrong = rows.num_rows - (pc.sum(mask).as_py() or 0)
        if wrong:
            raise SourceError(
                f"{self._table.name}: {wrong} of {rows.num_rows} rows do not meet the conditions asked for.",
                "If dates are concerned, set SOURCES__JDE__DATE_FORMAT to the service user's format.",
            )


def browse_request(
    table: Table, where: Filter, columns: Sequence[str], dates: DateFormat | None, page_size: int
) -> dict[str, Any]:
    """The data request for the first page, ordered by the full primary key."""
    return {
        "targetName": table.name,
        "targetType": "table",
        "dataServiceType": "BROWSE",
        "outputType": "GRID_DATA",
        "findOnEntry": "TRUE",
        "allowCache": False,
        "maxPageSize": str(page_size),
        # Up to 1000 ms switches off the server's fetching ahead: a page is read when it is asked for.
        "nextPageTimeInterval": 1000,
        "returnControlIDs": "|".join(f"{table.name}.{column.upper()}" for column in columns),
        "query": query(table, where, dates),
        "aggregation": {
            "orderBy": [
                {"column": f"{table.name}.{name.upper()}", "direction": "ASC"} for name in table.primary_key
            ]
        },
    }
