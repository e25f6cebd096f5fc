"""A tile's answer: columns with labels and formats, rows, and series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lookml.fields import Field
from lookml.formats import show


@dataclass(frozen=True)
class Column:
    """A selected field: how it is headed and how its values are shown."""

    name: str
    label: str
    is_measure: bool
    pattern: str | None
    entry: Field

    def show(self, value: Any) -> str:
        """A value as text; a quarter as 2025-Q3, the way Looker shows it."""
        if self.entry.timeframe == "quarter" and isinstance(value, str):
            return f"{value[:4]}-Q{(int(value[5:7]) + 2) // 3}"
        return show(value, self.pattern)

    @property
    def is_date(self) -> bool:
        """Whether its values are days, weeks, months or the like, in their order."""
        return self.entry.value_type == "date" or self.entry.timeframe == "quarter"

    @property
    def is_number(self) -> bool:
        """Whether its values are set to the right."""
        return self.is_measure or (self.entry.value_type == "number" and self.entry.type == "number")


@dataclass(frozen=True)
class Series:
    """One measure, of one pivot value where the tile pivots: its values in the order of the rows."""

    key: str
    label: str
    column: Column
    values: tuple[Any, ...]

    def number(self, index: int) -> float:
        """A value for drawing; nothing is 0."""
        value = self.values[index]
        return float(value) if isinstance(value, int | float | Decimal) else 0.0


@dataclass(frozen=True)
class Answer:
    """What a tile shows: a row for each combination of its unpivoted dimensions."""

    dimensions: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    series: tuple[Series, ...]
    totals: Mapping[str, Any]
    hidden: frozenset[str] = frozenset()
    subtotals: Mapping[Any, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.rows or not (self.series or self.dimensions)

    @property
    def has_amounts(self) -> bool:
        """Whether any shown value is other than empty or 0: a chart of nothing else says less than a word."""
        shown = (entry for entry in self.series if entry.column.name not in self.hidden)
        return any(entry.number(index) for entry in shown for index in range(len(self.rows)))

    def category(self, index: int) -> str:
        """The text that stands for a row on an axis."""
        parts = [
            "(none)" if value is None else column.show(value)
            for column, value in zip(self.dimensions, self.rows[index], strict=True)
            if column.name not in self.hidden
        ]
        return " · ".join(parts)


def series_key(pivots: Sequence[Column], head: Sequence[Any], measure: str) -> str:
    """What names a series: the measure, behind the pivot's values as they are shown."""
    return f"{spelled(pivots, head)}|{measure}" if pivots else measure


def spelled(pivots: Sequence[Column], head: Sequence[Any]) -> str:
    """The pivot's values as a reader sees them."""
    return " · ".join(column.show(value) for column, value in zip(pivots, head, strict=True))
