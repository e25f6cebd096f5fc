"""The slices of a first load, found by few counts: JDE scans for each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

NEARLY = Decimal("1.25")

Count = Callable[[Decimal | None, Decimal | None], int]


@dataclass(frozen=True)
class SliceRows:
    """How many rows slices have: fewer towards the end, so that the workers come to it together.

    Attributes:
        most: Rows of a slice while many are left.
        least: Rows of the last slices.
        workers: How many share the slices of a table.
    """

    most: int
    least: int
    workers: int

    def of(self, left: int) -> int:
        """The least rows of the next slice where so many are left; a quarter more are the most."""
        return max(self.least, min(self.most, left // (2 * self.workers)))

    def suit(self, total: int) -> bool:
        """True for a table of more rows than a worker's part of the largest slice."""
        return total * self.workers > self.most * NEARLY


@dataclass(frozen=True)
class Slice:
    """Rows from a number (None: the first) to below another (None: to the last), and how many they were."""

    low: Decimal | None
    high: Decimal | None
    rows: int


@dataclass(frozen=True)
class _Mark:
    """A number, and how many rows lie below it."""

    number: Decimal
    rows: int


def find_slices(count: Count, low: Decimal | None, top: Decimal, sizes: SliceRows) -> Iterator[Slice]:
    """The slices in ascending order, each sought when asked for; one for a small table.

    Args:
        count: Rows from a number (None: from the first) to below another one (None: to the last).
        low: Where the first slice begins.
        top: A number above all.
        sizes: How many rows a slice has; a single number may have more.
    """
    total = count(low, None)
    start = _Mark(Decimal(0) if low is None else low, 0)
    search = _Search(count, low, [start, _Mark(top, total)])
    pace = Decimal(0)
    while sizes.suit(total) and total - start.rows > (size := sizes.of(total - start.rows)) * NEARLY:
        edge = search.edge(start, size, pace)
        if edge.number >= top:
            break
        yield Slice(low, edge.number, edge.rows - start.rows)
        pace = (edge.number - start.number) / (edge.rows - start.rows)
        start, low = edge, edge.number
    yield Slice(low, None, total - start.rows)


class _Search:
    """Remembers every count, since what was too far for one slice helps the next."""

    def __init__(self, count: Count, low: Decimal | None, marks: list[_Mark]) -> None:
        self._count = count
        self._low = low
        self._marks = marks

    def edge(self, start: _Mark, size: int, pace: Decimal) -> _Mark:
        """The end of a slice that begins at `start`; `pace`: what a row took in the last one."""
        least, most = start.rows + size, start.rows + int(size * NEARLY)
        goal = (least + most) // 2
        attempt = 0
        while True:
            place = bisect_left(self._marks, least, key=lambda mark: mark.rows)
            below, above = self._marks[place - 1], self._marks[place]
            if above.rows <= most:
                return above
            if above.number - below.number <= 1:
                return below if below.rows - start.rows >= size / 2 else above
            if attempt == 0 and pace:
                number = below.number + int(pace * (goal - below.rows))
            elif attempt < 2 or attempt % 2:
                ahead = (above.number - below.number) * (goal - below.rows)
                number = below.number + ahead // (above.rows - below.rows)
            else:
                # numbers lie in heaps, where each type of document has a range of its own
                number = (below.number + above.number) // 2
            attempt += 1
            self._mark(place, below, min(max(number, below.number + 1), above.number - 1))

    def _mark(self, place: int, below: _Mark, number: Decimal) -> None:
        rows = self._count(self._low if place == 1 else below.number, number)
        self._marks.insert(place, _Mark(number, below.rows + rows))
