"""Local parquet, where a table is read completely and checked before any of it reaches the target.

Digests are made here, once for each row, in a thread that writes while the next pages are on their way.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from loader import raw
from loader.ais import values
from loader.table import Table

if TYPE_CHECKING:
    from loader.ais.dataservice import Page

# for PostgreSQL one row group after the other is read into memory and written as CSV
ROWS_PER_GROUP = 20_480
ROWS_PER_WRITE = 2 * ROWS_PER_GROUP
_FAULTS = pa.schema(
    [(name, pa.string()) for name in ("row_key", "column_name", "fault", "raw_value", "action")]
)


class StagingArea:
    """A folder of the run's own, emptied at the start: whatever an earlier run left is worth nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._engine = duckdb.connect(config={"threads": 1})
        self._stages: list[StagedTable] = []

    def __enter__(self) -> StagingArea:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        # of a run that failed some writers may not have come to their end
        wait([ending for stage in self._stages for ending in stage.endings])
        self._engine.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def table(self, table: Table, part: str = "rows", csv_above: int | None = None) -> StagedTable:
        """An empty stage for a table; `part` tells several stages of one table apart. See `StagedTable`."""
        folder = self.folder / f"{table.raw_name}_{part}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        stage = StagedTable(table, folder, self._engine, csv_above)
        self._stages.append(stage)
        return stage


class StagedTable:
    """The rows of one table that a run has read, in parquet files in the order of arrival.

    Each row carries when it came (`_jde_extracted_at`, UTC) and a number that only grows
    (`_jde_extract_seq`: microseconds since 1970 at the run's start plus a count), so that of two rows with
    one key the newer is known, in this run and across runs; and the digest of its columns
    (`_jde_row_hash`), which tells whether the target has it already. But for the load id the files are what
    raw holds, so that a slice of a first load reaches the target as it is. `held` rows stay out of it, and of
    those `nameless` ones have no readable key.

    Args:
        engine: The database whose cursors make the digests.
        csv_above: More rows of one reading are written as CSV, too, for a target that takes that; None for
            one that does not.
    """

    def __init__(
        self, table: Table, folder: Path, engine: duckdb.DuckDBPyConnection, csv_above: int | None = None
    ) -> None:
        self.table = table
        self.folder = folder
        self.engine = engine
        self.csv_above = csv_above
        self.rows = 0
        self.pages = 0
        self.held = 0
        self.nameless = 0
        self.fixed = 0
        self._sequence = time.time_ns() // 1000
        self._files = 0
        self.endings: list[Future[None]] = []
        self._lock = threading.Lock()
        self.schema = pa.schema(
            [
                *values.schema(table),
                (raw.EXTRACTED_AT, pa.timestamp("us", tz="UTC")),
                (raw.EXTRACT_SEQ, pa.int64()),
                (raw.ROW_HASH, pa.string()),
                (raw.TEXT_FIXED, pa.bool_()),
                (raw.DELETED_AT, pa.timestamp("us", tz="UTC")),
                (raw.DELETED_REASON, pa.string()),
            ]
        )

    @property
    def files(self) -> list[str]:
        """The parquet files with rows."""
        return sorted(str(path) for path in self.folder.glob("rows-*.parquet"))

    @property
    def complete_files(self) -> dict[Path, int]:
        """The parquet files with rows, and how many rows each of them has."""
        return {Path(name): pq.read_metadata(name).num_rows for name in self.files}

    @property
    def held_files(self) -> list[str]:
        """The parquet files with the keys of rows that stay out."""
        return sorted(str(path) for path in self.folder.glob("held-*.parquet"))

    @property
    def fault_files(self) -> list[str]:
        """The parquet files with what goes to the quarantine."""
        return sorted(str(path) for path in self.folder.glob("faults-*.parquet"))

    def as_dicts(self, columns: Sequence[str]) -> list[dict[str, Any]]:
        """Some columns of every row, for small tables."""
        return [row for name in self.files for row in pq.read_table(name, columns=list(columns)).to_pylist()]

    def fault_rows(self) -> Iterator[dict[str, Any]]:
        """What was wrong with rows, as jde_quarantine names it."""
        for name in self.fault_files:
            yield from pq.read_table(name).to_pylist()

    @contextmanager
    def writer(self) -> Iterator[StageWriter]:
        """Take the pages of one reading; one writer per thread. See `settle` for the last of them."""
        with self._lock:
            self._files += 1
            number = self._files
        writer = StageWriter(self, number)
        try:
            yield writer
            ending = writer.finish()
        except BaseException:
            writer.close()
            raise
        with self._lock:
            self.endings.append(ending)

    def settle(self) -> None:
        """Return when all that writers took is on disk; raises what kept it from getting there."""
        while self.endings:
            self.endings.pop().result()

    def absorb(self, others: Sequence[StagedTable]) -> None:
        """Take over what other stages of the table have read, which share no key with this one.

        All rows come into one file, since a target takes each file by itself: all of its rows or none.
        """
        for stage in (self, *others):
            stage.settle()
        files = [name for stage in (self, *others) for name in stage.files]
        self._files += 1
        if files:
            rows = pa.concat_tables(pq.read_table(name) for name in files)
            with _parquet(self.folder / f"rows-{self._files:05d}.parquet", rows.schema) as writer:
                writer.write_table(rows, ROWS_PER_GROUP)
        for name in files:
            Path(name).unlink()
        for other in others:
            self._absorb_rest(other)

    def _absorb_rest(self, other: StagedTable) -> None:
        """Take over keys that stay out, faults, and the counts."""
        for path in sorted(other.folder.glob("*.parquet")):
            self._files += 1
            path.rename(self.folder / f"{path.stem.partition('-')[0]}-{self._files:05d}.parquet")
        other.folder.rmdir()
        self.rows += other.rows
        self.pages += other.pages
        self.held += other.held
        self.nameless += other.nameless
        self.fixed += other.fixed

    def take_sequence(self, count: int) -> int:
        """The first of `count` new sequence numbers."""
        with self._lock:
            first = self._sequence
            self._sequence += count
        return first

    def note(self, page: Page) -> None:
        """Count a page."""
        with self._lock:
            self.pages += 1
            self.rows += page.rows.num_rows
            held, fixed = (
                len({fault.row_key for fault in page.faults if fault.action == action})
                for action in ("held", "fixed")
            )
            self.held += held
            self.nameless += held - page.held.num_rows
            self.fixed += fixed


class StageWriter:
    """Writes the pages of one reading, many at a time, while the reading goes on."""

    def __init__(self, stage: StagedTable, number: int) -> None:
        self._stage = stage
        self._number = number
        self._waiting: list[pa.Table] = []
        self._waiting_rows = 0
        self._rows = 0
        self._files: dict[str, pq.ParquetWriter] = {}
        self._thread = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None

    def add(self, page: Page) -> None:
        """Keep a page's rows, and what was wrong with them."""
        self._stage.note(page)
        if page.rows.num_rows:
            self._waiting.append(self._numbered(page))
            self._waiting_rows += page.rows.num_rows
            self._rows += page.rows.num_rows
        if page.faults:
            rows = [(f.row_key, f.column, f.kind, f.raw_value, f.action) for f in page.faults]
            columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
            self._write("faults", pa.table(columns, schema=_FAULTS))
        if page.held.num_rows:
            self._write("held", page.held)
        if self._waiting_rows >= ROWS_PER_WRITE:
            self._flush()

    def finish(self) -> Future[None]:
        """Write what waits and close the files, while others go on."""
        self._flush()
        ending = self._thread.submit(self._end)
        self._thread.shutdown(wait=False)
        return ending

    def close(self) -> None:
        """Close the files, whatever is in them."""
        self._thread.shutdown()
        self._close_files()

    def _numbered(self, page: Page) -> pa.Table:
        size = page.rows.num_rows
        first = self._stage.take_sequence(size)
        moment = pa.scalar(datetime.now(UTC), pa.timestamp("us", tz="UTC"))
        own = {
            raw.EXTRACTED_AT: pa.repeat(moment, size),
            raw.EXTRACT_SEQ: pa.array(range(first, first + size), pa.int64()),
            raw.TEXT_FIXED: page.text_fixed,
            raw.DELETED_AT: pa.nulls(size, moment.type),
            raw.DELETED_REASON: pa.nulls(size, pa.string()),
        }
        return pa.table({**dict(zip(page.rows.column_names, page.rows.columns, strict=True)), **own})

    def _flush(self) -> None:
        if self._waiting:
            # one write at a time, so that no more than two times as many rows are in memory
            self._settle()
            self._writing = self._thread.submit(self._write_rows, pa.concat_tables(self._waiting))
        self._waiting, self._waiting_rows = [], 0

    def _settle(self) -> None:
        if self._writing is not None:
            self._writing.result()
        self._writing = None

    def _end(self) -> None:
        try:
            self._settle()
        finally:
            self._close_files()
        if self._stage.csv_above is not None and self._rows > self._stage.csv_above:
            as_csv(self._path("rows"))

    def _close_files(self) -> None:
        for writer in self._files.values():
            writer.close()

    def _write_rows(self, rows: pa.Table) -> None:
        with self._stage.engine.cursor() as cursor:
            digests = cursor.from_arrow(rows).project(raw.row_hash(self._stage.table)).to_arrow_table()
        schema = self._stage.schema
        self._write(
            "rows", rows.append_column(raw.ROW_HASH, digests.column(0)).select(schema.names).cast(schema)
        )

    def _write(self, kind: str, rows: pa.Table) -> None:
        if kind not in self._files:
            self._files[kind] = _parquet(self._path(kind), rows.schema)
        self._files[kind].write_table(rows, ROWS_PER_GROUP)

    def _path(self, kind: str) -> Path:
        return self._stage.folder / f"{kind}-{self._number:05d}.parquet"


def as_csv(source: Path) -> Path:
    """A parquet file as CSV beside it, with a line of names, unless that is there already.

    Null is an empty field, and a blank an empty quoted one.
    """
    path = source.with_suffix(".csv")
    if not path.exists():
        with pq.ParquetFile(source) as parquet, pc.CSVWriter(path, parquet.schema_arrow) as lines:
            for group in range(parquet.num_row_groups):
                lines.write_table(parquet.read_row_group(group, use_threads=False))
    return path


def _parquet(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Read once and whole, a moment later: dictionaries, statistics, strong compression would not pay."""
    return pq.ParquetWriter(path, schema, compression="lz4", use_dictionary=False, write_statistics=False)
