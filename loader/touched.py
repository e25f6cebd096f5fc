"""Which parents' rows a table must read again: those that were touched, or whose children were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import duckdb

from loader import raw
from loader.ais.dataservice import DataService
from loader.ais.dates import cyyddd
from loader.readers import Reader
from loader.reading import TableRun
from loader.registry import Registry
from loader.strategies import stamped_since
from loader.table import Table
from loader.workplace import Workplace


def touched_parents(
    work: Workplace, reader: Reader, run: TableRun, runs: Mapping[str, TableRun]
) -> list[dict[str, Any]]:
    """Keys of the parents that are to be re-read whole.

    They are the parents stamped since the last time this table was in step, or since its first load began,
    and those of rows so stamped in the table itself and in its siblings.

    What this run has read anyway is taken from the stage; the rest is asked for, key columns only.
    """
    parent = run.table.parent
    if parent is None or run.since is None:
        return []
    found: dict[tuple[Any, ...], None] = {}
    for source in _sources(run.table, work.registry):
        since = run.since
        if not run.sliced:
            since = work.state.touched_since(source, run.table, work.settings.lookback_days) or since
        staged = runs.get(source.name)
        if source.cursor is None:
            continue
        if staged is not None and staged.covers_since(since):
            keys: Iterable[tuple[Any, ...]] = _staged_keys(staged, parent.key, since, work.engine.cursor())
        else:
            keys = _asked_keys(reader.service, source, parent.key, since)
        found.update(dict.fromkeys(keys))
    return [dict(zip(parent.key, key, strict=True)) for key in found]


def _sources(table: Table, registry: Registry) -> list[Table]:
    parent = table.parent
    if parent is None:
        return []
    siblings = [other for other in registry.values() if other.parent == parent]
    return [registry[parent.table], *siblings]


def _staged_keys(
    run: TableRun, key: tuple[str, ...], since: date, engine: duckdb.DuckDBPyConnection
) -> list[tuple[Any, ...]]:
    if not run.stage.files or run.table.cursor is None:
        return []
    files = ", ".join(raw.literal(name) for name in run.stage.files)
    return engine.execute(
        f"select distinct {raw.quoted(key)} from read_parquet([{files}])"
        f' where "{run.table.cursor.date}" >= {cyyddd(since)}'
    ).fetchall()


def _asked_keys(
    service: DataService, table: Table, key: tuple[str, ...], since: date
) -> Iterator[tuple[Any, ...]]:
    for page in service.browse(table, stamped_since(table, since), columns=key):
        yield from zip(*(page.rows.column(name).to_pylist() for name in key), strict=True)
