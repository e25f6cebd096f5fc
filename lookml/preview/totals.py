"""What a tile adds up beside its rows: totals, totals of rows and subtotals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lookml.dashboards import Element
from lookml.errors import CompileError
from lookml.preview.answers import Answer, Column, Series, series_key
from lookml.query import Query


@dataclass(frozen=True)
class Again:
    """Totals of a tile, asked anew so that ratios and counts are right; running totals have none."""

    query: Query
    columns: Sequence[Column]
    ask: Callable[[Query], list[dict[str, Any]]]

    @property
    def pivots(self) -> list[Column]:
        """The columns that are spread into series."""
        return [column for column in self.columns if column.name in self.query.pivots]

    @property
    def measures(self) -> list[Column]:
        """The columns that have a total."""
        return [c for c in self.columns if c.is_measure and c.entry.type != "running_total"]

    def _by(self, *dimensions: Column) -> list[dict[str, Any]]:
        names = (*(column.name for column in dimensions), *(column.name for column in self.measures))
        filters = self.query.filters
        return self.ask(Query(self.query.explore, names, filters, limit=None, model=self.query.model))

    def totals(self) -> dict[str, Any]:
        """The measures over all rows of each pivot value, and over everything."""
        found = {
            series_key(self.pivots, [row[pivot.name] for pivot in self.pivots], column.name): row[column.name]
            for row in self._by(*self.pivots)
            for column in self.measures
        }
        if self.pivots:
            found.update({_row_total(c): row[c.name] for row in self._by() for c in self.measures})
        return found

    def row_totals(self, answer: Answer) -> list[Series]:
        """A column at the right for each measure: a row of the table over all pivot values."""
        rows = {
            tuple(row[column.name] for column in answer.dimensions): row
            for row in self._by(*answer.dimensions)
        }
        several = len(self.measures) > 1
        return [
            Series(
                _row_total(column),
                f"Total · {column.label}" if several else "Total",
                column,
                tuple(rows[key][column.name] if key in rows else None for key in answer.rows),
            )
            for column in self.measures
        ]

    def subtotals(self, answer: Answer, element: Element) -> dict[Any, dict[str, Any]]:
        """The measures for each value of the first dimension. Raises CompileError for other subtotals."""
        wanted = list(element.properties.get("subtotals", ()))
        if not wanted:
            return {}
        first = answer.dimensions[0]
        if wanted != [first.name] or self.pivots:
            raise CompileError(f"{element.location}: only subtotals of the first dimension are understood.")
        return {
            row[first.name]: {column.name: row[column.name] for column in self.measures}
            for row in self._by(first)
        }


def _row_total(column: Column) -> str:
    return f"total|{column.name}"
