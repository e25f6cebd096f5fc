"""dbt: a full build, and a build after one document in a hundred changed, at growing scale on DuckDB."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.benchmarks.measure import Measure, python, run

# of which number a hundredth changes: vouchers, journals and receipts by document, orders, payments
CHANGED = {
    "f0911": "doc", "f0411": "doc", "f4301": "doco", "f4311": "doco", "f4316": "doco", "f43121": "doc",
    "f0413": "pyid", "f0414": "pyid",
}  # fmt: skip
# so small that what it costs is dbt's own work for as many models
EMPTY_SCALE = 0.02


@dataclass(frozen=True)
class Build:
    """One dbt build: at which scale, which kind, and the processor seconds of each model."""

    scale: float
    kind: str
    measure: Measure
    nodes: dict[str, float]

    @property
    def start_up(self) -> float:
        """Processor seconds of dbt before and after its nodes."""
        return self.measure.cpu - sum(self.nodes.values())

    @property
    def slowest(self) -> tuple[tuple[str, float], ...]:
        """The ten models that cost most."""
        return tuple(sorted(self.nodes.items(), key=lambda node: -node[1])[:10])


def measure_building(folder: Path, scales: list[float]) -> Iterator[Build]:
    """Yield a full and a one per cent build for every scale, the first over hardly any rows."""
    for scale in (EMPTY_SCALE, *scales):
        warehouse = folder / f"scale-{scale:g}.duckdb"
        copy = ("tests.jde_simulator.books", "copy-raw", "--duckdb", str(warehouse), "--scale", f"{scale:g}")
        run(python(*copy))
        yield _build(folder, warehouse, scale, "full")
        change_one_document_in_a_hundred(warehouse)
        yield _build(folder, warehouse, scale, "1 % changed")
        warehouse.unlink()


def conclusions(builds: list[Build]) -> list[str]:
    """What a change costs of the whole at each scale, and which models grew faster than their rows.

    Args:
        builds: All of `measure_building`; the first two, over hardly any rows, say what dbt itself costs for as many nodes.
    """
    empty, *pairs = zip(builds[::2], builds[1::2], strict=True)
    own = [sum(build.nodes.values()) for build in empty]
    lines = [
        f"dbt itself: {own[0]:.1f} CPU s for the nodes of a full build, {own[1]:.1f} of an incremental one."
    ]
    for full, changed in pairs:
        cost = [sum(build.nodes.values()) - floor for build, floor in zip((full, changed), own, strict=True)]
        lines.append(
            f"Scale {full.scale:g}: 1 % changed costs {cost[1] / cost[0]:.0%} of a full build without dbt itself"
            f" ({cost[1]:.1f} of {cost[0]:.1f} CPU s)."
        )
    (first, _), (last, _) = pairs[0], pairs[-1]
    worse = {
        name: seconds / first.nodes[name]
        for name, seconds in last.nodes.items()
        if seconds > 0.5 and seconds / first.nodes[name] > last.scale / first.scale
    }
    named = ", ".join(f"{name} ({times:.0f} times)" for name, times in worse.items()) or "none"
    lines.append(f"Worse than linear from scale {first.scale:g} to {last.scale:g}: {named}.")
    return lines


def change_one_document_in_a_hundred(warehouse: Path) -> None:
    """Give the rows of every hundredth document a new load id, as a merge of them would."""
    with duckdb.connect(str(warehouse)) as connection:
        newest = max(
            float(connection.execute(f"select max(_dlt_load_id) from raw_jde.{table}").fetchall()[0][0])
            for table in CHANGED
        )
        for table, number in CHANGED.items():
            connection.execute(
                f"update raw_jde.{table} set _dlt_load_id = ?, _jde_extracted_at = now() where {number} % 100 = 37",
                [f"{newest + 60:.6f}"],
            )


def _build(folder: Path, warehouse: Path, scale: float, kind: str) -> Build:
    costs = folder / "nodes.json"
    measure = run(
        python("tests.benchmarks.dbt_build", str(costs), "--project-dir", "dbt_project",
               "--target-path", str(folder / "target")),
        {"JDE_DESTINATION": "duckdb", "JDE_DUCKDB_PATH": str(warehouse)},
    )  # fmt: skip
    return Build(scale, kind, measure, json.loads(costs.read_text()))
