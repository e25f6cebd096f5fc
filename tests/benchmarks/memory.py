"""Peak memory of a first load, and of one of many times as many rows."""

from __future__ import annotations

from dataclasses import replace

from tests.benchmarks.loading import backend
from tests.benchmarks.measure import Measure, middle, python, run
from tests.benchmarks.report import Bench, Section, cpu
from tests.benchmarks.site import Site, targets

MOST_MB = 800
# how much two loads of one size may differ, since allocators keep what they have
NOISE = 1.05


def section(bench: Bench) -> Section:
    """The rows once, and repeated under higher document numbers, into both warehouses."""
    found = Section(
        "Memory",
        ("rows", "into", "seconds", "rows/s", "CPU s", "peak MB"),
        "Of a longer load more moments can be the highest, so there are several short loads beside the long one:"
        " their median time and CPU, and the highest of their peaks.",
    )
    site = Site(bench.folder / "pages", bench.rows)
    database = bench.database("bench_memory")
    for destination in ("duckdb", "postgres"):
        peaks = []
        for repeat, loads in ((1, bench.runs), (bench.repeat, 1)):
            measures = [
                _load(bench, site, database, destination, repeat, f"{repeat}_{load}") for load in range(loads)
            ]
            peaks.append(max(measure.peak_mb for measure in measures))
            measure = replace(middle(measures), peak_mb=peaks[-1])
            rows = bench.rows * repeat
            found.add(
                f"{rows:,}", destination, f"{measure.seconds:.1f}", f"{rows / measure.seconds:,.0f}",
                cpu(measure), f"{measure.peak_mb:,.0f}",
            )  # fmt: skip
        small, large = peaks
        found.goal(
            f"{bench.rows:,} rows into {destination}: under {MOST_MB} MB", f"{small:,.0f} MB", small < MOST_MB
        )
        found.goal(
            f"{bench.rows * bench.repeat:,} rows into {destination}: no more (within 5 %)",
            f"{large:,.0f} MB", large <= small * NOISE,
            "reading, digests and a checkpoint coincide more often in a longer load",
        )  # fmt: skip
    return found


def _load(
    bench: Bench, site: Site, database: dict[str, str], destination: str, repeat: int, name: str
) -> Measure:
    """One first load into an empty warehouse."""
    [target] = [
        target
        for target in targets(bench.folder, f"memory_{name}", database)
        if target.destination == destination
    ]
    with site.server("--repeat", str(repeat)) as url:
        environment = site.environment(url, target, bench.folder / f"state_{destination}_{name}")
        measure = run(python("loader", "run"), environment, backend(bench, target))
    site.check(target, is_changed=False, repeat=repeat)
    return measure
