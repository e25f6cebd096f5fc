"""The first load of a large table: slice by slice, going on at the last finished one.

A slice is a range of document, order or address numbers, as large as `Workplace.slice_rows` says; each is one
package, or a few small ones are. They are loaded in ascending order, so whatever raw holds of an unfinished
first load is complete up to its highest number. While one slice is being loaded the next ones are read, and
later ones are sought. What has changed meanwhile in finished slices is read at the end, where the first load
was interrupted or has taken more than a day.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import islice

from loader import raw
from loader.ais.filters import Condition, Filter
from loader.changes import Changes
from loader.pipeline import PACKAGE_ROWS, Delivery
from loader.readers import Reader
from loader.reading import TableRun, accounted, calls_noted
from loader.slicing import find_slices
from loader.staging_area import StagedTable
from loader.strategies import Read, first_reads, identifier, key_reads
from loader.table import Column, Table
from loader.watermarks import newest_stamps
from loader.workplace import Workplace


@dataclass(frozen=True)
class _Slice:
    """What is asked for, and how many rows JDE counted when it was sought."""

    where: Filter
    rows: int


def backfill(work: Workplace, run: TableRun) -> None:
    """Load a table that has never been loaded completely, if it is large; else leave it as it is.

    A failure is noted in the run; what is loaded by then stays, and the next run goes on there.
    """
    table = run.table
    column = identifier(table, table.primary_key)
    resumed = table.name in work.state.unfinished
    if column is None or "replace" in table.strategies or (work.state.has_rows(table) and not resumed):
        return
    with accounted(run, work.first):
        [first] = first_reads(table, run.since)
        low = _highest(work, table, column) if resumed else None
        slices = _slices(work, run, column, first.where, low)
        found = deque(islice(slices, 2))
        if len(found) < 2 and not resumed:
            return
        run.sliced = True
        work.progress.stage(f"{table.name}: first load, up to {work.slice_rows.most:,} rows at a time")
        begun = work.state.unfinished.get(table.name, work.business_date)
        work.warehouse.execute(raw.statements([table], work.state.columns))
        _mark_as_begun(work, table)
        _load_slices(work, run, found, slices)
        work.warehouse.execute([raw.load_id_default(table.raw_name, None)])
        work.warehouse.tune(table)
        # rows that changed behind the slices have stamps from the first slice's day on
        day_before = begun - timedelta(days=1)
        newest = newest_stamps(work.warehouse, [table], work.business_date).get(table.name)
        run.watermark = min(newest or day_before, day_before)
        today = work.first.session.business_date or work.business_date
        if table.cursor and (resumed or today > begun):
            since = day_before - timedelta(days=work.settings.lookback_days)
            run.catch_up(since, _held_reads(work, table, column))


def _slices(
    work: Workplace, run: TableRun, column: Column, where: Filter, low: Decimal | None
) -> Generator[_Slice, None, None]:
    """The slices in ascending order, each sought when it is asked for; a reader is kept until the last."""

    def count(low: Decimal | None, high: Decimal | None) -> int:
        return reader.service.count(run.table, _range(where, column, low, high))

    with _reader(work, run) as reader:
        for part in find_slices(count, low, Decimal(10) ** column.length, work.slice_rows):
            found = _Slice(_range(where, column, part.low, part.high), part.rows)
            if part.high is None:
                break
            yield found
    yield found


def _load_slices(
    work: Workplace, run: TableRun, found: deque[_Slice], slices: Generator[_Slice, None, None]
) -> None:
    """Read ahead in the workers' threads; load here and in order, and seek slices while none can be loaded.

    A slice waits for each worker and one more: all may end at once, and slices are loaded one by one.
    """
    waiting: deque[Future[StagedTable]] = deque()
    number, seeking = 0, True
    with ThreadPoolExecutor(work.settings.workers) as pool, closing(slices):
        try:
            while found or waiting or seeking:
                while found and len(waiting) <= 2 * work.settings.workers:
                    waiting.append(pool.submit(_read_slice, work, run, number, found.popleft()))
                    number += 1
                work.loading.open()
                if seeking and not (waiting and waiting[0].done()):
                    more = next(slices, None)
                    seeking = more is not None
                    if more:
                        found.append(more)
                else:
                    _load_slice(work, run, _next_stage(run, waiting))
        finally:
            for future in waiting:
                future.cancel()


@contextmanager
def _reader(work: Workplace, run: TableRun) -> Iterator[Reader]:
    """A session of its own, whose calls count for the table; those of the first one count anyway."""
    with (
        work.readers.borrow() as reader,
        nullcontext() if reader is work.first else calls_noted(run, reader),
    ):
        yield reader


def _read_slice(work: Workplace, run: TableRun, number: int, part: _Slice) -> StagedTable:
    # smaller slices may go with others, in one file
    csv_above = PACKAGE_ROWS if work.warehouse.takes_csv else None
    stage = work.area.table(run.table, f"slice_{number}", csv_above)
    with (
        _reader(work, run) as reader,
        work.progress.reading(run.table.name) as advance,
        stage.writer() as writer,
    ):
        for page in reader.service.browse(run.table, part.where, counted=True, known=part.rows):
            writer.add(page)
            advance(page.rows.num_rows)
        run.report.warnings += reader.service.take_doubts()
    return stage


def _next_stage(run: TableRun, waiting: deque[Future[StagedTable]]) -> StagedTable:
    """The next slice, and with a small one those that are read already, but for the first of a run."""
    stage = waiting.popleft().result()
    rows, others = stage.rows, []
    while run.report.load_id is not None and waiting and _is_read(waiting[0], PACKAGE_ROWS - rows):
        others.append(waiting.popleft().result())
        rows += others[-1].rows
    if others:
        stage.absorb(others)
    return stage


def _is_read(reading: Future[StagedTable], most: int) -> bool:
    """True for a slice that has been read and has at most so many rows."""
    return reading.done() and reading.exception() is None and reading.result().rows <= most


def _load_slice(work: Workplace, run: TableRun, stage: StagedTable) -> None:
    """One package for the slice; only the first after an interruption can meet rows that raw has."""
    report, table = run.report, run.table
    stage.settle()
    fresh = report.load_id is not None or not work.state.has_rows(table)
    changes = Changes(table, stage, work.engine, fresh)
    changes.prepare()
    if not fresh:
        with work.warehouse.comparison(work.engine) as target:
            changes.compare(target)
    if changes.rows:
        ready = stage.complete_files if changes.is_whole_stage else {}
        delivery = Delivery(table.raw_name, raw.hints(table), changes.write, append=fresh, ready=ready)
        report.load_id = work.loading.load([delivery])
    run.add_slice(stage, changes)
    shutil.rmtree(stage.folder, ignore_errors=True)


def _held_reads(work: Workplace, table: Table, column: Column) -> list[Read]:
    """What brings the rows that were put into quarantine: their stamps may lie before any window.

    A quarantined row whose key is not to be read is sought in the whole table.
    """
    place = table.primary_key.index(column.name)
    held = work.warehouse.select(
        f'select distinct row_key from "{{raw}}".{raw.QUARANTINE.name}'
        f" where table_name = {raw.literal(table.raw_name)} and action = 'held'"
    )
    keys = [key.split("|") for (key,) in held]
    try:
        numbers = [{column.name: Decimal(key[place])} for key in keys if len(key) == len(table.primary_key)]
    except InvalidOperation:
        return first_reads(table, None)
    return key_reads(table, numbers) if len(numbers) == len(keys) else first_reads(table, None)


def _mark_as_begun(work: Workplace, table: Table) -> None:
    """A watermark without a date says that the first load is under way; the first one's day is kept."""
    if table.name not in work.state.unfinished:
        row = {
            "table_name": table.raw_name,
            "run_id": work.run_id,
            "updated_at": datetime.now(UTC),
            "begun_on": work.business_date,
        }
        work.warehouse.record([(raw.WATERMARKS, [row])])


def _highest(work: Workplace, table: Table, column: Column) -> Decimal | None:
    rows = work.warehouse.select(f'select max("{column.name}") from "{{raw}}"."{table.raw_name}"')
    return Decimal(rows[0][0]) if rows and rows[0][0] is not None else None


def _range(where: Filter, column: Column, low: Decimal | None, high: Decimal | None) -> Filter:
    bounds = [] if low is None else [Condition(column.name, "GREATER_EQUAL", (low,))]
    bounds += [] if high is None else [Condition(column.name, "LESS", (high,))]
    return Filter((*where.all_of, *bounds), where.any_of)
