"""COUNT and AGGREGATION, with the dotted keys of their answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import duckdb

from loader.table import Column
from tests.jde_simulator.catalog import Layout
from tests.jde_simulator.literals import LiteralError, Reader
from tests.jde_simulator.query import COMPARISONS, Predicate, QueryError, plain, sorted_by
from tests.jde_simulator.rendering import json_value, number
from tests.jde_simulator.settings import ServerSettings

FUNCTIONS = {
    "SUM": "sum({0})",
    "MIN": "min({0})",
    "MAX": "max({0})",
    "AVG": "avg({0})",
    "COUNT": "count({0})",
    "COUNT_DISTINCT": "count(DISTINCT {0})",
    "SUM_DISTINCT": "sum(DISTINCT {0})",
    "AVG_DISTINCT": "avg(DISTINCT {0})",
}
AVERAGE_DECIMALS = 6
WIDE = Context(prec=60)


@dataclass(frozen=True)
class _Figure:
    """One aggregated number: its key in the answer, its SQL, its function and column (None: of all rows)."""

    key: str
    sql: str
    function: str
    column: Column | None = None


def count(
    connection: duckdb.DuckDBPyConnection, layout: Layout, where: Predicate, nested: bool
) -> dict[str, Any]:
    """The answer to COUNT, below `ds_<table>` or flat."""
    found = connection.execute(
        f'SELECT count(*) FROM "{layout.name.lower()}" WHERE {where.sql}', list(where.parameters)
    ).fetchone()
    total = int(found[0]) if found else 0
    return {f"ds_{layout.name}": {"count": total}} if nested else {"count": total}


def aggregate(
    connection: duckdb.DuckDBPyConnection,
    layout: Layout,
    request: Mapping[str, Any],
    where: Predicate,
    reader: Reader,
) -> tuple[bytes, int]:
    """The `ds_<table>` member of an AGGREGATION as JSON text, and its number of groups.

    Raises:
        QueryError: A function, column or order is unknown.
    """
    wanted = request.get("aggregation") or {}
    figures = [_figure(item, layout, reader) for item in wanted.get("aggregations") or ()]
    if not figures:
        raise QueryError("An aggregation needs at least one entry in aggregations.")
    groups = [_column(item.get("column"), layout) for item in wanted.get("groupBy") or ()]
    having = _having(request.get("having") or {}, layout, reader)
    sql = (
        f"SELECT {', '.join(_selected(groups, figures, reader))} "
        f'FROM "{layout.name.lower()}" WHERE {where.sql}'
        + (f" GROUP BY {', '.join(_raw(column) for column in groups)}" if groups else "")
        + (f" HAVING {having.sql}" if having.sql != "true" else "")
        + _order(wanted, layout, groups, figures)
    )
    rows = connection.execute(sql, [*where.parameters, *having.parameters]).fetchall()
    output = ",".join(_output(row, layout, groups, figures, reader) for row in rows)
    return f'{{"ds_{layout.name}":{{"output":[{output}]}}}}'.encode(), len(rows)


def _raw(column: Column) -> str:
    # Text groups as JDE compares it: trailing blanks do not make a group of their own.
    return plain(column)


def _selected(groups: list[Column], figures: list[_Figure], reader: Reader) -> list[str]:
    chosen = []
    for place, column in enumerate(groups):
        shown = f'any_value("{column.name}")' if column.is_text else _raw(column)
        chosen += [f"{shown} AS g{place}", f"any_value({sorted_by(column, reader)}) AS s{place}"]
    return chosen + [f"{figure.sql} AS a{place}" for place, figure in enumerate(figures)]


def _output(
    row: tuple[Any, ...], layout: Layout, groups: list[Column], figures: list[_Figure], reader: Reader
) -> str:
    members = []
    if groups:
        cells = []
        for column, raw in zip(groups, row[0 : 2 * len(groups) : 2], strict=True):
            shown = json_value(column, raw, reader.settings) or "null"
            if reader.settings.group_values == "object":
                shown = f'{{"internalValue":{shown}}}'
            cells.append(f'"{layout.name}.{column.data_item}":{shown}')
        members.append(f'"groupBy":{{{",".join(cells)}}}')
    for figure, raw in zip(figures, row[2 * len(groups) :], strict=True):
        members.append(f'"{figure.key}":{_shown(figure, raw, reader.settings)}')
    return f"{{{','.join(members)}}}"


def _figure(item: Mapping[str, Any], layout: Layout, reader: Reader) -> _Figure:
    function = str(item.get("aggregation") or "").upper()
    if function not in FUNCTIONS:
        raise QueryError(f"Invalid aggregation {function}.")
    if str(item.get("column") or "") == "*":
        if function != "COUNT":
            raise QueryError(f"Invalid aggregation {function} of *.")
        return _Figure(reader.settings.count_all_key, "count(*)", function)
    column = _column(item.get("column"), layout)
    source = f'nullif("{column.name}", 0)' if column.type == "date" else f'"{column.name}"'
    if column.is_text and function.startswith(("SUM", "AVG")):
        raise QueryError(f"Invalid aggregation {function} of {column.data_item}.")
    sql = FUNCTIONS[function].format(source)
    return _Figure(f"{layout.name}.{column.data_item}_{function}", sql, function, column)


def _shown(figure: _Figure, raw: Any, settings: ServerSettings) -> str:
    column = figure.column
    if column is None or figure.function.startswith("COUNT"):
        return str(raw)
    if figure.function in ("MIN", "MAX") and (column.is_text or column.type == "date"):
        return json_value(column, raw, settings) or "null"
    decimals = max(column.scale, AVERAGE_DECIMALS if figure.function.startswith("AVG") else 0)
    if settings.aggregate_decimals == "display":
        decimals = column.decimals
    exact = Decimal(str(raw or 0))
    return number(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE), settings)


def _column(control: Any, layout: Layout) -> Column:
    try:
        return layout.column(str(control or ""))
    except KeyError:
        raise QueryError(f"Invalid column {control} in {layout.name}.") from None


def _order(wanted: Mapping[str, Any], layout: Layout, groups: list[Column], figures: list[_Figure]) -> str:
    places = {f"{layout.name}.{column.data_item}": f"s{place}" for place, column in enumerate(groups)}
    places |= {figure.key: f"a{place}" for place, figure in enumerate(figures)}
    parts = []
    for item in wanted.get("orderBy") or ():
        control = str(item.get("column") or "")
        direction = "DESC" if str(item.get("direction") or "ASC").upper() == "DESC" else "ASC"
        if control not in places:
            raise QueryError(f"Invalid order by {control}: it is neither grouped nor aggregated.")
        parts.append(f"{places[control]} {direction}")
    return f" ORDER BY {', '.join(parts)}" if parts else ""


def _having(having: Mapping[str, Any], layout: Layout, reader: Reader) -> Predicate:
    found = Predicate()
    for condition in having.get("condition") or ():
        operator = str(condition.get("operator") or "").upper()
        if operator not in COMPARISONS:
            raise QueryError(f"Invalid operator {operator}.")
        figure = _figure(
            {"column": condition.get("controlId"), "aggregation": condition.get("aggregation")},
            layout,
            reader,
        )
        try:
            literal = reader.number((condition.get("value") or [{}])[0])
        except LiteralError as error:
            raise QueryError(str(error)) from None
        found = found.joined("AND", Predicate(f"{figure.sql} {COMPARISONS[operator]} ?", (literal,)))
    return found


def merged(member: bytes, stamp: str) -> bytes:
    """The member with the trailing fields that every answer has."""
    rest = json.dumps({"timeStamp": stamp, "sysErrors": []})
    return member[:-1] + b"," + rest[1:].encode()
