"""dbt: a full build, and a build after one row in a hundred changed, at growing scale on DuckDB."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.benchmarks.measure import Measure, python, run


@dataclass(frozen=True)
class Build:
    """One dbt build: at which scale, which kind, and the slowest models with their seconds."""

    scale: float
    kind: str
    measure: Measure
    slowest: tuple[tuple[str, float], ...]


def measure_building(folder: Path, scales: list[float]) -> Iterator[Build]:
    """Yield a full and a one per cent build for every scale."""
    for scale in scales:
        warehouse = folder / f"scale-{scale:g}.duckdb"
        run(
            python(
                "tests.jde_simulator.books", "copy-raw", "--duckdb", str(warehouse), "--scale", f"{scale:g}"
            )
        )
        yield _build(folder, warehouse, scale, "full")
        change_one_row_in_a_hundred(warehouse)
        yield _build(folder, warehouse, scale, "1 % changed")


def change_one_row_in_a_hundred(warehouse: Path) -> None:
    """Give every hundredth row of the large tables a new load id, as a merge of unchanged values would."""
    with duckdb.connect(str(warehouse)) as connection:
        for table in ("f0911", "f0411", "f4311", "f43121"):
            connection.execute(
                f"update raw_jde.{table} set _dlt_load_id = '9999999999.1', _jde_extracted_at = now()"
                f" where rowid % 100 = 0"
            )


def _build(folder: Path, warehouse: Path, scale: float, kind: str) -> Build:
    target = folder / f"target-{scale:g}"
    dbt = Path(sys.executable).with_name("dbt")
    measure = run(
        [str(dbt), "run", "--quiet", "--project-dir", "dbt_project", "--target-path", str(target)],
        {"JDE_DESTINATION": "duckdb", "JDE_DUCKDB_PATH": str(warehouse)},
    )
    results = json.loads((target / "run_results.json").read_text())["results"]
    times = sorted(((r["unique_id"].rpartition(".")[2], r["execution_time"]) for r in results), key=_seconds)
    return Build(scale, kind, measure, tuple(times[::-1][:10]))


def _seconds(item: tuple[str, float]) -> float:
    return item[1]
