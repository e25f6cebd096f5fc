"""Rows of the warehouse as a table: pivots spread into series, in the order of the sorts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lookml.preview.answers import Answer, Column, Series, series_key, spelled
from lookml.query import DEFAULT_LIMIT, Query

PIVOT_COLUMNS = 50


def shaped(
    query: Query, columns: list[Column], rows: tuple[tuple[Any, ...], ...], totals: Mapping[str, Any]
) -> Answer:
    """Rows of the warehouse as a tile shows them, pivots spread into series."""
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
        shown = _sorted_rows(query, columns, shown, cells)[: query.limit or DEFAULT_LIMIT]
    series = []
    # a sort by the pivot has brought its values in their order already
    in_order = any(entry.split()[0] in query.pivots for entry in query.sorts)
    for head in (list(heads) if in_order else sorted(heads, key=_in_order))[:PIVOT_COLUMNS]:
        for index in measures:
            column = columns[index]
            text = spelled([columns[i] for i in pivots], head)
            label = (
                column.label if not pivots else (text if len(measures) == 1 else f"{text} · {column.label}")
            )
            values = tuple(cells[(key, head)][index] if (key, head) in cells else None for key in shown)
            name = series_key([columns[i] for i in pivots], head, column.name)
            series.append(Series(name, label, column, values))
    return Answer(tuple(columns[i] for i in kept), tuple(shown), tuple(series), totals)


def _sorted_rows(
    query: Query,
    columns: list[Column],
    keys: list[tuple[Any, ...]],
    cells: Mapping[tuple[Any, ...], tuple[Any, ...]],
) -> list[tuple[Any, ...]]:
    """Rows of a pivoted table in the order of the sorts; by a measure, a row stands by its best cell."""
    if not query.sorts or query.sorts[0].split()[0] not in query.pivots:
        return keys
    kept = [column.name for column in columns if not column.is_measure and column.name not in query.pivots]
    for entry in reversed(query.sorts):
        name, _, direction = entry.partition(" ")
        down = direction == "desc"
        if name in kept:
            by = _own(kept.index(name))
        elif name not in query.pivots:
            by = _best(query.fields.index(name), cells, down)
        else:
            continue
        keys = sorted(keys, key=by, reverse=down)
    return keys


def _own(index: int) -> Callable[[tuple[Any, ...]], tuple[tuple[int, Any], ...]]:
    return lambda key: _in_order((key[index],))


def _best(
    index: int, cells: Mapping[tuple[Any, ...], tuple[Any, ...]], down: bool
) -> Callable[[tuple[Any, ...]], tuple[tuple[int, Any], ...]]:
    best: dict[Any, Any] = {}
    for (key, _), row in cells.items():
        if row[index] is not None:
            best[key] = row[index] if key not in best else (max if down else min)(best[key], row[index])
    # what has no value stands last either way
    return lambda key: ((0 if down else 1, 0),) if key not in best else ((1 if down else 0, best[key]),)


def _in_order(head: tuple[Any, ...]) -> tuple[tuple[int, Any], ...]:
    return tuple((1, "") if value is None else (0, value) for value in head)
