"""Pages of F0411-like rows, serialised once so that a benchmark measures the client and not the server.

Three sets of rows in key order: `all` as first loaded, `window` with those of them that a run without change
reads again, and `changed`, which a run reads after one row in twenty got another amount.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from loader.registry import Registry
from loader.table import Column, Table

COLUMNS = 62
FIRST_DOCUMENT = 10_000_000
ROWS_PER_DOCUMENT = 4
STAMP_DAYS = 700
WINDOW_DAYS = 8
BUCKET = ("co", "ctry", "fy", "pn")
NEWEST = date(2024, 1, 1) + timedelta(days=STAMP_DAYS - 1)
CHANGED_ON = "20261023"
CHANGED_SHARE = 20  # one row in so many, the first ones
_BATCH = 10_000


@dataclass(frozen=True)
class PageSet:
    """One set: its rows in a file, each after a comma and a line break, and where each of them begins."""

    path: Path
    offsets: array[int]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max(len(self.offsets) - 1, 0)

    def body(self, first: int, end: int) -> bytes:
        """The rows from `first` up to, not including, `end`, as the inside of a JSON list."""
        if end <= first:
            return b""
        with self.path.open("rb") as file:
            file.seek(self.offsets[first])
            return file.read(self.offsets[end] - self.offsets[first] - len(",\n"))


def bench_table(registry: Registry) -> Table:
    """F0411 with its key, cursor and enough other columns to make 62, read by the window alone."""
    full = registry["F0411"]
    needed = {*full.primary_key, *BUCKET, "upmj", "upmt", "ag", "aap"}
    chosen = [column for column in full.columns if column.name in needed]
    chosen += [column for column in full.columns if column.name not in needed][: COLUMNS - len(chosen)]
    ordered = tuple(column for column in full.columns if column in chosen)
    return Table(
        full.name, full.prefix, full.description, ordered, full.primary_key, ("changed",),
        full.cursor, None, None, full.path,
    )  # fmt: skip


def write_sets(table: Table, folder: Path, rows: int) -> None:
    """Serialise the three sets, and the sums that JDE would give before and after the change."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = rows // CHANGED_SHARE
    recent = f"i % {STAMP_DAYS} >= {STAMP_DAYS - WINDOW_DAYS}"
    with duckdb.connect() as connection:
        _write(connection, table, folder / "all", f"range({rows}) r(i)", "false")
        _write(connection, table, folder / "window", f"range({rows}) r(i) where {recent}", "false")
        after = f"range({rows}) r(i) where i < {changed} or {recent}"
        _write(connection, table, folder / "changed", after, f"i < {changed}")
        totals = {
            "before": _totals(connection, table, rows, "false"),
            "after": _totals(connection, table, rows, f"i < {changed}"),
        }
    (folder / "totals.json").write_text(json.dumps(totals))


def read_set(folder: Path, name: str) -> PageSet:
    """A set that `write_sets` wrote."""
    offsets: array[int] = array("Q")
    offsets.frombytes((folder / f"{name}.offsets").read_bytes())
    return PageSet(folder / f"{name}.rows", offsets)


def _write(
    connection: duckdb.DuckDBPyConnection, table: Table, path: Path, source: str, is_changed: str
) -> None:
    names = ", ".join(
        f"'F0411_{column.data_item}': {_expression(column, is_changed)}" for column in table.columns
    )
    connection.execute(f"select to_json({{{names}}})::varchar from {source}")
    offsets, place = array("Q"), 0
    with path.with_suffix(".rows").open("wb") as file:
        while batch := connection.fetchmany(_BATCH):
            for (row,) in batch:
                text = row.encode() + b",\n"
                offsets.append(place)
                place += file.write(text)
    offsets.append(place)
    path.with_suffix(".offsets").write_bytes(offsets.tobytes())


def _totals(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: int, is_changed: str
) -> list[dict[str, Any]]:
    """Each bucket's keys and number of rows, and the sums of all numbers, as text."""
    sums = [column.name for column in table.columns if column.type in ("numeric", "time")]
    cells = [f"{_expression(table.column(name), is_changed)} as {name}_key" for name in BUCKET]
    cells += [f"{_expression(table.column(name), is_changed)} as {name}_value" for name in sums]
    keys = [f"{name}_key::varchar" for name in BUCKET]
    query = (
        f"select {', '.join(keys)}, count(*), {', '.join(f'sum({name}_value)::varchar' for name in sums)}"
        f" from (select {', '.join(cells)} from range({rows}) r(i)) group by {', '.join(keys)} order by all"
    )
    width = len(BUCKET)
    return [
        {
            "keys": dict(zip(BUCKET, row[:width], strict=True)),
            "rows": row[width],
            "sums": dict(zip(sums, row[width + 1 :], strict=True)),
        }
        for row in connection.execute(query).fetchall()
    ]


def _expression(column: Column, is_changed: str) -> str:
    stamp = f"strftime(date '2024-01-01' + (i % {STAMP_DAYS})::integer, '%Y%m%d')"
    fixed = {
        "doc": f"{FIRST_DOCUMENT} + i // {ROWS_PER_DOCUMENT}",
        "dct": "'PV'",
        "kco": "'00001'",
        "sfx": f"lpad((i % {ROWS_PER_DOCUMENT} + 1)::varchar, 3, '0')",
        "sfxe": "0",
        "co": "'00001'",
        "ctry": "20",
        "fy": f"24 + i % {STAMP_DAYS} // 366",
        "pn": f"i % {STAMP_DAYS} % 366 // 31 + 1",
        "upmj": f"case when {is_changed} then '{CHANGED_ON}' else {stamp} end",
        "upmt": "93015 + i % 60",
        "ag": f"((i * 37 % 100000) / 100 + case when {is_changed} then 1 else 0 end)::decimal(15,2)",
    }
    if column.name in fixed:
        return fixed[column.name]
    if column.type == "date":
        return "strftime(date '2024-01-01' + (i % 900)::integer, '%Y%m%d')"
    if column.type == "time":
        return "i % 60 + i // 60 % 60 * 100 + i // 3600 % 24 * 10000"
    if column.type == "numeric":
        return _number(column)
    if column.length < 4:
        return "' '"
    return f"left('Text of ' || i || ' and more', {column.length})"


def _number(column: Column) -> str:
    if column.scale:
        return "(i * 53 % 10000000 / 100)::decimal(15,2)"
    return f"i % {min(90_000, 10 ** (column.length - 1))}"
