"""dbt: a full build, and builds after a hundredth of the rows changed, at growing scale on DuckDB."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.benchmarks.books import copy_raw
from tests.benchmarks.measure import Measure, python, run

# tables that change, by the number that names a document: vouchers, journals and receipts, orders, payments
DOCUMENTS = {
    "f0911": "doc", "f0411": "doc", "f4301": "doco", "f4311": "doco", "f4316": "doco", "f43121": "doc",
    "f0413": "pyid", "f0414": "pyid",
}  # fmt: skip
FULL = "full"
# what a night brings, and the worst of a hundredth: some of it in every block of every table
NEWEST, EVERYWHERE = "newest 1 % changed", "1 % changed everywhere"
KINDS = (FULL, NEWEST, EVERYWHERE)
# so small that what it costs is the work for as many queries, not for rows
EMPTY_SCALE = 0.02
# of fewer rows only the growth is judged, and what takes a minute varies little
SEVERAL_FROM, SEVERAL_BELOW, SEVERAL = 10, 50, 2
# what dbt writes for others costs it time, but no query
QUIET = ("--no-write-json", "--log-level-file", "none")


@dataclass(frozen=True)
class Build:
    """One dbt build, and the processor seconds that DuckDB spent on each node."""

    measure: Measure
    nodes: Mapping[str, float]

    @property
    def seconds(self) -> float:
        """Processor seconds of DuckDB for all nodes."""
        return sum(self.nodes.values())


@dataclass(frozen=True)
class Round:
    """Every kind of build once, each right after the same one over hardly any rows.

    What lies side by side is compared, since a processor's pace changes over minutes.
    """

    builds: Mapping[str, Build]
    empty: Mapping[str, Build]

    def of_rows(self, kind: str) -> float:
        """Seconds of DuckDB beyond those that as many queries cost over hardly any rows."""
        return self.builds[kind].seconds - self.empty[kind].seconds

    def share(self, kind: str) -> float:
        """What a build costs for its rows, of what a full one does."""
        return self.of_rows(kind) / self.of_rows(FULL)


def measure_building(folder: Path, scales: Sequence[float]) -> Iterator[tuple[float, list[Round]]]:
    """Yield for every scale its rounds."""
    few = _Warehouses(folder, EMPTY_SCALE, QUIET)
    # the first one parses the project, and leaves what the others start from
    few.build(FULL)
    for scale in scales:
        many = _Warehouses(folder, scale)
        rounds = SEVERAL if SEVERAL_FROM <= scale < SEVERAL_BELOW else 1
        yield scale, [_round(few, many) for _ in range(rounds)]
        many.drop()


def _round(few: _Warehouses, many: _Warehouses) -> Round:
    empty, builds = {}, {}
    for kind in KINDS:
        empty[kind] = few.build(kind)
        builds[kind] = many.build(kind)
    return Round(builds, empty)


class _Warehouses:
    """The warehouses of one scale, as they are before each kind of build. The first build has to be a full one."""

    def __init__(self, folder: Path, scale: float, options: Sequence[str] = ()) -> None:
        self._folder = folder
        self._options = options
        # one path for all, since dbt parses everything anew when the profile's path changes
        self._warehouse = folder / "warehouse.duckdb"
        self._before = {kind: folder / f"{scale:g}-{place}.duckdb" for place, kind in enumerate(KINDS)}
        copy_raw(folder.parent, scale, self._variables(self._before[FULL]))

    def build(self, kind: str) -> Build:
        """Build once, over a copy."""
        shutil.copy(self._before[kind], self._warehouse)
        costs = self._folder / "nodes.json"
        measure = run(
            python("tests.benchmarks.dbt_build", str(costs), "--project-dir", "dbt_project",
                   "--target-path", str(self._folder / "target"), *self._options),
            self._variables(self._warehouse),
        )  # fmt: skip
        if not self._before[NEWEST].exists():
            for change in (NEWEST, EVERYWHERE):
                shutil.copy(self._warehouse, self._before[change])
                change_a_hundredth(self._before[change], change)
        self._warehouse.unlink()
        return Build(measure, json.loads(costs.read_text()))

    def drop(self) -> None:
        """Make room on the disk."""
        for file in self._before.values():
            file.unlink()

    def _variables(self, file: Path) -> dict[str, str]:
        return {"JDE_DESTINATION": "duckdb", "JDE_DUCKDB_PATH": str(file)}


def change_a_hundredth(warehouse: Path, kind: str) -> None:
    """Load a hundredth of the rows again an hour later, as a merge does: the old rows go, new ones come.

    Args:
        kind: `NEWEST` takes the days (UPMJ) on which JDE last updated a hundredth of the rows, whole days;
            `EVERYWHERE` every hundredth document.
    """
    with duckdb.connect(str(warehouse)) as connection:
        newest = max(
            float(connection.execute(f"select max(_dlt_load_id) from raw_jde.{table}").fetchall()[0][0])
            for table in DOCUMENTS
        )
        for table, number in DOCUMENTS.items():
            rows = f"raw_jde.{table} where {number} % 100 = 37"
            if kind == NEWEST:
                rows = (
                    f"raw_jde.{table} where upmj >= (select quantile_disc(upmj, 0.99) from raw_jde.{table})"
                )
            connection.execute(
                "create temp table changed as select * replace (? as _dlt_load_id, now() as _jde_extracted_at)"
                f" from {rows}",
                [f"{newest + 3600:.6f}"],
            )
            connection.execute(f"delete from {rows}")
            connection.execute(f"insert into raw_jde.{table} select * from changed")
            connection.execute("drop table changed")
