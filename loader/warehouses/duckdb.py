"""DuckDB as the target: one file, one writer at a time."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from loader import raw
from loader.errors import LoaderError, LockedError, WarehouseError
from loader.table import Table
from loader.warehouses import SLICE_ROWS, Row

ALIAS = "target"
# however many rows and cores there are: a merge of five million rows of F0411 fits, spilling to disk
LOADING = {"memory_limit": "128MB", "threads": 1, "preserve_insertion_order": False}
# dlt sets 1 GB, for which DuckDB writes a slice's rows to its log first and to its file when that is closed
CHECKPOINTS = "checkpoint_threshold='32MB'"
# a DuckDB file begins with three blocks of 4096 bytes; each header has these letters behind its checksum
HEADERS = 3 * 4096
MARK = b"DUCK"


class DuckDBWarehouse:
    """A DuckDB file. It is opened only while something is asked, so that dlt can open it in between.

    A process cannot have it open for reading and for writing at once, so threads take turns: a worker that
    signs in asks the breaker's table while another thread may be loading.
    """

    takes_csv = False

    def __init__(self, path: Path, schema: str) -> None:
        self.path = path
        self.schema = schema
        self._turn = threading.RLock()

    def probe(self) -> None:
        """See `Warehouse.probe`."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        _clear_stillborn(self.path)
        with self._opened(), duckdb.connect(str(self.path)):
            pass

    def destination(self) -> Any:
        """See `Warehouse.destination`."""
        import dlt
        from dlt.destinations.impl.duckdb.configuration import DuckDbCredentials

        credentials = DuckDbCredentials(str(self.path))
        credentials.global_config = LOADING
        credentials.pragmas = [CHECKPOINTS]
        credentials.resolve()
        return dlt.destinations.duckdb(credentials)

    def columns(self) -> dict[str, dict[str, str]]:
        """See `Warehouse.columns`."""
        found: dict[str, dict[str, str]] = {}
        for table, column, kind in self.select(
            "select table_name, column_name, data_type from duckdb_columns()"
            " where schema_name = '{raw}' and not internal"
        ):
            found.setdefault(table, {})[column] = kind.lower()
        return found

    @contextmanager
    def asking(self) -> Iterator[None]:
        """See `Warehouse.asking`; connections of one process share the file that one of them has opened."""
        if not self.path.exists():
            yield
            return
        with self._opened(), duckdb.connect(str(self.path), read_only=True):
            yield

    def select(self, sql: str) -> list[Row]:
        """See `Warehouse.select`."""
        if not self.path.exists():
            return []
        with self._opened(), duckdb.connect(str(self.path), read_only=True) as connection:
            return connection.execute(sql.replace("{raw}", self.schema)).fetchall()

    def execute(self, statements: Sequence[str]) -> None:
        """See `Warehouse.execute`."""
        with self._opened(), duckdb.connect(str(self.path)) as connection:
            connection.execute("begin")
            connection.execute(f'create schema if not exists "{self.schema}"')
            for statement in statements:
                connection.execute(statement.replace("{raw}", self.schema))
            connection.execute("commit")

    def record(self, books: Sequence[tuple[raw.OwnTable, Sequence[Mapping[str, Any]]]]) -> None:
        """See `Warehouse.record`."""
        with self._opened(), duckdb.connect(str(self.path)) as connection:
            connection.execute("set TimeZone = 'UTC'")
            connection.execute("begin")
            for table, rows in books:
                for statement in raw.replacement(table, rows):
                    connection.execute(statement.replace("{raw}", self.schema))
                columns = ", ".join(f"unnest(?::{kind}[])" for kind in table.types.values())
                values = [[row.get(name) for row in rows] for name in table.types]
                connection.execute(
                    f'insert into "{self.schema}".{table.name} ({", ".join(table.types)}) select {columns}',
                    values,
                )
            connection.execute("commit")

    @contextmanager
    def comparison(self, engine: duckdb.DuckDBPyConnection) -> Iterator[DuckDBComparison]:
        """See `Warehouse.comparison`."""
        with self._opened():
            engine.execute(f"attach '{str(self.path).replace(chr(39), chr(39) * 2)}' as {ALIAS} (read_only)")
            try:
                yield DuckDBComparison(engine, self.schema)
            finally:
                engine.execute(f"detach {ALIAS}")

    def stage(self, tables: Sequence[str]) -> None:
        """See `Warehouse.stage`; dlt makes them."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Warehouse.writing`; held open, since dlt opens and closes the file for each of its steps."""
        with self._opened(), duckdb.connect(str(self.path)):
            yield

    def explain(self, error: BaseException) -> LoaderError:
        """See `Warehouse.explain`."""
        return _explained(error, self.path)

    def slice_rows(self, workers: int) -> int:
        """See `Warehouse.slice_rows`.

        Of row groups, which have 122,880 rows, a slice fills one and at least three fifths of a second; where
        workers share a table's slices, four fifths of one.
        """
        return 2 * SLICE_ROWS if workers == 1 else SLICE_ROWS

    def tune(self, table: Table) -> None:
        """See `Warehouse.tune`; a columnar file wants no index."""

    @contextmanager
    def _opened(self) -> Iterator[None]:
        """This thread's turn, with the errors of its questions in the loader's words."""
        with self._turn:
            try:
                yield
            except LoaderError:
                raise
            except duckdb.Error as error:
                raise _explained(error, self.path) from error


class DuckDBComparison:
    """The file attached to the engine: its tables and the engine's own meet in one query."""

    def __init__(self, engine: duckdb.DuckDBPyConnection, schema: str) -> None:
        self._engine = engine
        self._schema = schema

    def name(self, table: str) -> str:
        """See `Comparison.name`."""
        return f'{ALIAS}."{self._schema}"."{table}"'

    def share(self, relation: str) -> str:
        """See `Comparison.share`."""
        return relation

    def fetch(self, sql: str, into: str, types: Mapping[str, str]) -> None:
        """See `Comparison.fetch`."""
        columns = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in types.items())
        self._engine.execute(f"create or replace table {into} as select {columns} from ({sql})")


def _clear_stillborn(path: Path) -> None:
    """Remove a file that a full disk or a kill cut off before its headers were written; it holds no table."""
    if not path.is_file() or not 0 < path.stat().st_size < HEADERS:
        return
    if path.read_bytes()[8:12] in (MARK, bytes(len(MARK)), b""):
        path.unlink()


def _explained(error: BaseException, path: Path) -> LoaderError:
    """DuckDB's error in the loader's words."""
    text = str(error)
    held = re.search(r"Conflicting lock is held in (.*?)(?:\. See|$)", text, re.DOTALL)
    if held:
        return LockedError(
            f"Another program has {path} open: {held.group(1).strip()}.", "Close it, then run again."
        )
    first = text.strip().splitlines()[0] if text.strip() else type(error).__name__
    return WarehouseError(
        f"DuckDB failed on {path}: {first}", "Check the file, the disk and JDE_DUCKDB_PATH."
    )
