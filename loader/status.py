"""The last cycle as the target remembers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from loader import raw
from loader.registry import Registry
from loader.settings import Target
from loader.warehouses import Row, Warehouse, open_warehouse

NEVER = "never"


@dataclass(frozen=True)
class TableStatus:
    """The last run of one table; `outcome` is `ok`, `failed` or `never`."""

    table: str
    outcome: str
    finished_at: datetime | None = None
    watermark: date | None = None
    rows: int = 0
    error: str | None = None

    @property
    def line(self) -> str:
        """The table in one line; times are UTC."""
        when = f"{self.finished_at:%Y-%m-%d %H:%M}" if self.finished_at else "-"
        line = f"{self.table:8}{self.outcome:8}{when:18}{self.watermark or '-'!s:12}{self.rows:>12,}"
        return f"{line}  {self.error}" if self.error else line


def read_status(warehouse: Warehouse, registry: Registry) -> list[TableStatus]:
    """The state of every table of the registry, in its order."""
    columns = warehouse.columns()
    last = {row[0]: row for row in _last_runs(warehouse)} if raw.LOADS.name in columns else {}
    marks: dict[str, date] = dict(_watermarks(warehouse)) if raw.WATERMARKS.name in columns else {}
    found = []
    for table in registry.values():
        if table.raw_name not in last:
            found.append(TableStatus(table.name, NEVER))
            continue
        _, outcome, finished_at, rows, error = last[table.raw_name]
        found.append(TableStatus(table.name, outcome, finished_at, marks.get(table.raw_name), rows, error))
    return found


def status_lines(target: Target, registry: Registry) -> list[str]:
    """The status for people."""
    statuses = read_status(open_warehouse(target), registry)
    head = f"{'table':8}{'last':8}{'finished (UTC)':18}{'watermark':12}{'rows written':>12}"
    loaded = [status for status in statuses if status.outcome != NEVER]
    failed = [status.table for status in loaded if status.outcome != "ok"]
    closing = f"Not in step: {', '.join(failed)}." if failed else "All loaded tables are in step."
    return [
        head,
        *(status.line for status in statuses),
        closing if loaded else "Nothing has been loaded yet.",
    ]


def _last_runs(warehouse: Warehouse) -> Sequence[Row]:
    return warehouse.select(
        "select table_name, outcome, finished_at, rows_inserted + rows_changed + rows_deleted, error from ("
        "select *, row_number() over (partition by table_name order by finished_at desc) as age"
        f" from \"{{raw}}\".{raw.LOADS.name} where strategies <> 'reconcile') as latest where age = 1"
    )


def _watermarks(warehouse: Warehouse) -> list[tuple[str, date]]:
    rows = warehouse.select(f'select table_name, watermark from "{{raw}}".{raw.WATERMARKS.name}')
    return [(name, mark) for name, mark in rows]
