"""One incremental cycle: read every table completely, compare, load one package, and keep the books.

The rows of all tables that passed go into one dlt package. Watermarks and the load log follow in a second
one, once the rows are there, since the tables of one package are not atomic together.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from loader.backfill import backfill
from loader.books import keep_books
from loader.comparing import compare
from loader.fiscal import CompanyYear
from loader.progress import Progress
from loader.readers import Reader
from loader.reading import TableRun, accounted, new_run, read
from loader.registry import Registry
from loader.report import RunReport
from loader.settings import Settings, Target
from loader.strategies import children_reads, first_reads, needs_calendar, scope_reads, window_start
from loader.table import Table
from loader.touched import touched_parents
from loader.workplace import Workplace, open_workplace


@dataclass(frozen=True)
class Options:
    """What the user asked of this run: which tables, everything anew, and that emptied tables are right."""

    tables: tuple[str, ...] = ()
    full_refresh: bool = False
    approve: bool = False


def run_cycle(
    target: Target, settings: Settings, registry: Registry, options: Options, progress: Progress
) -> RunReport:
    """Run one cycle over the chosen tables of the registry.

    Raises:
        LoaderError: Sign-in, the JDE side or the target failed as a whole. What went wrong with single
            tables is in the report.
    """
    began = time.monotonic()
    names = list(options.tables or settings.tables)
    registry.select(names)  # a wrong name is told before anyone signs in
    with open_workplace(target, settings, registry, progress) as work:
        tables = registry.select(names, work.state.filled)
        runs = [_start(work, table, options) for table in tables]
        progress.stage(f"reading {len(runs)} tables of {settings.base_url}")
        for run in runs:
            if _is_new(work, run, options):
                backfill(work, run)
        whole = [run for run in runs if run.goes_on]
        work.readers.each(lambda reader, run: _read_own(work, reader, run), whole)
        _read_related(work, runs)
        progress.stage("comparing with the warehouse")
        for run in whole:
            if run.goes_on:
                compare(work, run, options.approve)
        work.load(runs)
        day = keep_books(work, runs)
        seconds = time.monotonic() - began
        return RunReport(work.run_id, [run.report for run in runs], day, target.dbt_target, seconds)


def _is_new(work: Workplace, run: TableRun, options: Options) -> bool:
    """True when the target holds nothing of a table, or the beginning of a first load."""
    begun = run.table.name in work.state.unfinished and not options.full_refresh
    return begun or not work.state.has_rows(run.table)


def _start(work: Workplace, table: Table, options: Options) -> TableRun:
    watermark = None if options.full_refresh else work.state.watermarks.get(table.name)
    since = window_start(table, watermark, work.settings.lookback_days, work.settings.start_date)
    return new_run(table, work.area.table(table), since)


def _read_own(work: Workplace, reader: Reader, run: TableRun) -> None:
    with accounted(run, reader):
        reads = [*first_reads(run.table, run.since), *run.owed]
        read(reader, run, reads, work.progress, counted=True)


def _read_related(work: Workplace, runs: Sequence[TableRun]) -> None:
    """Children and scopes: what is read depends on what all tables' own readings brought."""
    waiting = [run for run in runs if run.since is not None and run.goes_on]
    waiting = [run for run in waiting if {"children", "scope"} & set(run.table.strategies)]
    by_name = {run.table.name: run for run in runs}
    calendar = _calendar(work, [run for run in waiting if needs_calendar(run.table)], by_name)

    def related(reader: Reader, run: TableRun) -> None:
        with accounted(run, reader):
            if "children" in run.table.strategies:
                parents = touched_parents(work, reader, run, by_name)
                read(reader, run, children_reads(run.table, parents), work.progress)
            if "scope" in run.table.strategies:
                read(reader, run, scope_reads(run.table, calendar), work.progress)

    work.readers.each(related, [run for run in waiting if not run.failed])


def _calendar(work: Workplace, needing: Sequence[TableRun], runs: dict[str, TableRun]) -> list[CompanyYear]:
    if not needing:
        return []
    with accounted(needing[0], work.first):
        return work.calendar(work.first, runs)
    for run in needing[1:]:
        run.report.error = needing[0].report.error
    return []
