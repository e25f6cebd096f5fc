"""R20: rows that are wrong, lost or too many in a large table; reconcile finds each of them, no other, and reads little."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from loader.ais.dates import cyyddd
from loader.raw import quoted
from tests.loader_lab import Lab, open_lab, report_of
from tests.small_company import TODAY
from tests.torture.judging import Verdict
from tests.torture.table import Line

TABLES = ("F0008", "F0010", "F0911")
LINES = 5
MOST_READ = 0.05


@dataclass(frozen=True)
class Finding:
    """What was planted, what reconcile mended (inserted, changed, deleted), and the share of rows that it read."""

    planted: tuple[int, int, int]
    mended: tuple[int, int, int]
    read: float
    right: bool

    @property
    def false(self) -> int:
        """Repairs that were none."""
        return sum(max(0, done - wanted) for done, wanted in zip(self.mended, self.planted, strict=True))

    @property
    def missed(self) -> int:
        """What was planted and not mended."""
        return sum(max(0, wanted - done) for done, wanted in zip(self.mended, self.planted, strict=True))


def plant_and_reconcile(engine: str, rows: int, planted: int, seed: int, folder: Path) -> Finding:
    """Load so many rows, spoil some in raw, reconcile."""
    with open_lab(folder, engine, TABLES) as lab:
        _fill(lab, rows)
        lab.configure(page_size=10_000)
        lab.run()
        each = _plant(lab, rows, planted, random.Random(f"{seed} R20 {engine}"))
        report = report_of(lab.reconcile("F0911", approve=True), "F0911")
        return Finding(
            each,
            (report.inserted, report.changed, report.deleted),
            report.rows_read / rows,
            _sums(lab) == _source_sums(lab),
        )


def find_differences(engine: str, rows: int, planted: int, seed: int, folder: Path) -> Line:
    """The line of the table; a false repair counts as stale, and so does reading too much."""
    found = plant_and_reconcile(engine, rows, planted, seed, folder)
    stale = found.false + int(not found.right) + int(found.read > MOST_READ)
    what = f"{planted} of {rows:,} rows wrong, lost or too many, {engine}: found {planted - found.missed}, read {found.read:.1%}"
    return Line("R20", what, planted, Verdict(lost=found.missed, stale=stale), 0)


def _fill(lab: Lab, rows: int) -> None:
    """Journal lines of two companies over the months before today."""
    with lab.jde.cursor() as cursor:
        cursor.execute("create temp table line as select * from f0911 limit 1")
        cursor.execute("delete from f0911")
        values = {
            "dct": "'JE'",
            "doc": f"100000 + i // {LINES}",
            "kco": f"case when (i // {LINES}) % 2 = 0 then '00001' else '00002' end",
            "co": f"case when (i // {LINES}) % 2 = 0 then '00001' else '00002' end",
            "dgj": str(cyyddd(TODAY)),
            "jeln": f"1 + i % {LINES}",
            "lt": "'AA'",
            "icut": "'G'",
            "icu": f"200000 + i // {LINES * 20}",
            "pn": f"1 + (i * 12 // {rows})",
            "fy": "24",
            "ctry": "20",
            "aa": "(i * 7919 % 1000003) / 100.0",
            "upmj": str(cyyddd(TODAY)),
            "upmt": "i * 31 % 86400",
        }
        columns = ", ".join(
            values.get(column.name, f'line."{column.name}"') for column in lab.table("F0911").columns
        )
        cursor.execute(f"insert into f0911 select {columns} from line, range({rows}) as numbers(i)")


def _plant(lab: Lab, rows: int, planted: int, chance: random.Random) -> tuple[int, int, int]:
    """Spoil raw; how many rows reconcile has to insert, change and delete."""
    documents = chance.sample(range(100_000, 100_000 + rows // LINES), planted)
    third = planted // 3
    lost, wrong, extra = documents[:third], documents[third : 2 * third], documents[2 * third :]
    table = lab.table("F0911")
    names = [*(column.name for column in table.columns), "_jde_row_hash", "_dlt_load_id"]
    chosen = ["jeln + 500" if name == "jeln" else f'"{name}"' for name in names]
    lab.query(f"delete from raw.f0911 where jeln = 2 and doc in {tuple(lost)}")
    lab.query(f"update raw.f0911 set aa = aa + 0.01 where jeln = 3 and doc in {tuple(wrong)}")
    lab.query(
        f"insert into raw.f0911 ({quoted(names)}) select {', '.join(chosen)} from raw.f0911"
        f" where jeln = 4 and doc in {tuple(extra)}"
    )
    return len(lost), len(wrong), len(extra)


_SUMS = "select co, pn, count(*), sum(aa), sum(upmt), sum(doc * jeln) from {} group by co, pn order by co, pn"


def _sums(lab: Lab) -> list[tuple[object, ...]]:
    return lab.query(_SUMS.format("raw.f0911 where _jde_deleted_at is null"))


def _source_sums(lab: Lab) -> list[tuple[object, ...]]:
    with lab.jde.cursor() as cursor:
        return cursor.execute(_SUMS.format("f0911")).fetchall()
