"""dbt: full builds and builds after a change, at growing scale."""

from __future__ import annotations

from tests.benchmarks.building import measure_building
from tests.benchmarks.report import Bench, Section, cpu

SLOWEST = 5


def section(bench: Bench) -> Section:
    """Every build of every scale, and the models that cost most."""
    found = Section("dbt", ("scale", "build", "seconds", "CPU s", "peak MB", "slowest models (s)"))
    for build in measure_building(bench.folder, list(bench.scales)):
        measure = build.measure
        slowest = ", ".join(f"{name} {seconds:.1f}" for name, seconds in build.slowest[:SLOWEST])
        found.add(
            f"{build.scale:g}", build.kind, f"{measure.seconds:.1f}", cpu(measure),
            f"{measure.peak_mb:,.0f}", slowest,
        )  # fmt: skip
    return found
