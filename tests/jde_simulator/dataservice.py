"""The data service: BROWSE, COUNT and AGGREGATION over the tables of the database."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from tests.jde_simulator.aggregation import aggregate, count, merged
from tests.jde_simulator.browsing import Browse, empty_page, read_browse
from tests.jde_simulator.catalog import Catalog, Layout
from tests.jde_simulator.clock import Clock
from tests.jde_simulator.cursors import ResultSet, ResultSets, new_rid
from tests.jde_simulator.errors import data_error, expired, refusal
from tests.jde_simulator.literals import Reader
from tests.jde_simulator.pages import Page, next_link
from tests.jde_simulator.query import Predicate, QueryError, predicate
from tests.jde_simulator.rendering import render
from tests.jde_simulator.sessions import Session
from tests.jde_simulator.settings import ServerSettings

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
        browse = read_browse(request, layout, where, reader, next(self._shuffles))
        page = empty_page(layout, browse.columns)
        if browse.demo:
            page.rows = render(browse.demo_row(), layout, browse.columns, settings, browse.output)
            page.records = len(page.rows)
            return Reply(page.target, page, rows=page.records)
        if settings.query_security and not browse.restricted:
            page.errors.append(SUPPRESSED)
            return Reply(page.target, page)
        if settings.needs_find and not browse.pressed:
            return Reply(page.target, page)
        keep = browse.wants_next and not session.stateless
        found = self._result_set(connection, browse, session, keep)
        self._fill(connection, page, found, settings, keep, effects)
        if page.more and browse.wants_next and session.stateless and settings.stateless_link == "dead":
            page.link = next_link(found, session.token, settings)
        return Reply(page.target, page, rows=len(page.rows))

    def _result_set(
        self, connection: duckdb.DuckDBPyConnection, browse: Browse, session: Session, keep: bool
    ) -> ResultSet:
        """The rows of a BROWSE; all of them where a next page may be asked for, else one page and one row."""
        moving = self._settings().moving_data
        whole = keep and not moving
        return ResultSet(
            rid=new_rid(),
            token=session.token,
            layout=browse.layout,
            columns=browse.columns,
            output=browse.output,
            page_size=browse.page_size,
            rows=browse.rows(connection) if whole else browse.part(connection, 0, browse.page_size + 1),
            touched=self._clock.seconds(),
            reread=browse.part if keep and moving else None,
        )

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
            page = empty_page(found.layout, found.columns)
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
        if "skip_page" in effects and page.more:
            page.rows, page.more = found.take(connection, settings)
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
