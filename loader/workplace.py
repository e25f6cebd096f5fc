"""What every run works with, opened together and closed together: sessions, staging, engine, target."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from loader import raw
from loader.breakers import TargetBreaker
from loader.engine import local_engine
from loader.errors import SourceError
from loader.fiscal import COMPANY_COLUMNS, PATTERN_COLUMNS, CompanyYear, company_years
from loader.pipeline import PACKAGE_ROWS, Delivery, Loading
from loader.progress import Progress
from loader.readers import Reader, Readers
from loader.reading import TableRun
from loader.registry import Registry
from loader.settings import Settings, Target
from loader.slicing import SliceRows
from loader.staging_area import StagingArea
from loader.warehouses import Warehouse, open_warehouse
from loader.watermarks import TargetState, read_state


@dataclass
class Workplace:
    """One run's tools. `state` is what the target held at the start, `business_date` the JDE server's day."""

    run_id: str
    target: Target
    settings: Settings
    registry: Registry
    progress: Progress
    warehouse: Warehouse
    readers: Readers
    area: StagingArea
    engine: duckdb.DuckDBPyConnection
    loading: Loading
    state: TargetState
    business_date: date

    @property
    def first(self) -> Reader:
        """The session of the main thread."""
        return self.readers.first

    @property
    def slice_rows(self) -> SliceRows:
        """How large the slices of a first load are: as set, or as suits the warehouse and the workers."""
        workers = self.settings.workers
        if rows := self.settings.slice_rows:
            return SliceRows(rows, rows, workers)
        most = self.warehouse.slice_rows(workers)
        # of several workers each ends with a page or a part of a package
        least = most if workers == 1 else max(self.settings.page_size, PACKAGE_ROWS // workers)
        return SliceRows(most, min(least, most), workers)

    def calendar(self, reader: Reader, runs: Mapping[str, TableRun]) -> list[CompanyYear]:
        """Each company's current fiscal period, from what the run has read of F0010 and F0008, or JDE."""
        return company_years(
            self._rows(reader, "F0010", COMPANY_COLUMNS, runs),
            self._rows(reader, "F0008", PATTERN_COLUMNS, runs),
        )

    def load(self, runs: Sequence[TableRun]) -> None:
        """Load what has changed of all tables in one package; nothing when nothing has.

        Raw has every table of the registry from the first run on, since dbt reads them all.
        """
        if lacking := raw.statements(self.registry.values(), self.state.columns):
            self.warehouse.execute(lacking)
        loaded = [(run, run.changes) for run in runs if run.changes and run.changes.rows and not run.failed]
        if not loaded:
            self.progress.stage("nothing has changed")
            return
        self.progress.stage(f"loading {sum(changes.rows for _, changes in loaded):,} rows")
        load_id = self.loading.load(
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
                self.warehouse.tune(run.table)

    def _rows(
        self, reader: Reader, name: str, columns: Sequence[str], runs: Mapping[str, TableRun]
    ) -> list[dict[str, Any]]:
        table = self.registry.get(name)
        if table is None:
            raise SourceError(
                f"{name} is not in the registry.", "Fiscal years and periods need F0010 and F0008."
            )
        run = runs.get(name)
        if run and run.reads and run.since is None and not run.failed:
            return run.stage.as_dicts(columns)
        pages = reader.service.browse(table, columns=columns)
        return [row for page in pages for row in page.rows.to_pylist()]


@contextmanager
def open_workplace(
    target: Target, settings: Settings, registry: Registry, progress: Progress
) -> Iterator[Workplace]:
    """Reach the target, sign in, and see what the target holds.

    Raises:
        LoaderError: The target or JDE cannot be reached, or refuses.
    """
    warehouse = open_warehouse(target)
    warehouse.probe()
    folder = target.state_dir / "staging"
    with (
        Readers(settings, TargetBreaker(target, warehouse)) as readers,
        StagingArea(folder) as area,
        local_engine(folder / "engine") as engine,
    ):
        day = readers.business_date(registry)
        with warehouse.asking():
            state = read_state(warehouse, registry, day)
        yield Workplace(
            run_id=f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}",
            target=target,
            settings=settings,
            registry=registry,
            progress=progress,
            warehouse=warehouse,
            readers=readers,
            area=area,
            engine=engine,
            loading=Loading(target, warehouse, folder / "packages"),
            state=state,
            business_date=day,
        )
