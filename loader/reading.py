"""Reading one table in one run: pages into the stage, faults counted, time and calls noted."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from loader.ais.dates import cyyddd
from loader.changes import Changes
from loader.errors import LoaderError, LockedError, WarehouseError
from loader.progress import Progress
from loader.readers import Reader
from loader.report import TableReport
from loader.staging_area import StagedTable
from loader.strategies import Read
from loader.table import Table


@dataclass
class TableRun:
    """A table on its way through a run.

    `since` is the first update stamp that is read, None when the table is read whole; `reads` is what has
    been read; `strict_rows` counts rows of readings that may not come back empty. `sliced` is a table that
    was loaded slice by slice, with its new `watermark` and the `faults` of all slices; `catches_up` that what
    has changed meanwhile is still to be read, and `owed` what else.
    """

    table: Table
    stage: StagedTable
    report: TableReport
    since: date | None
    reads: list[Read] = field(default_factory=list)
    strict_rows: int = 0
    sliced: bool = False
    catches_up: bool = False
    owed: Sequence[Read] = ()
    watermark: date | None = None
    faults: list[dict[str, Any]] = field(default_factory=list)
    changes: Changes | None = None
    _slices: list[StagedTable] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """True once the table is given up for this run."""
        return self.report.error is not None

    @property
    def goes_on(self) -> bool:
        """True while the table is to be read and compared as a whole, outside of slices."""
        return not self.failed and (not self.sliced or self.catches_up)

    def add_slice(self, stage: StagedTable, changes: Changes) -> None:
        """Count a slice that has been loaded."""
        self._slices.append(stage)
        self.report.inserted += changes.inserted
        self.report.changed += changes.changed
        self.faults += stage.fault_rows()

    def catch_up(self, since: date, owed: Sequence[Read]) -> None:
        """After the slices, go on with what is stamped since a day, what hangs on it, and what is owed."""
        self.since, self.catches_up, self.owed = since, True, owed

    def count_stages(self) -> None:
        """Note in the report what has been read so far."""
        stages = (*self._slices, self.stage)
        self.report.rows_read = sum(stage.rows for stage in stages)
        self.report.pages = sum(stage.pages for stage in stages)
        self.report.quarantined = sum(stage.held for stage in stages)

    def covers_since(self, day: date) -> bool:
        """True when the rows stamped since that day have been read completely."""
        return not self.failed and bool(self.reads) and (self.since is None or self.since <= day)


def new_run(table: Table, stage: StagedTable, since: date | None) -> TableRun:
    """A table of which nothing has been read yet."""
    report = TableReport(table.name, table.strategies, datetime.now(UTC), since)
    return TableRun(table, stage, report, since)


def read(
    reader: Reader, run: TableRun, reads: Sequence[Read], progress: Progress, counted: bool = False
) -> None:
    """Read completely into the stage.

    Args:
        counted: The server's count must agree with each reading, however short.

    Raises:
        LoaderError: A reading did not come to its end; nothing of the table is loaded then.
    """
    for item in reads:
        with progress.reading(run.table.name) as advance, run.stage.writer() as writer:
            for page in reader.service.browse(run.table, item.where, counted=counted):
                writer.add(page)
                advance(page.rows.num_rows)
                if item.strict:
                    run.strict_rows += page.rows.num_rows + page.held.num_rows
        run.stage.settle()
        run.reads.append(item)
        run.report.warnings += reader.service.take_doubts()


@contextmanager
def calls_noted(run: TableRun, reader: Reader) -> Iterator[None]:
    """Add the calls that the reader makes meanwhile to those of the table."""
    counters = reader.session.counters
    before = counters.snapshot()
    try:
        yield
    finally:
        run.report.requests += counters.requests - before.requests
        run.report.logins += counters.logins - before.logins


@contextmanager
def accounted(run: TableRun, reader: Reader | None = None) -> Iterator[None]:
    """Note time, calls and the failure of a piece of work on a table; only the target's failures get out."""
    began = time.monotonic()
    try:
        with calls_noted(run, reader) if reader else nullcontext():
            yield
    except (WarehouseError, LockedError):
        raise
    except LoaderError as error:
        run.report.error = error
    except (OSError, duckdb.OperationalError) as error:
        # a full or broken disk under the stage or the local engine is no failure of one table
        cause = str(error).partition("\n")[0].rstrip(".")
        raise WarehouseError(f"{run.table.name}: {cause}.", "Check the disk under JDE_STATE_DIR.") from error
    finally:
        report = run.report
        report.seconds += time.monotonic() - began
        report.finished_at = datetime.now(UTC)
        run.count_stages()


def stamp_warnings(run: TableRun, business_date: date) -> list[str]:
    """What is odd about the update stamps that were read."""
    if run.table.cursor is None or run.changes is None:
        return []
    name = run.table.cursor.date
    [(future, empty)] = run.changes.engine.execute(
        f'select count(*) filter (where "{name}" > {cyyddd(business_date)}),'
        f' count(*) filter (where coalesce("{name}", 0) = 0) from {run.table.raw_name}_read'
    ).fetchall()
    found = []
    if future:
        found.append(
            f"{future:,} rows are stamped after the JDE server's day; they do not move the watermark"
        )
    if empty and "changed" in run.table.strategies:
        found.append(f"{empty:,} rows have no update stamp; only `jde-loader reconcile` sees them change")
    return found
