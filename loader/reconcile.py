"""Reconcile: prove that the warehouse equals JDE, and repair what does not.

Counts and sums by bucket come first, added up by the JDE server. Only where they differ are rows read, after
the bucket has been narrowed to short ranges of document or order numbers. Large repairs, and any in a closed
period, wait for a person.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loader import raw
from loader.ais.filters import Filter
from loader.books import keep_books
from loader.comparing import compare
from loader.control_totals import (
    Bucket,
    Totals,
    as_rows,
    bucket_columns,
    bucket_filter,
    bucket_sql,
    decimal_places,
    differences,
    from_jde,
    read_totals,
    sql_totals,
    sum_columns,
)
from loader.errors import ApprovalNeeded, SourceError
from loader.fiscal import closed_periods, has_periods
from loader.narrowing import Narrowing
from loader.progress import Progress
from loader.readers import Reader
from loader.reading import TableRun, accounted, new_run, read
from loader.registry import Registry
from loader.report import RunReport
from loader.settings import Settings, Target
from loader.strategies import EVERYTHING, Read
from loader.table import Table
from loader.workplace import Workplace, open_workplace

LARGE_SHARE = 0.05
STRATEGY = "reconcile"
FEW_BUCKETS = 10


@dataclass
class Proof:
    """One table's totals on both sides, as JDE gave them and as the warehouse has them."""

    run: TableRun
    columns: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    source: Totals = field(default_factory=dict)
    warehouse: Totals = field(default_factory=dict)


def reconcile(
    target: Target,
    settings: Settings,
    registry: Registry,
    tables: Sequence[str],
    approve: bool,
    progress: Progress,
) -> RunReport:
    """Reconcile the chosen tables, as far as they have been loaded.

    Args:
        approve: Let large and closed-period repairs through.

    Raises:
        LoaderError: Sign-in, the JDE side or the target failed as a whole.
    """
    began = time.monotonic()
    names = list(tables or settings.tables)
    registry.select(names)  # a wrong name is told before anyone signs in
    with open_workplace(target, settings, registry, progress) as work:
        chosen = registry.select(names, work.state.filled)
        proofs = [_start(work, table) for table in chosen if work.state.is_loaded(table)]
        if left := [table.name for table in chosen if not work.state.is_loaded(table)]:
            progress.stage(f"left out, since they were never loaded completely: {', '.join(left)}")
        progress.stage(f"comparing totals of {len(proofs)} tables with {settings.base_url}")
        work.readers.each(lambda reader, proof: _examine(work, reader, proof), proofs)
        for proof in proofs:
            if not proof.run.failed:
                compare(work, proof.run, approve=True, by_value=True)
                _ask_for_approval(work, proof.run, approve)
        runs = [proof.run for proof in proofs]
        work.load(runs)
        for proof in proofs:
            if not proof.run.failed:
                proof.warehouse = _warehouse_totals(work, proof)
        totals = [row for proof in proofs for row in _rows(proof)]
        day = keep_books(work, runs, totals)
        seconds = time.monotonic() - began
        return RunReport(work.run_id, [run.report for run in runs], day, target.dbt_target, seconds)


def _start(work: Workplace, table: Table) -> Proof:
    run = new_run(table, work.area.table(table), None)
    run.report.strategies = (STRATEGY,)
    return Proof(run)


def _examine(work: Workplace, reader: Reader, proof: Proof) -> None:
    """Compare totals, and read the rows wherever they differ."""
    run, table = proof.run, proof.run.table
    with accounted(run, reader):
        _take_totals(work, reader, proof)
        if not proof.sums:
            if sum_columns(table):
                run.report.warnings.append("JDE adds nothing up, so all rows were read and compared")
            read(reader, run, [Read(Filter(), covers=EVERYTHING)], work.progress, counted=True)
            return
        places = decimal_places(table, proof.columns, proof.source, proof.warehouse)
        different = differences(table, proof.source, proof.warehouse, places)
        if different:
            run.report.warnings.append(f"{len(different)} of {len(places)} totals differed before the repair")
            reads = _settling_reads(work, reader, proof, different, places)
            read(reader, run, reads, work.progress)


def _settling_reads(
    work: Workplace, reader: Reader, proof: Proof, different: Sequence[Bucket], places: Mapping[Bucket, int]
) -> list[Read]:
    """What to read where totals differ: short ranges, or the table whole where that takes fewer requests."""
    table, sides = proof.run.table, (proof.source, proof.warehouse)

    def rows(bucket: Bucket) -> int:
        return max(side[bucket].rows for side in sides if bucket in side)

    if len(different) > sum(map(rows, places)) / work.settings.page_size + FEW_BUCKETS:
        return [Read(Filter(), covers=EVERYTHING)]
    narrowing = Narrowing(work, reader.service, table, proof.sums)
    return [
        narrowed
        for bucket in different
        for narrowed in narrowing.reads(
            bucket_filter(table, proof.columns, bucket),
            bucket_sql(table, proof.columns, bucket),
            rows(bucket),
            places[bucket],
        )
    ]


def _take_totals(work: Workplace, reader: Reader, proof: Proof) -> None:
    table = proof.run.table
    proof.columns, proof.sums = bucket_columns(table), sum_columns(table)
    if not reader.service.capabilities.aggregation:
        proof.columns, proof.sums = (), ()
    try:
        proof.source = from_jde(reader.service, table, proof.columns, Filter(), proof.sums)
    except SourceError:
        if not proof.sums:
            raise
        # the server promised to add up and does not: counting is left
        proof.columns, proof.sums = (), ()
        proof.source = from_jde(reader.service, table, (), Filter(), ())
    proof.warehouse = _warehouse_totals(work, proof)


def _warehouse_totals(work: Workplace, proof: Proof) -> Totals:
    table = proof.run.table
    query = sql_totals(
        table, f'"{{raw}}"."{table.raw_name}"', proof.columns, proof.sums, f"{raw.DELETED_AT} is null"
    )
    return read_totals(work.warehouse.select(query), proof.columns, proof.sums)


def _rows(proof: Proof) -> Iterator[dict[str, Any]]:
    """The totals after the repair, or as they were where it waits or failed."""
    run = proof.run
    return as_rows(run.table, proof.columns, proof.source, proof.warehouse, settled=not run.failed)


def _ask_for_approval(work: Workplace, run: TableRun, approve: bool) -> None:
    """Hold back a repair that is large, or that reaches into closed periods.

    The table is then noted as waiting (ApprovalNeeded), and nothing of it is loaded.
    """
    changes = run.changes
    if approve or run.failed or changes is None or not changes.rows:
        return
    with accounted(run, work.first):
        live = work.warehouse.select(
            f'select count(*) from "{{raw}}"."{run.table.raw_name}" where {raw.DELETED_AT} is null'
        )[0][0]
        remedy = f"Look at it, then run `jde-loader reconcile --tables {run.table.name} --approve`."
        counts = f"{changes.inserted:,} new, {changes.changed:,} changed and {changes.deleted:,} deleted rows"
        if changes.rows > LARGE_SHARE * max(live, 1):
            raise ApprovalNeeded(f"{run.table.name}: {counts} are more than 5 % of {live:,}.", remedy)
        closed = 0
        if has_periods(run.table) and (past := closed_periods(run.table, work.calendar(work.first, {}))):
            closed = changes.count_where(past)
        if closed:
            raise ApprovalNeeded(f"{run.table.name}: {counts}, {closed:,} of them in closed periods.", remedy)
