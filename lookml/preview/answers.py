"""A tile's answer: columns with labels and formats, rows, and pivots spread into series."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from lookml.compiler import compile_query
from lookml.dashboards import Element
from lookml.fields import Field
from lookml.formats import Layout, show
from lookml.looks import query_of
from lookml.project import Project
from lookml.query import DEFAULT_LIMIT, Query
from lookml.warehouse import Warehouse

PIVOT_COLUMNS = 50


@dataclass(frozen=True)
class Column:
    """A selected field: how it is headed and how its values are shown."""

    name: str
    label: str
    is_measure: bool
    pattern: str | None
    field: Field

    def show(self, value: Any) -> str:
        """A value as text; a quarter as 2025-Q3, the way Looker shows it."""
        if self.field.timeframe == "quarter" and isinstance(value, str):
            return f"{value[:4]}-Q{(int(value[5:7]) + 2) // 3}"
        return show(value, self.pattern)

    @property
    def is_date(self) -> bool:
        """Whether its values are days, weeks, months or the like, in their order."""
        return self.field.value_type == "date" or self.field.timeframe == "quarter"

    @property
    def is_number(self) -> bool:
        """Whether its values are set to the right."""
        return self.is_measure or (self.field.value_type == "number" and self.field.type == "number")


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


def ask(
    project: Project,
    element: Element,
    filters: Mapping[str, str],
    warehouse: Warehouse,
    user_attributes: Mapping[str, str],
    today: date | None = None,
) -> Answer:
    """Run a tile's query under the dashboard's filters (by field) and shape what comes back."""
    query = query_of(element.properties, filters)
    sql = compile_query(project, query, warehouse.dialect, user_attributes, today)
    found = warehouse.query(sql)
    columns = [_column(project, element, query, name) for name in query.fields]
    totals: dict[str, Any] = {}
    if element.properties.get("total"):
        totals = _totals(project, element, query, warehouse, user_attributes, today)
    hidden = frozenset(element.properties.get("hidden_fields", ()))
    return replace(_shape(query, columns, found.rows, totals), hidden=hidden)


def _column(project: Project, element: Element, query: Query, name: str) -> Column:
    model = project.model(query.model)
    entry = model.field(project.explore(query.explore, query.model), name)
    own = {key: node.text("value_format") or "" for key, node in model.named_formats.items()}
    pattern = Layout(own).pattern(entry.node.text("value_format_name"), entry.node.text("value_format"))
    label = element.properties.get("series_labels", {}).get(name, entry.label)
    return Column(name, str(label), entry.is_measure, pattern, entry)


def _totals(
    project: Project,
    element: Element,
    query: Query,
    warehouse: Warehouse,
    user_attributes: Mapping[str, str],
    today: date | None,
) -> dict[str, Any]:
    """The measures over all rows of each pivot value, asked anew so that ratios and counts are right."""
    explore = project.explore(query.explore, query.model)
    model = project.model(query.model)
    measures = tuple(name for name in query.fields if model.field(explore, name).is_measure)
    whole = Query(query.explore, (*query.pivots, *measures), query.filters, limit=None, model=query.model)
    sql = compile_query(project, whole, warehouse.dialect, user_attributes, today)
    shown = [_column(project, element, query, name) for name in query.pivots]
    return {
        _key(shown, [row[name] for name in query.pivots], name): row[name]
        for row in warehouse.query(sql).records()
        for name in measures
    }


def _key(pivots: Sequence[Column], head: Sequence[Any], measure: str) -> str:
    """What names a series: the measure, behind the pivot's values as they are shown."""
    return f"{_spelled(pivots, head)}|{measure}" if pivots else measure


def _spelled(pivots: Sequence[Column], head: Sequence[Any]) -> str:
    return " · ".join(column.show(value) for column, value in zip(pivots, head, strict=True))


def _shape(
    query: Query, columns: list[Column], rows: tuple[tuple[Any, ...], ...], totals: Mapping[str, Any]
) -> Answer:
    kept = [
        index
        for index, column in enumerate(columns)
        if not column.is_measure and column.name not in query.pivots
    ]
    pivots = [index for index, column in enumerate(columns) if column.name in query.pivots]
    measures = [index for index, column in enumerate(columns) if column.is_measure]
    keys: dict[tuple[Any, ...], None] = {}
    heads: dict[tuple[Any, ...], None] = {}
    cells: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for row in rows:
        key, head = tuple(row[i] for i in kept), tuple(row[i] for i in pivots)
        keys.setdefault(key)
        heads.setdefault(head)
        cells[(key, head)] = row
    shown = list(keys)
    if query.pivots:
        shown = _sorted_rows(query, [columns[i].name for i in kept], shown)[: query.limit or DEFAULT_LIMIT]
    series = []
    # a sort by the pivot has brought its values in their order already
    in_order = any(entry.split()[0] in query.pivots for entry in query.sorts)
    for head in (list(heads) if in_order else sorted(heads, key=_in_order))[:PIVOT_COLUMNS]:
        for index in measures:
            column = columns[index]
            text = _spelled([columns[i] for i in pivots], head)
            label = (
                column.label if not pivots else (text if len(measures) == 1 else f"{text} · {column.label}")
            )
            values = tuple(cells[(key, head)][index] if (key, head) in cells else None for key in shown)
            name = _key([columns[i] for i in pivots], head, column.name)
            series.append(Series(name, label, column, values))
    return Answer(tuple(columns[i] for i in kept), tuple(shown), tuple(series), totals)


def _sorted_rows(query: Query, names: list[str], keys: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows of a pivoted table in the order of the sorts on their own dimensions."""
    if not query.sorts or query.sorts[0].split()[0] not in query.pivots:
        return keys
    for entry in reversed(query.sorts):
        name, _, direction = entry.partition(" ")
        if name in names:
            keys = sorted(keys, key=_by(names.index(name)), reverse=direction == "desc")
    return keys


def _by(index: int) -> Callable[[tuple[Any, ...]], tuple[tuple[int, Any], ...]]:
    return lambda key: _in_order((key[index],))


def _in_order(head: tuple[Any, ...]) -> tuple[tuple[int, Any], ...]:
    return tuple((1, "") if value is None else (0, value) for value in head)
