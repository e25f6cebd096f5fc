"""The loader's own books: watermarks, the load log and the quarantine, written once the rows are there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from loader import raw
from loader.errors import PartialError
from loader.reading import TableRun
from loader.watermarks import newest_of
from loader.workplace import Workplace


def keep_books(work: Workplace, runs: Sequence[TableRun], totals: Sequence[dict[str, Any]] = ()) -> date:
    """Write what the run did, after its rows; returns the JDE server's day at its end.

    Args:
        totals: Rows of jde_control_totals without run id and time.
    """
    moment = datetime.now(UTC)
    day = work.first.session.business_date or work.business_date
    for run in runs:
        _settle(work, run)
    marks = [
        {"table_name": run.table.raw_name, "watermark": mark, "run_id": work.run_id, "updated_at": moment}
        for run in runs
        if (mark := _moved_watermark(work, run, day)) is not None
    ]
    faults = [
        {"run_id": work.run_id, "table_name": run.table.raw_name, "seen_at": moment, **row}
        for run in runs
        for row in _new_faults(work, run)
    ]
    books: list[tuple[raw.OwnTable, Sequence[dict[str, Any]]]] = [
        (raw.LOADS, [run.report.as_row(work.run_id, day) for run in runs]),
        (raw.WATERMARKS, marks),
        (raw.QUARANTINE, faults),
        (raw.CONTROL_TOTALS, [{"run_id": work.run_id, "checked_at": moment, **row} for row in totals]),
    ]
    work.warehouse.record([(table, rows) for table, rows in books if rows])
    return day


def _settle(work: Workplace, run: TableRun) -> None:
    report, changes = run.report, run.changes
    if changes and not run.failed:
        report.inserted += changes.inserted
        report.changed += changes.changed
        report.deleted += changes.deleted
    if report.error is None and report.quarantined > work.settings.quarantine_budget:
        report.error = PartialError(
            f"{report.table}: {report.quarantined} rows are in quarantine,"
            f" {work.settings.quarantine_budget} are allowed.",
            f"See {work.target.schema}.jde_quarantine; correct them in JDE, or raise"
            " SOURCES__JDE__QUARANTINE_BUDGET.",
        )


def _new_faults(work: Workplace, run: TableRun) -> list[dict[str, Any]]:
    """Each fault once. A text that was mended before is not told again by every run that reads it."""
    found = {tuple(row.values()): row for row in [*run.faults, *run.stage.fault_rows()]}
    if not any(row["action"] == "fixed" for row in found.values()):
        return list(found.values())
    told = set(
        work.warehouse.select(
            f'select row_key, column_name, raw_value from "{{raw}}".{raw.QUARANTINE.name}'
            f" where table_name = {raw.literal(run.table.raw_name)} and action = 'fixed'"
        )
    )
    return [
        row
        for row in found.values()
        if row["action"] != "fixed" or (row["row_key"], row["column_name"], row["raw_value"]) not in told
    ]


def _moved_watermark(work: Workplace, run: TableRun, day: date) -> date | None:
    """The table's new watermark; None when it stays. A failed table's does not move."""
    cursor = run.table.cursor
    if run.failed:
        return None
    if run.sliced and not run.catches_up:
        return run.watermark
    if cursor is None or run.changes is None or not (run.sliced or "changed" in run.report.strategies):
        return None
    stamps = work.engine.execute(
        f'select distinct "{cursor.date}" from {run.table.raw_name}_read where "{cursor.date}" > 0'
    ).fetchall()
    before = run.watermark or work.state.watermarks.get(run.table.name)
    known = [mark for mark in (newest_of((row[0] for row in stamps), day), before) if mark is not None]
    after = max(known, default=None)
    return after if run.sliced or after != before else None
