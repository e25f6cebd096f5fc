"""How far each table has come: real dates, read from the target alone.

A watermark is the newest valid update stamp (UPMJ) that raw holds of a table, never later than the JDE
server's day. A stored one that is ahead of the rows is not believed, so a warehouse restored from a backup
reads again what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta

from loader import raw
from loader.ais.dates import cyyddd, from_cyyddd
from loader.registry import Registry
from loader.table import Table
from loader.warehouses import Warehouse


@dataclass(frozen=True)
class TargetState:
    """What the target says at the start of a run.

    `columns` are the raw schema's tables; `filled` names the F-tables with rows; `watermarks` has the date
    per F-table, none where a table must be read whole; `completed` is the JDE server's day of the last
    run in which a table succeeded; `unfinished` has the JDE server's day on which a first load in slices
    began that has not come to its end.
    """

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filled: frozenset[str] = frozenset()
    watermarks: Mapping[str, date] = field(default_factory=dict)
    completed: Mapping[str, date] = field(default_factory=dict)
    unfinished: Mapping[str, date] = field(default_factory=dict)

    def is_loaded(self, table: Table) -> bool:
        """True when a run has brought the table, be it empty, or the target has rows of it."""
        return table.name in self.completed or self.has_rows(table)

    def has_rows(self, table: Table) -> bool:
        """True when the target has rows of the table."""
        return table.name in self.filled

    def touched_since(self, source: Table, child: Table, lookback_days: int) -> date | None:
        """From which update stamp on rows of `source` tell which parents of `child` are to be re-read.

        None when neither the source's watermark nor a successful run of the child is known.
        """
        marks = (self.watermarks.get(source.name), self.completed.get(child.name))
        known = [mark for mark in marks if mark is not None]
        return min(known) - timedelta(days=lookback_days) if known else None


def read_state(warehouse: Warehouse, registry: Registry, business_date: date) -> TargetState:
    """Ask the target what it has.

    Args:
        business_date: The JDE server's day; nothing later is believed.
    """
    columns = warehouse.columns()
    tables = [table for table in registry.values() if table.raw_name in columns]
    filled = _filled(warehouse, tables)
    newest = newest_stamps(warehouse, [table for table in tables if table.name in filled], business_date)
    stored = _stored(warehouse, columns)
    watermarks = {}
    for table in tables:
        stamp, mark = newest.get(table.name), stored.get(table.raw_name, (None, None))[0]
        complete = {column.name for column in table.columns} <= set(columns[table.raw_name])
        if stamp is not None and mark is not None and complete:
            watermarks[table.name] = min(stamp, mark, business_date)
    names = {table.raw_name: table.name for table in registry.values()}
    begun = {names[name]: day for name, (mark, day) in stored.items() if mark is None and name in names}
    return TargetState(
        columns, frozenset(filled), watermarks, _completed(warehouse, columns, registry), begun
    )


def newest_of(stamps: Iterable[int | None], business_date: date) -> date | None:
    """The latest real day among CYYDDD numbers that is not after the JDE server's day."""
    days = [day for day in map(from_cyyddd, stamps) if day is not None and day <= business_date]
    return max(days, default=None)


def _filled(warehouse: Warehouse, tables: list[Table]) -> set[str]:
    if not tables:
        return set()
    parts = [
        f'select \'{table.name}\', exists (select 1 from "{{raw}}"."{table.raw_name}")' for table in tables
    ]
    return {name for name, has_rows in warehouse.select(" union all ".join(parts)) if has_rows}


def newest_stamps(warehouse: Warehouse, tables: list[Table], business_date: date) -> dict[str, date]:
    """The newest valid update stamp in raw, by table, that is not after the JDE server's day."""
    newest = cyyddd(business_date)
    parts = [
        f'select \'{table.name}\', max("{stamp}") from "{{raw}}"."{table.raw_name}"'
        f' where "{stamp}" <= {newest} and "{stamp}" % 1000 between 1 and 366'
        for table in tables
        if table.cursor and (stamp := table.cursor.date)
    ]
    if not parts:
        return {}
    found = {name: from_cyyddd(stamp) for name, stamp in warehouse.select(" union all ".join(parts))}
    return {name: day for name, day in found.items() if day is not None}


def _stored(
    warehouse: Warehouse, columns: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[date | None, date]]:
    """Each watermark, None while a first load is under way, and the day on which that began.

    An earlier release did not keep the JDE server's day; there the day (UTC) of the writing stands for it.
    """
    if raw.WATERMARKS.name not in columns:
        return {}
    begun = "begun_on" if "begun_on" in columns[raw.WATERMARKS.name] else "null"
    rows = warehouse.select(
        f'select table_name, watermark, {begun}, updated_at from "{{raw}}".{raw.WATERMARKS.name}'
    )
    return {name: (mark, day or moment.astimezone(UTC).date()) for name, mark, day, moment in rows}


def _completed(
    warehouse: Warehouse, columns: Mapping[str, Mapping[str, str]], registry: Registry
) -> dict[str, date]:
    if raw.LOADS.name not in columns:
        return {}
    rows = warehouse.select(
        f'select table_name, max(business_date) from "{{raw}}".{raw.LOADS.name}'
        " where outcome = 'ok' and strategies <> 'reconcile' group by table_name"
    )
    names = {table.raw_name: table.name for table in registry.values()}
    return {names[raw_name]: day for raw_name, day in rows if raw_name in names and day is not None}
