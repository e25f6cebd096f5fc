"""Where the slices of a first load begin, for numbers that are spread as JDE spreads them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest

from loader.slicing import NEARLY, SliceRows, find_slices

TOP = Decimal(10) ** 8
SIZE = 1_000
EVEN = SliceRows(SIZE, SIZE, workers=1)
ROWS = 20_000


class Ledger:
    """A table's numbers, one for each row, and how often they were counted."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = sorted(numbers)
        self.counts = 0

    def count(self, start: Decimal | None, end: Decimal | None) -> int:
        self.counts += 1
        return self.numbers_in(start, end)

    def numbers_in(self, start: Decimal | None, end: Decimal | None) -> int:
        first = 0 if start is None else bisect_left(self.numbers, start)
        return (len(self.numbers) if end is None else bisect_left(self.numbers, end)) - first

    def slices(self, low: Decimal | None, sizes: SliceRows = EVEN) -> list[int]:
        """The rows of each slice from a number on, which follow each other to the end."""
        found = list(find_slices(self.count, low, TOP, sizes))
        assert [part.low for part in found] == [low, *(part.high for part in found[:-1])]
        assert found[-1].high is None
        assert [part.rows for part in found] == [self.numbers_in(part.low, part.high) for part in found]
        return [part.rows for part in found]


def _evenly(random: Random) -> list[int]:
    return [random.randrange(1, 200_000) for _ in range(ROWS)]


def _in_one_range(random: Random) -> list[int]:
    return [90_000_000 + random.randrange(15_000) for _ in range(ROWS)]


def _in_a_range_for_each_type(random: Random) -> list[int]:
    starts = (1_000, 600_000, 5_000_000, 20_000_000, 80_000_000)
    return [random.choice(starts) + int(random.expovariate(1 / 2_000)) for _ in range(ROWS)]


@pytest.mark.parametrize(
    ("spread", "most_counts"), [(_evenly, 25), (_in_one_range, 55), (_in_a_range_for_each_type, 120)]
)
@pytest.mark.parametrize("seed", range(5))
def test_slices_are_of_one_size_and_take_few_counts(
    spread: Callable[[Random], list[int]], most_counts: int, seed: int
) -> None:
    ledger = Ledger(spread(Random(seed)))
    *slices, last = ledger.slices(None)
    assert ledger.counts <= most_counts
    assert sum(slices) + last == ROWS
    assert all(SIZE <= rows <= SIZE * NEARLY for rows in slices)
    assert 0 < last <= SIZE * NEARLY


@pytest.mark.parametrize("workers", [2, 4, 8])
@pytest.mark.parametrize("seed", range(5))
def test_workers_come_to_the_end_together(workers: int, seed: int) -> None:
    """Each takes the next slice when it is free, as the loader's do; a row takes it a moment."""
    ledger = Ledger(_in_a_range_for_each_type(Random(seed)))
    sizes = SliceRows(most=SIZE, least=100, workers=workers)
    slices = ledger.slices(None, sizes)
    ends = [0] * workers
    for rows in slices:
        ends[ends.index(min(ends))] += rows
    assert sum(slices) == ROWS
    assert max(slices) <= SIZE * NEARLY
    assert max(ends) - min(ends) <= sizes.least * NEARLY
    assert max(ends) <= ROWS / workers + sizes.least
    # few more than even ones of the largest size would be
    assert len(slices) <= ROWS / SIZE + 4 * workers


@pytest.mark.parametrize(("workers", "slices"), [(1, 1), (4, 5)])
def test_a_table_that_one_worker_reads_at_once_is_shared_by_several(workers: int, slices: int) -> None:
    ledger = Ledger(list(range(1, SIZE + 1)))
    sizes = SliceRows(most=SIZE, least=SIZE // 5, workers=workers)
    assert len(ledger.slices(None, sizes)) == slices


def test_a_number_with_more_rows_than_a_slice_is_not_cut() -> None:
    ledger = Ledger([*range(1, 601), *[700] * 5_000, *range(800, 1_900)])
    assert ledger.slices(None) == [600, 5_000, 1_100]


def test_a_search_goes_on_where_the_last_slice_ended() -> None:
    ledger = Ledger(list(range(1, 10_001)))
    low = Decimal(6_001)
    *slices, last = ledger.slices(low)
    assert sum(slices) + last == 4_000
    assert all(SIZE <= rows <= SIZE * NEARLY for rows in slices)


@pytest.mark.parametrize("rows", [0, 1, int(SIZE * NEARLY)])
def test_a_small_table_is_one_slice_after_one_count(rows: int) -> None:
    ledger = Ledger(list(range(rows)))
    assert ledger.slices(None) == [rows]
    assert ledger.counts == 1


def test_rows_without_a_number_in_range_are_one_slice() -> None:
    ledger = Ledger([int(TOP) + 5] * 3_000)
    assert ledger.slices(None) == [3_000]


@pytest.mark.parametrize("seed", range(20))
def test_rows_that_come_and_go_meanwhile_leave_edges_in_order(seed: int) -> None:
    random = Random(seed)
    ledger = Ledger(_in_a_range_for_each_type(random))

    def count(start: Decimal | None, end: Decimal | None) -> int:
        found = ledger.count(start, end)
        for _ in range(200):
            ledger.numbers.pop(random.randrange(len(ledger.numbers)))
        ledger.numbers = sorted(ledger.numbers + [80_000_000 + random.randrange(5_000) for _ in range(150)])
        return found

    edges = [part.high for part in find_slices(count, None, TOP, EVEN) if part.high is not None]
    assert edges == sorted(set(edges))
    assert len(edges) > 5
