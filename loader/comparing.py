"""From what was read of a table to what is to be written: compare, look twice at what is missing, bury it."""

from __future__ import annotations

from loader.changes import Changes, unbelievable
from loader.errors import SourceError
from loader.reading import TableRun, accounted, read, stamp_warnings
from loader.strategies import key_reads
from loader.workplace import Workplace


def compare(work: Workplace, run: TableRun, approve: bool, by_value: bool = False) -> None:
    """Find out what of the reading is news for the target; a failure is noted in the run.

    Args:
        approve: Believe that a table or scope which came back empty is empty.
        by_value: Do not rely on the digests in the target.
    """
    is_empty = not run.sliced and not work.state.has_rows(run.table)
    run.changes = Changes(run.table, run.stage, work.engine, is_empty, by_value)
    with accounted(run, work.first):
        run.changes.prepare()
        if not run.changes.table_is_empty:
            _with_target(work, run, run.changes, approve)
        run.report.warnings += stamp_warnings(run, work.business_date)


def _with_target(work: Workplace, run: TableRun, changes: Changes, approve: bool) -> None:
    reads = list(run.reads)
    with work.warehouse.comparison(work.engine) as target:
        if not approve:
            changes.refuse_emptiness(target, reads, run.strict_rows)
        changes.compare(target)
        missing = changes.find_missing(target, reads)
    if not missing:
        return
    if not run.stage.rows and not approve:
        _refuse_vanished(work, run, missing)
    # no tombstone without a second look: a row may have left the scope, or moved between two pages
    read(work.first, run, key_reads(run.table, changes.missing_keys()), work.progress, counted=True)
    changes.prepare()
    with work.warehouse.comparison(work.engine) as target:
        changes.compare(target)
        if changes.find_missing(target, reads):
            _refuse_nameless(run)
            changes.bury(target, work.settings.purge_before)


def _refuse_vanished(work: Workplace, run: TableRun, missing: int) -> None:
    """Do not believe that rows are gone from a table of which JDE shows none at all."""
    if work.first.service.count(run.table) == 0:
        cause = f"JDE shows no row of it any more; {missing:,} would be marked as deleted."
        raise unbelievable(run.table, cause)


def _refuse_nameless(run: TableRun) -> None:
    """Do not take rows for deleted while others came whose key cannot be read: they may be the same."""
    if run.stage.nameless:
        raise SourceError(
            f"{run.table.name}: rows are missing, and {run.stage.nameless:,} came without a readable key.",
            "See jde_quarantine, correct them in JDE, and run again.",
        )
