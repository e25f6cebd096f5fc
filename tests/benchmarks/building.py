"""dbt: a full build, and builds after a hundredth of the rows changed, at growing scale on DuckDB."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import duckdb

from tests.benchmarks.books import copy_raw
from tests.benchmarks.measure import Measure, middle, python, run

# tables that change, by the number that names a document: vouchers, journals and receipts, orders, payments
DOCUMENTS = {
    "f0911": "doc", "f0411": "doc", "f4301": "doco", "f4311": "doco", "f4316": "doco", "f43121": "doc",
    "f0413": "pyid", "f0414": "pyid",
}  # fmt: skip
FULL = "full"
# what a night brings, and the worst of a hundredth: some of it in every block of every table
NEWEST, EVERYWHERE = "newest 1 % changed", "1 % changed everywhere"
# so small that what it costs is the work for as many queries, not for rows
EMPTY_SCALE = 0.02
# the scale from which on one run has to do
ONCE = 50


@dataclass(frozen=True)
class Build:
    """One dbt build: at which scale, which kind, and the processor seconds that DuckDB spent on each model."""

    scale: float
    kind: str
    measure: Measure
    nodes: dict[str, float]

    @property
    def seconds(self) -> float:
        """Processor seconds of DuckDB for all nodes."""
        return sum(self.nodes.values())

    @property
    def slowest(self) -> tuple[tuple[str, float], ...]:
        """The ten models that cost most."""
        return tuple(sorted(self.nodes.items(), key=lambda node: -node[1])[:10])


def measure_building(folder: Path, scales: list[float], runs: int) -> Iterator[Build]:
    """Yield for every scale a full build and one after each kind of change, between the same three over hardly any rows."""
    for scale in scales:
        yield from _builds(folder, EMPTY_SCALE, 1)
        # what takes a minute varies little
        yield from _builds(folder, scale, 1 if scale >= ONCE else runs)
    yield from _builds(folder, EMPTY_SCALE, 1)


def _builds(folder: Path, scale: float, runs: int) -> Iterator[Build]:
    # one path for all, since dbt parses everything anew when the profile's path changes
    warehouse = folder / "warehouse.duckdb"
    copy_raw(folder.parent, scale, {"JDE_DESTINATION": "duckdb", "JDE_DUCKDB_PATH": str(warehouse)})
    yield _median_build(folder, warehouse, scale, FULL, runs)
    built = warehouse.with_suffix(".built")
    warehouse.rename(built)
    for kind in (NEWEST, EVERYWHERE):
        shutil.copy(built, warehouse)
        change_a_hundredth(warehouse, kind)
        yield _median_build(folder, warehouse, scale, kind, runs)
    built.unlink()
    warehouse.unlink()


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


def _median_build(folder: Path, warehouse: Path, scale: float, kind: str, runs: int) -> Build:
    """The same build over the same rows several times; of each node the median counts, and the last one's warehouse stays."""
    before = warehouse.with_suffix(".before")
    warehouse.rename(before)
    builds = []
    for _ in range(runs):
        shutil.copy(before, warehouse)
        builds.append(_build(folder, warehouse, scale, kind))
    before.unlink()
    nodes = {node: median(build.nodes[node] for build in builds) for node in builds[0].nodes}
    return Build(scale, kind, middle([build.measure for build in builds]), nodes)


def _build(folder: Path, warehouse: Path, scale: float, kind: str) -> Build:
    costs = folder / "nodes.json"
    measure = run(
        python("tests.benchmarks.dbt_build", str(costs), "--project-dir", "dbt_project",
               "--target-path", str(folder / "target")),
        {"JDE_DESTINATION": "duckdb", "JDE_DUCKDB_PATH": str(warehouse)},
    )  # fmt: skip
    return Build(scale, kind, measure, json.loads(costs.read_text()))
