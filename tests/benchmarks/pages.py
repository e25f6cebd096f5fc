"""Pages of F0411-like rows, serialised once so that a benchmark measures the client and not the server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from loader.registry import Column, Registry, Table

COLUMNS = 62
ROWS_PER_PAGE = 10_000


@dataclass(frozen=True)
class PageSet:
    """Files that each hold one page, in order."""

    files: tuple[Path, ...]
    rows: int

    @property
    def bytes(self) -> int:
        """Size of all pages."""
        return sum(path.stat().st_size for path in self.files)


def bench_table(registry: Registry) -> Table:
    """F0411 with its key, cursor and enough other columns to make 62, read by the window alone."""
    full = registry["F0411"]
    needed = {*full.primary_key, "upmj", "upmt", "co", "ag", "aap"}
    chosen = [column for column in full.columns if column.name in needed]
    chosen += [column for column in full.columns if column.name not in needed][: COLUMNS - len(chosen)]
    ordered = tuple(column for column in full.columns if column in chosen)
    return Table(
        full.name, full.prefix, full.description, ordered, full.primary_key, ("changed",),
        full.cursor, None, None, full.path,
    )  # fmt: skip


def write_pages(table: Table, folder: Path, rows: int, *, start: int = 0, changed: bool = False) -> PageSet:
    """Serialise rows `start` to `start + rows` as AIS pages; `changed` gives them another amount and day."""
    folder.mkdir(parents=True, exist_ok=True)
    cells = ", ".join(
        f"'F0411_{column.data_item}': {_expression(column, changed)}" for column in table.columns
    )
    files = []
    with duckdb.connect() as connection:
        for number, first in enumerate(range(start, start + rows, ROWS_PER_PAGE)):
            count = min(ROWS_PER_PAGE, start + rows - first)
            [(body,)] = connection.execute(
                f"select string_agg(to_json({{{cells}}})::varchar, ',')"
                f" from range({first}, {first + count}) as rows(i)"
            ).fetchall()
            path = folder / f"{number:06}.json"
            path.write_text(body)
            files.append(path)
    return PageSet(tuple(files), rows)


def _expression(column: Column, changed: bool) -> str:
    fixed = {
        "doc": "100000 + i // 4",
        "dct": "'PV'",
        "kco": "'00001'",
        "sfx": "lpad((i % 4 + 1)::varchar, 3, '0')",
        "sfxe": "0",
        "co": "'00001'",
        "upmj": "'20261023'" if changed else "strftime(date '2024-01-01' + (i % 700)::integer, '%Y%m%d')",
        "upmt": "93015 + i % 60",
        "ag": f"((i * 37 % 100000) / 100 + {1 if changed else 0})::decimal(15,2)",
    }
    if column.name in fixed:
        return fixed[column.name]
    if column.type == "date":
        return "strftime(date '2024-01-01' + (i % 900)::integer, '%Y%m%d')"
    if column.type == "time":
        return "i % 235959"
    if column.type == "numeric":
        return "(i * 53 % 10000000 / 100)::decimal(15,2)" if column.scale else "i % 90000"
    if column.length < 4:
        return "' '"
    return f"left('Text of ' || i || ' and more', {column.length})"
