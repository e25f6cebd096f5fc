"""What a BROWSE asks for, read from its request: columns, form, page size and the SQL of its rows."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from loader.table import Column
from tests.jde_simulator.catalog import Layout
from tests.jde_simulator.literals import Reader
from tests.jde_simulator.pages import Page
from tests.jde_simulator.query import Predicate, QueryError, has_criteria, order
from tests.jde_simulator.settings import ServerSettings
from tests.jde_simulator.tables import database_type


@dataclass(frozen=True)
class Browse:
    """A BROWSE that can be run. `restricted` says whether it has criteria, `pressed` whether Find is pressed."""

    layout: Layout
    columns: Sequence[Column]
    output: str
    page_size: int
    wants_next: bool
    demo: bool
    restricted: bool
    pressed: bool
    sql: str
    parameters: tuple[Any, ...]

    def rows(self, connection: duckdb.DuckDBPyConnection) -> pa.Table:
        """All rows, in order."""
        return connection.sql(self.sql, params=list(self.parameters)).to_arrow_table()

    def part(self, connection: duckdb.DuckDBPyConnection, offset: int, limit: int) -> pa.Table:
        """At most `limit` rows from `offset` on, in order."""
        bounded = f"{self.sql} LIMIT {limit} OFFSET {offset}"
        return connection.sql(bounded, params=list(self.parameters)).to_arrow_table()

    def demo_row(self) -> pa.Table:
        """The row of a form service demo: it tells a column's type by its value, text, number or a date."""
        values: dict[str, Any] = {}
        for column in self.columns:
            if column.is_text:
                values[column.name] = pa.array([" "])
            elif column.type == "date":
                values[column.name] = pa.array([126001])
            else:
                values[column.name] = pa.array([Decimal(1)], pa.decimal128(38, column.scale))
        return pa.table(values)


def read_browse(
    request: Mapping[str, Any], layout: Layout, where: Predicate, reader: Reader, shuffle: int
) -> Browse:
    """Read a request; `shuffle` makes the order of rows, where none is asked for, this request's own.

    Raises:
        QueryError: A column, page size, output type or order is not known.
    """
    settings, query = reader.settings, request.get("query") or {}
    columns = _columns(request, layout, settings, shuffle)
    ordered = order(request.get("aggregation") or {}, layout, reader, shuffle)
    return Browse(
        layout=layout,
        columns=columns,
        output=_output(request, settings),
        page_size=_page_size(request.get("maxPageSize"), settings),
        wants_next=_said(request.get("enableNextPageProcessing")) and settings.next_page,
        demo=_said(request.get("formServiceDemo")),
        restricted=has_criteria(query),
        pressed=_said(request.get("findOnEntry")) or _said(query.get("autoFind")),
        sql=f'SELECT {_selected(layout, columns, settings)} FROM "{layout.name.lower()}" '
        f"WHERE {where.sql} ORDER BY {ordered}",
        parameters=where.parameters,
    )


def empty_page(layout: Layout, columns: Sequence[Column]) -> Page:
    titles = {f"{layout.name}_{column.data_item}": layout.titles[column.name] for column in columns}
    return Page(layout.name, f"Data Browser - {layout.name} [{layout.title}]", titles, [], False, 0)


def _columns(
    request: Mapping[str, Any], layout: Layout, settings: ServerSettings, shuffle: int
) -> list[Column]:
    wanted = str(request.get("returnControlIDs") or "")
    columns: list[Column] = []
    for control in filter(None, wanted.split("|")):
        try:
            column = layout.column(control)
        except KeyError:
            raise QueryError(f"Invalid column {control} in {layout.name}.") from None
        if column not in columns:
            columns.append(column)
    columns = columns or list(layout.columns)
    hidden = settings.secured_columns.get(layout.name, frozenset())
    if settings.secured_as == "missing":
        columns = [column for column in columns if column.data_item not in hidden]
    if settings.shuffle_keys:
        random.Random(shuffle).shuffle(columns)
    return columns


def _selected(layout: Layout, columns: list[Column], settings: ServerSettings) -> str:
    hidden = settings.secured_columns.get(layout.name, frozenset())
    return ", ".join(
        f'NULL::{database_type(column)} AS "{column.name}"'
        if column.data_item in hidden
        else f'"{column.name}"'
        for column in columns
    )


def _output(request: Mapping[str, Any], settings: ServerSettings) -> str:
    output = str(request.get("outputType") or "GRID_DATA").upper()
    known = ("GRID_DATA",) if settings.refuse_versions else ("GRID_DATA", "VERSION1", "VERSION2")
    if output not in known:
        raise QueryError(f"Invalid outputType {output}.")
    return output


def _page_size(wanted: Any, settings: ServerSettings) -> int:
    text = str(wanted if wanted is not None else settings.default_page_size).strip()
    if text.upper() == "NO MAX":
        return settings.fetch_limit
    if not re.fullmatch(r"[1-9]\d*", text):
        raise QueryError(f"Invalid maxPageSize {text}.")
    return min(int(text), settings.page_size_cap or int(text))


def _said(flag: Any) -> bool:
    return str(flag).upper() == "TRUE"
