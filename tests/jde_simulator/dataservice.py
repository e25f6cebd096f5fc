"""The data service: BROWSE, COUNT and AGGREGATION over the tables of the database."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from loader.registry import Column
from tests.jde_simulator.aggregation import aggregate, count, merged
from tests.jde_simulator.catalog import Catalog, Layout
from tests.jde_simulator.clock import Clock
from tests.jde_simulator.cursors import ResultSet, ResultSets, new_rid
from tests.jde_simulator.errors import data_error, expired, refusal
from tests.jde_simulator.literals import Reader
from tests.jde_simulator.pages import Page, next_link
from tests.jde_simulator.query import Predicate, QueryError, has_criteria, order, predicate
from tests.jde_simulator.rendering import render
from tests.jde_simulator.sessions import Session
from tests.jde_simulator.settings import ServerSettings
from tests.jde_simulator.tables import database_type

TYPES = ("BROWSE", "COUNT", "AGGREGATION")
SUPPRESSED = {
    "CODE": "034J",
    "TITLE": "Query suppressed: enter search criteria.",
    "ERRORCONTROL": "0",
    "DESC": "Application query security does not allow a search without criteria.",
    "MOBILE": "Query suppressed: enter search criteria.",
}


@dataclass(frozen=True)
class Reply:
    """What the data service answers: a page, or the JSON text of figures with their number of rows."""

    target: str
    page: Page | None = None
    body: bytes = b""
    rows: int = 0


class DataService:
    """Runs data requests of signed-in users."""

    def __init__(
        self, settings: Callable[[], ServerSettings], catalog: Catalog, sets: ResultSets, clock: Clock
    ) -> None:
        self._settings = settings
        self._catalog = catalog
        self._sets = sets
        self._clock = clock
        self._shuffles = itertools.count(1)

    def run(
        self,
        connection: duckdb.DuckDBPyConnection,
        request: Mapping[str, Any],
        session: Session,
        effects: Collection[str] = (),
    ) -> Reply:
        """Answer a data request; `effects` are those of faults that change paging.

        Raises:
            Refusal: The request cannot be run, or the user lacks the right.
        """
        settings = self._settings()
        target = str(request.get("targetName") or "").upper()
        try:
            return self._run(connection, request, session, target, effects)
        except QueryError as error:
            raise data_error(settings.errors_as, target, str(error)) from None

    def _run(
        self,
        connection: duckdb.DuckDBPyConnection,
        request: Mapping[str, Any],
        session: Session,
        target: str,
        effects: Collection[str],
    ) -> Reply:
        settings = self._settings()
        kind = str(request.get("dataServiceType") or "BROWSE").upper()
        if kind not in TYPES:
            raise QueryError(f"Invalid dataServiceType {kind}.")
        if request.get("batchDataRequest"):
            raise QueryError("Batch data requests are not available.")
        if target in session.user.denied_tables:
            raise data_error(settings.denied_as, target, f"Not authorized to access {target}.")
        layout = self._catalog.layout(connection, target)
        if layout is None:
            raise QueryError(f"Invalid table or view {target}.")
        reader = Reader(session.user, self._clock.today(), settings)
        where = predicate(request.get("query") or {}, layout, reader)
        if target in settings.row_security:
            where = where.joined("AND", Predicate(f"({settings.row_security[target]})"))
        if kind == "COUNT":
            figures = count(connection, layout, where, settings.count_shape == "nested")
            return Reply(target, body=merged(json.dumps(figures).encode(), self._clock.stamp()), rows=1)
        if kind == "AGGREGATION":
            member, groups = aggregate(connection, layout, request, where, reader)
            return Reply(target, body=merged(member, self._clock.stamp()), rows=groups)
        return self._browse(connection, request, session, layout, where, reader, effects)

    def _browse(
        self,
        connection: duckdb.DuckDBPyConnection,
        request: Mapping[str, Any],
        session: Session,
        layout: Layout,
        where: Predicate,
        reader: Reader,
        effects: Collection[str],
    ) -> Reply:
        settings = reader.settings
        columns = _columns(request, layout, settings, shuffle := next(self._shuffles))
        output = _output(request, settings)
        page = _empty_page(layout, columns)
        if _said(request.get("formServiceDemo")):
            page.rows = render(_demo(columns), layout, columns, settings, output)
            page.records = len(page.rows)
            return Reply(page.target, page, rows=page.records)
        if settings.query_security and not has_criteria(request.get("query") or {}):
            page.errors.append(SUPPRESSED)
            return Reply(page.target, page)
        if settings.needs_find and not _presses_find(request):
            return Reply(page.target, page)
        size = _page_size(request.get("maxPageSize"), settings)
        wants_next = _said(request.get("enableNextPageProcessing")) and settings.next_page
        ordered = order(request.get("aggregation") or {}, layout, reader, shuffle)
        sql = f'SELECT {_selected(layout, columns, settings)} FROM "{layout.name.lower()}" WHERE {where.sql}'
        sql += f" ORDER BY {ordered}"

        def read(on: duckdb.DuckDBPyConnection, offset: int, limit: int) -> pa.Table:
            bounded = f"{sql} LIMIT {limit} OFFSET {offset}"
            return on.sql(bounded, params=list(where.parameters)).to_arrow_table()

        keep = wants_next and not session.stateless
        if keep and not settings.moving_data:
            rows = connection.sql(sql, params=list(where.parameters)).to_arrow_table()
        else:
            rows = read(connection, 0, size + 1)
        found = ResultSet(
            rid=new_rid(),
            token=session.token,
            layout=layout,
            columns=columns,
            output=output,
            page_size=size,
            rows=rows,
            touched=self._clock.seconds(),
            reread=read if keep and settings.moving_data else None,
        )
        self._fill(connection, page, found, settings, keep, effects)
        if page.more and wants_next and session.stateless and settings.stateless_link == "dead":
            page.link = next_link(found, session.token, settings)
        return Reply(page.target, page, rows=len(page.rows))

    def next_page(
        self,
        connection: duckdb.DuckDBPyConnection,
        parameters: Mapping[str, str],
        session: Session,
        effects: Collection[str] = (),
    ) -> Reply:
        """Answer a next link; `parameters` are those of its query.

        Raises:
            Refusal: The result set is gone.
        """
        settings = self._settings()
        if not settings.next_page:
            raise refusal(404, "Not Found")
        found = self._sets.find(parameters.get("rid", ""), session.token)
        if found is None:
            raise expired(settings.expired_as)
        with found.lock:
            if parameters.get("stateId") != str(found.state):
                if settings.reused_link == "expire":
                    raise expired(settings.expired_as)
                if settings.reused_link == "repeat":
                    found.back(found.page_size)
            if "repeat_page" in effects:
                found.back(found.page_size)
            page = _empty_page(found.layout, found.columns)
            self._fill(connection, page, found, settings, True, effects)
        return Reply(page.target, page, rows=len(page.rows))

    def _fill(
        self,
        connection: duckdb.DuckDBPyConnection,
        page: Page,
        found: ResultSet,
        settings: ServerSettings,
        keep: bool,
        effects: Collection[str],
    ) -> None:
        page.rows, page.more = found.take(connection, settings)
        if "empty_page" in effects and keep:
            found.back(len(page.rows))
            page.rows, page.more = [], True
        page.records = len(page.rows)
        if not keep:
            return
        if not page.more:
            self._sets.drop(found.rid)
            return
        self._sets.keep(found)
        page.kept = {"stackId": 1, "stateId": found.state, "rid": found.rid}
        if not settings.omit_links:
            page.link = next_link(found, found.token, settings)


def _empty_page(layout: Layout, columns: Sequence[Column]) -> Page:
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


def _presses_find(request: Mapping[str, Any]) -> bool:
    return _said(request.get("findOnEntry")) or _said((request.get("query") or {}).get("autoFind"))


def _demo(columns: list[Column]) -> pa.Table:
    # The demo row tells a column's type by its value: text, number or a date.
    values: dict[str, Any] = {}
    for column in columns:
        if column.is_text:
            values[column.name] = pa.array([" "])
        elif column.type == "date":
            values[column.name] = pa.array([126001])
        else:
            values[column.name] = pa.array([Decimal(1)], pa.decimal128(38, column.scale))
    return pa.table(values)
