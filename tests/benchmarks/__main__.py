"""`make bench`: measure, print, and write BENCHMARKS.md."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.building import Build, measure_building
from tests.benchmarks.loading import Result, measure_loading
from tests.postgres import PostgresServer


def main() -> None:
    """Run the sections that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=500_000, help="rows of the loader's first load")
    parser.add_argument("--runs", type=int, default=3, help="how often; the median counts")
    parser.add_argument("--scales", default="1,10,50", help="scales of the dbt section; empty leaves it out")
    parser.add_argument("--output", type=Path, default=Path("BENCHMARKS.md"))
    arguments = parser.parse_args()
    scales = [float(scale) for scale in arguments.scales.split(",") if scale]

    lines = _heading(arguments.rows, arguments.runs, arguments.scales)
    with tempfile.TemporaryDirectory(prefix="jde-bench-") as scratch, PostgresServer() as server:
        folder = Path(scratch)
        database = server.create_database("bench")
        lines += _loading_table(measure_loading(folder, database, arguments.rows, arguments.runs))
        if scales:
            lines += _building_table(measure_building(folder, scales))
    arguments.output.write_text("\n".join(lines) + "\n")


def _heading(rows: int, runs: int, scales: str) -> list[str]:
    return [
        "# Benchmarks",
        "",
        f"`make bench` wrote this: {rows:,} rows, median of {runs}, dbt at scales {scales or 'none'}.",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}.",
        "",
    ]


def _show(line: str) -> str:
    print(line, flush=True)
    return line


def _loading_table(results: Iterable[Result]) -> list[str]:
    lines = [
        _show("| loading | into | rows | rows/s | of the limit | CPU s | peak MB |"),
        _show("|---|---|---|---|---|---|---|"),
    ]
    limit: float | None = None
    for result in results:
        limit = limit or result.rows_per_second
        share = f"{result.rows_per_second / limit:.1%}"
        lines.append(
            _show(
                f"| {result.name} | {result.destination} | {result.rows:,} | {result.rows_per_second:,.0f} "
                f"| {share} | {result.measure.cpu:.1f} | {result.measure.peak_mb:,.0f} |"
            )
        )
    return [*lines, ""]


def _building_table(builds: Iterable[Build]) -> list[str]:
    lines = [
        _show("| dbt run, scale | build | seconds | CPU s | peak MB | slowest models (s) |"),
        _show("|---|---|---|---|---|---|"),
    ]
    for build in builds:
        slowest = ", ".join(f"{name} {seconds:.1f}" for name, seconds in build.slowest[:5])
        measure = build.measure
        lines.append(
            _show(
                f"| {build.scale:g} | {build.kind} | {measure.seconds:.1f} | {measure.cpu:.1f} "
                f"| {measure.peak_mb:,.0f} | {slowest} |"
            )
        )
    return [*lines, ""]


if __name__ == "__main__":
    main()
