"""Result sets that wait for their next page."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from loader.table import Column
from tests.jde_simulator.catalog import Layout
from tests.jde_simulator.clock import Clock
from tests.jde_simulator.rendering import render
from tests.jde_simulator.settings import ServerSettings

RENDERED_AHEAD = 20_000  # rows; planning a wide render costs more than a small page is worth


@dataclass
class ResultSet:
    """The rows of one BROWSE, sorted, as they were when it began; pages are taken one after the other.

    `reread` gives the rows anew, from an offset, for servers whose data moves between pages.
    """

    rid: str
    token: str
    layout: Layout
    columns: Sequence[Column]
    output: str
    page_size: int
    rows: pa.Table
    touched: float
    reread: Callable[[duckdb.DuckDBPyConnection, int, int], pa.Table] | None = None
    position: int = 0
    state: int = 1
    lock: threading.Lock = field(default_factory=threading.Lock)
    _rendered: list[str] = field(default_factory=list)
    _rendered_from: int = 0

    def take(self, connection: duckdb.DuckDBPyConnection, settings: ServerSettings) -> tuple[list[str], bool]:
        """The next page as JSON texts, and whether more follow."""
        if self.reread:
            rows = self.reread(connection, self.position, self.page_size + 1)
            texts = self._texts(connection, rows.slice(0, self.page_size), settings)
            more = rows.num_rows > self.page_size
        else:
            texts = self._ahead(connection, settings)
            more = self.position + len(texts) < self.rows.num_rows
        self.position += len(texts)
        self.state += 1
        return texts, more

    def back(self, rows: int) -> None:
        """Step back, so that the same rows come again."""
        self.position = max(0, self.position - rows)

    def _ahead(self, connection: duckdb.DuckDBPyConnection, settings: ServerSettings) -> list[str]:
        start, end = self.position, min(self.position + self.page_size, self.rows.num_rows)
        held = self._rendered_from + len(self._rendered)
        if start < self._rendered_from or end > held:
            block = self.page_size if start == 0 else max(self.page_size, RENDERED_AHEAD)
            self._rendered = self._texts(connection, self.rows.slice(start, block), settings)
            self._rendered_from = start
        return self._rendered[start - self._rendered_from : end - self._rendered_from]

    def _texts(
        self, connection: duckdb.DuckDBPyConnection, rows: pa.Table, settings: ServerSettings
    ) -> list[str]:
        return render(rows, self.layout, self.columns, settings, self.output)


class ResultSets:
    """The result sets of the server by `rid`."""

    def __init__(self, settings: Callable[[], ServerSettings], clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._sets: dict[str, ResultSet] = {}

    @property
    def open(self) -> int:
        """Result sets that are kept; expired ones may be among them."""
        return len(self._sets)

    def keep(self, found: ResultSet) -> None:
        """Keep a result set for its next page; may close the session's oldest, as the settings say."""
        limit, oldest = self._settings().result_sets_per_session, self._clock.seconds()
        oldest -= self._settings().result_set_timeout
        with self._lock:
            self._sets = {rid: held for rid, held in self._sets.items() if held.touched >= oldest}
            self._sets[found.rid] = found
            mine = [held.rid for held in self._sets.values() if held.token == found.token]
            for rid in mine[: -limit or None] if limit else ():
                del self._sets[rid]

    def find(self, rid: str, token: str) -> ResultSet | None:
        """The live result set of a session; None when it is gone, expired or another session's."""
        with self._lock:
            found = self._sets.get(rid)
            if found is None or found.token != token:
                return None
            if self._clock.seconds() - found.touched > self._settings().result_set_timeout:
                del self._sets[rid]
                return None
            found.touched = self._clock.seconds()
            return found

    def drop(self, rid: str) -> None:
        """Forget one result set."""
        with self._lock:
            self._sets.pop(rid, None)

    def drop_session(self, token: str) -> None:
        """Forget all result sets of a session."""
        with self._lock:
            for rid in [rid for rid, held in self._sets.items() if held.token == token]:
                del self._sets[rid]

    def drop_all(self) -> None:
        """What landing on another node, or a restart of the HTML server, does."""
        with self._lock:
            self._sets.clear()


def new_rid() -> str:
    """An identifier of a result set as AIS writes them."""
    return secrets.token_hex(8)[:15]
