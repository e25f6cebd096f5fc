"""What a run did, table by table: for jde_loads, for the summary and for the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from loader.errors import ApprovalNeeded, LoaderError, PartialError


@dataclass
class TableReport:
    """One table in one run. Times are UTC; `window_from` is None when the table was read whole."""

    table: str
    strategies: tuple[str, ...]
    started_at: datetime
    window_from: date | None = None
    finished_at: datetime | None = None
    rows_read: int = 0
    inserted: int = 0
    changed: int = 0
    deleted: int = 0
    quarantined: int = 0
    pages: int = 0
    requests: int = 0
    logins: int = 0
    seconds: float = 0.0
    load_id: str | None = None
    error: LoaderError | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """`ok` or `failed`, as jde_loads has it."""
        return "failed" if self.error else "ok"

    def as_row(self, run_id: str, business_date: date) -> dict[str, Any]:
        """The row of jde_loads."""
        return {
            "run_id": run_id,
            "table_name": self.table.lower(),
            "strategies": ",".join(self.strategies),
            "window_from": self.window_from,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
            "rows_read": self.rows_read,
            "rows_inserted": self.inserted,
            "rows_changed": self.changed,
            "rows_deleted": self.deleted,
            "rows_quarantined": self.quarantined,
            "pages": self.pages,
            "requests": self.requests,
            "logins": self.logins,
            "seconds": Decimal(f"{self.seconds:.3f}"),
            "outcome": self.outcome,
            "error": str(self.error) if self.error else None,
            "load_id": self.load_id,
            "business_date": business_date,
        }


@dataclass(frozen=True)
class RunReport:
    """A whole run; `dbt_target` is the target of profiles.yml that reads the same warehouse."""

    run_id: str
    tables: Sequence[TableReport]
    business_date: date
    dbt_target: str
    seconds: float

    def raise_failures(self) -> None:
        """End the run with the exit code that its failures call for.

        Raises:
            LoaderError: The common cause when every table failed for the same kind of reason.
            ApprovalNeeded: All that is missing is a person's approval.
            PartialError: Some tables failed, or rows over the budget are in quarantine.
        """
        failed = [table for table in self.tables if table.error]
        errors = [table.error for table in failed if table.error]
        if not errors:
            return
        kinds = {type(error) for error in errors}
        if len(kinds) == 1 and (len(failed) == len(self.tables) or kinds == {ApprovalNeeded}):
            raise errors[0]
        names = ", ".join(table.table for table in failed)
        raise PartialError(
            f"{len(failed)} of {len(self.tables)} tables failed: {names}.",
            "See the lines above. Raw holds the last good rows of these, and"
            f" `dbt build --project-dir dbt_project --target {self.dbt_target}` builds from them.",
        )

    def lines(self) -> list[str]:
        """The summary for people: one line per table, totals, and what to run next."""
        head = (
            f"{'table':8}{'read':>12}{'inserted':>11}{'changed':>10}{'deleted':>10}{'held':>7}{'seconds':>9}"
        )
        lines = [head, *(_line(table) for table in self.tables)]
        for table in self.tables:
            lines += [f"warning: {table.table}: {warning}" for warning in table.warnings]
            lines += [f"failed:  {table.error}"] if table.error else []
        lines.append(_line(_total(self.tables, self.seconds)))
        lines.append(f"JDE day {self.business_date:%Y-%m-%d}, run {self.run_id}.")
        if all(table.error is None for table in self.tables):
            lines.append(f"Next: dbt build --project-dir dbt_project --target {self.dbt_target}")
        return lines


def _line(table: TableReport) -> str:
    counts = f"{table.rows_read:>12,}{table.inserted:>11,}{table.changed:>10,}{table.deleted:>10,}"
    return f"{table.table:8}{counts}{table.quarantined:>7,}{table.seconds:>9.1f}" + (
        "  failed" if table.error else ""
    )


def _total(tables: Sequence[TableReport], seconds: float) -> TableReport:
    total = TableReport("total", (), tables[0].started_at if tables else datetime.min)
    for name in ("rows_read", "inserted", "changed", "deleted", "quarantined"):
        setattr(total, name, sum(getattr(table, name) for table in tables))
    total.seconds = seconds
    return total
