"""What a run shows while it works: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Counter(Protocol):
    """Takes the rows of a table as they come."""

    def __call__(self, rows: int) -> None:
        """Note that many more rows."""


class Progress(Protocol):
    """Shows how far a run is."""

    def stage(self, text: str) -> None:
        """A new part of the run begins."""

    def reading(self, table: str, total: int | None = None) -> AbstractContextManager[Counter]:
        """Show the rows of one table while they are read; `total` when it is known."""


class PlainProgress:
    """One line for each part of the run, through `say`."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def stage(self, text: str) -> None:
        """See `Progress.stage`."""
        self._say(text)

    @contextmanager
    def reading(self, table: str, total: int | None = None) -> Iterator[Counter]:
        """See `Progress.reading`; single tables are not announced."""
        yield lambda rows: None


class BarProgress:
    """A bar for each table that is being read."""

    def stage(self, text: str) -> None:
        """See `Progress.stage`."""
        from tqdm import tqdm

        tqdm.write(text)

    @contextmanager
    def reading(self, table: str, total: int | None = None) -> Iterator[Counter]:
        """See `Progress.reading`."""
        from tqdm import tqdm

        with tqdm(total=total, desc=f"{table:8}", unit=" rows", unit_scale=True, leave=False) as bar:

            def update(rows: int) -> None:
                bar.update(rows)

            yield update
