"""Whether a reading brought everything: the rows that came against the number that the server counts.

A page that ends the reading too early, or one left out, looks like any other page. Only the count tells.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from loader.ais.answers import Grid
from loader.ais.filters import Condition, Filter, uses_dates
from loader.ais.paging import Reading
from loader.errors import SignInError, SourceError
from loader.table import Table

log = logging.getLogger(__name__)

_LOOK = "Look into the AIS server's log and into proxies before it, then run again."


class Completeness:
    """Finds what the server left out of a finished reading.

    Args:
        where: What was asked for.
        today: The JDE server's day.
        again: A reading of the rows that obey a filter, which takes no page for the last one.
        count: The number of rows that obey a filter, counted by the server.
    """

    def __init__(
        self,
        table: Table,
        where: Filter,
        today: date | None,
        again: Callable[[Filter], Reading],
        count: Callable[[Filter], int],
    ) -> None:
        self._table = table
        self._where = where
        self._again = again
        self._count = count
        self.settled = self._stamped("LESS", today)
        self._fresh = self._stamped("GREATER_EQUAL", today)
        self.doubt: str | None = None

    def missed(self, reading: Reading) -> Iterator[Grid]:
        """Pages that make up for what is missing, or none; rows that did come can come once more.

        Raises:
            SourceError: Rows are missing, and other ones each time.
        """
        try:
            counted = self._count(self._where)
        except (SourceError, SignInError) as error:
            log.info("%s: no count to compare with: %s", self._table.name, error)
            yield from self._behind(reading)
            return
        if counted <= reading.rows:
            return
        if self._fresh != self._where and self._count(self.settled) <= reading.settled_rows:
            # a server at work: what has been stamped since the reading began is asked for once more
            yield from self._again(self._fresh).grids()
            return
        second = self._again(self._where)
        yield from second.grids()
        self._judge(counted, reading.rows, second.rows)

    def _behind(self, reading: Reading) -> Iterator[Grid]:
        """Without a count only the end can be looked behind."""
        second = self._again(self._where)
        second.go_on_behind(reading)
        yield from second.grids()

    def _judge(self, counted: int, first: int, second: int) -> None:
        if second >= counted:
            return
        name = self._table.name
        if second != first:
            raise SourceError(
                f"{name}: JDE counts {counted:,} rows, but sends {first:,}, then {second:,}.", _LOOK
            )
        self.doubt = (
            f"JDE counts {counted:,} rows but sends {second:,}, also when asked key by key;"
            " check the service user's row security"
        )

    def _stamped(self, operator: str, today: date | None) -> Filter:
        """The part of a window that is stamped before today, or from then on; the whole of anything else."""
        cursor, where = self._table.cursor, self._where
        if cursor is None or today is None or cursor.date not in uses_dates(self._table, where):
            return where
        return replace(where, all_of=(*where.all_of, Condition(cursor.date, operator, (today,))))
