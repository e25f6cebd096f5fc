"""One incremental cycle: read every table completely, compare, load one package, and keep the books.

The rows of all tables that passed go into one dlt package. Watermarks and the load log follow in a second
one, once the rows are there, since the tables of one package are not atomic together.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from loader import raw
from loader.breakers import TargetBreaker
from loader.changes import Changes
from loader.engine import local_engine
from loader.errors import PartialError, SourceError
from loader.fiscal import COMPANY_COLUMNS, PATTERN_COLUMNS, CompanyYear, company_years
from loader.pipeline import Delivery, Loading, own_rows
from loader.progress import Progress
from loader.readers import Reader, Readers
from loader.reading import TableRun, accounted, new_run, read, stamp_warnings
from loader.registry import Registry, Table
from loader.report import RunReport
from loader.settings import Settings, Target
from loader.staging_area import StagingArea
from loader.strategies import (
    children_reads,
    first_reads,
    key_reads,
    needs_calendar,
    scope_reads,
    window_start,
)
from loader.touched import touched_parents
from loader.warehouses import Comparison, Warehouse, open_warehouse
from loader.watermarks import TargetState, newest_of, read_state


@dataclass(frozen=True)
class Options:
    """What the user asked of this run: which tables, everything anew, and that emptied tables are right."""

    tables: tuple[str, ...] = ()
    full_refresh: bool = False
    approve: bool = False


class Cycle:
    """One run over the chosen tables of the registry."""

    def __init__(
        self, target: Target, settings: Settings, registry: Registry, options: Options, progress: Progress
    ) -> None:
        self._target = target
        self._settings = settings
        self._registry = registry
        self._options = options
        self._progress = progress
        self._tables = registry.select(list(options.tables or settings.tables))
        self._warehouse: Warehouse = open_warehouse(target)
        self.run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"

    def run(self) -> RunReport:
        """Run the cycle.

        Raises:
            LoaderError: Sign-in, the JDE side or the target failed as a whole. What went wrong with single
                tables is in the report.
        """
        began = time.monotonic()
        self._warehouse.probe()
        folder = self._target.state_dir / "staging"
        with (
            Readers(self._settings, TargetBreaker(self._target, self._warehouse)) as readers,
            StagingArea(folder) as area,
            local_engine(folder / "engine") as engine,
        ):
            day = readers.business_date(self._registry)
            state = read_state(self._warehouse, self._registry, day)
            runs = [self._start(table, area, state) for table in self._tables]
            self._progress.stage(f"reading {len(runs)} tables of {self._settings.base_url}")
            readers.each(lambda reader, run: self._read_own(reader, run), runs)
            self._read_related(readers, runs, state, engine)
            self._progress.stage("comparing with the warehouse")
            self._compare(readers.first, runs, state, engine)
            loading = Loading(self._target, self._warehouse, folder / "packages")
            self._load(loading, runs, state)
            day = readers.first.session.business_date or day
            self._keep_books(loading, runs, state, day, engine)
        return RunReport(
            self.run_id, [run.report for run in runs], day, self._target.dbt_target, time.monotonic() - began
        )

    def _start(self, table: Table, area: StagingArea, state: TargetState) -> TableRun:
        watermark = None if self._options.full_refresh else state.watermarks.get(table.name)
        start = self._settings.start_date
        since = window_start(table, watermark, self._settings.lookback_days, start)
        return new_run(table, area.table(table), since)

    def _read_own(self, reader: Reader, run: TableRun) -> None:
        with accounted(run, reader):
            read(reader, run, first_reads(run.table, run.since), self._progress)

    def _read_related(
        self,
        readers: Readers,
        runs: Sequence[TableRun],
        state: TargetState,
        engine: duckdb.DuckDBPyConnection,
    ) -> None:
        waiting = [run for run in runs if run.since is not None and not run.failed]
        waiting = [run for run in waiting if {"children", "scope"} & set(run.table.strategies)]
        by_name = {run.table.name: run for run in runs}
        calendar = self._calendar(
            readers.first, [run for run in waiting if needs_calendar(run.table)], by_name
        )

        def work(reader: Reader, run: TableRun) -> None:
            with accounted(run, reader):
                if "children" in run.table.strategies and run.table.parent:
                    parents = touched_parents(
                        reader.service,
                        run,
                        by_name,
                        self._registry,
                        state,
                        self._settings.lookback_days,
                        engine.cursor(),
                    )
                    read(reader, run, children_reads(run.table, parents), self._progress)
                if "scope" in run.table.strategies:
                    read(reader, run, scope_reads(run.table, calendar), self._progress)

        readers.each(work, [run for run in waiting if not run.failed])

    def _calendar(
        self, reader: Reader, needing: Sequence[TableRun], by_name: dict[str, TableRun]
    ) -> list[CompanyYear]:
        if not needing:
            return []
        with accounted(needing[0], reader):
            return company_years(
                self._rows(reader, "F0010", COMPANY_COLUMNS, by_name),
                self._rows(reader, "F0008", PATTERN_COLUMNS, by_name),
            )
        for run in needing[1:]:
            run.report.error = needing[0].report.error
        return []

    def _rows(
        self, reader: Reader, name: str, columns: Sequence[str], by_name: dict[str, TableRun]
    ) -> list[dict[str, Any]]:
        table = self._registry.get(name)
        if table is None:
            raise SourceError(f"{name} is not in the registry.", "Fiscal scopes need F0010 and F0008.")
        run = by_name.get(name)
        if run and run.reads and run.since is None and not run.failed:
            return run.stage.as_dicts(columns)
        pages = reader.service.browse(table, columns=columns)
        return [row for page in pages for row in page.rows.to_pylist()]

    def _compare(
        self, reader: Reader, runs: Sequence[TableRun], state: TargetState, engine: duckdb.DuckDBPyConnection
    ) -> None:
        for run in runs:
            if run.failed:
                continue
            run.changes = Changes(run.table, run.stage, engine, not state.has_rows(run.table))
            with accounted(run, reader):
                run.changes.prepare()
                if state.has_rows(run.table):
                    self._compare_with_target(reader, run, run.changes, engine)
                run.report.warnings += stamp_warnings(run, reader.session.business_date or date.max)

    def _compare_with_target(
        self, reader: Reader, run: TableRun, changes: Changes, engine: duckdb.DuckDBPyConnection
    ) -> None:
        def look(then: Callable[[Comparison], Any]) -> Any:
            with self._warehouse.comparison(engine) as target:
                changes.compare(target)
                return then(target)

        if not self._options.approve:
            with self._warehouse.comparison(engine) as target:
                changes.refuse_emptiness(target, run.reads, run.strict_rows)
        # `--full-refresh` with a start date reads a window, which proves nothing about older rows
        reads = list(run.reads)
        if not look(lambda target: changes.find_missing(target, reads)):
            return
        # no tombstone without a second look: a row may have left the scope, or moved between two pages
        read(reader, run, key_reads(run.table, changes.missing_keys()), self._progress)
        changes.prepare()

        def bury(target: Comparison) -> None:
            if changes.find_missing(target, reads):
                changes.bury(target, self._settings.purge_before)

        look(bury)

    def _load(self, loading: Loading, runs: Sequence[TableRun], state: TargetState) -> None:
        self._warehouse.execute(raw.statements([run.table for run in runs], state.columns))
        loaded = [(run, run.changes) for run in runs if run.changes and run.changes.rows and not run.failed]
        if not loaded:
            self._progress.stage("nothing has changed")
            return
        self._progress.stage(f"loading {sum(changes.rows for _, changes in loaded):,} rows")
        load_id = loading.load(
            [
                Delivery(
                    run.table.raw_name, raw.hints(run.table), changes.write, append=changes.table_is_empty
                )
                for run, changes in loaded
            ]
        )
        for run, changes in loaded:
            run.report.load_id = load_id
            if changes.table_is_empty:
                self._warehouse.tune(run.table)

    def _keep_books(
        self,
        loading: Loading,
        runs: Sequence[TableRun],
        state: TargetState,
        day: date,
        engine: duckdb.DuckDBPyConnection,
    ) -> None:
        moment = datetime.now(UTC)
        marks, faults = [], []
        for run in runs:
            self._settle(run)
            if run.changes and not run.failed and run.table.cursor and "changed" in run.table.strategies:
                mark = self._watermark(run, state, day, engine)
                if mark is not None and mark != state.watermarks.get(run.table.name):
                    marks.append(
                        {
                            "table_name": run.table.raw_name,
                            "watermark": mark,
                            "run_id": self.run_id,
                            "updated_at": moment,
                        }
                    )
            for row in run.stage.fault_rows():
                faults.append(
                    {"run_id": self.run_id, "table_name": run.table.raw_name, "seen_at": moment, **row}
                )
        log = [run.report.as_row(self.run_id, day) for run in runs]
        books = [(raw.LOADS, log), (raw.WATERMARKS, marks), (raw.QUARANTINE, faults)]
        loading.load([own_rows(table, rows) for table, rows in books if rows])

    def _settle(self, run: TableRun) -> None:
        report, changes = run.report, run.changes
        if changes and not run.failed:
            report.inserted, report.changed, report.deleted = (
                changes.inserted,
                changes.changed,
                changes.deleted,
            )
        if report.error is None and report.quarantined > self._settings.quarantine_budget:
            report.error = PartialError(
                f"{report.table}: {report.quarantined} rows are in quarantine,"
                f" {self._settings.quarantine_budget} are allowed.",
                "See raw_jde.jde_quarantine; correct them in JDE or raise SOURCES__JDE__QUARANTINE_BUDGET.",
            )

    def _watermark(
        self, run: TableRun, state: TargetState, day: date, engine: duckdb.DuckDBPyConnection
    ) -> date | None:
        name = run.table.cursor.date if run.table.cursor else ""
        rows = engine.execute(
            f'select distinct "{name}" from {run.table.raw_name}_read where "{name}" > 0'
        ).fetchall()
        newest = newest_of((row[0] for row in rows), day)
        known = [mark for mark in (newest, state.watermarks.get(run.table.name)) if mark is not None]
        return max(known, default=None)
