"""Peak memory of a first load, and of one of many times as many rows."""

from __future__ import annotations

from tests.benchmarks.loading import backend
from tests.benchmarks.measure import python, run
from tests.benchmarks.report import Bench, Section, cpu
from tests.benchmarks.site import Site, targets

MOST_MB = 800
# how much two loads of one size may differ, since allocators keep what they have
NOISE = 1.05


def section(bench: Bench) -> Section:
    """The rows once, and repeated under higher document numbers, into both warehouses."""
    found = Section("Memory", ("rows", "into", "seconds", "rows/s", "CPU s", "peak MB"))
    site = Site(bench.folder / "pages", bench.rows)
    database = bench.database("bench_memory")
    for destination in ("duckdb", "postgres"):
        peaks = []
        for repeat in (1, bench.repeat):
            [target] = [
                target
                for target in targets(bench.folder, f"memory_{repeat}", database)
                if target.destination == destination
            ]
            with site.server("--repeat", str(repeat)) as url:
                environment = site.environment(url, target, bench.folder / f"state_{destination}_{repeat}")
                measure = run(python("loader", "run"), environment, backend(bench, target))
            site.check(target, is_changed=False, repeat=repeat)
            rows = bench.rows * repeat
            found.add(
                f"{rows:,}", destination, f"{measure.seconds:.1f}", f"{rows / measure.seconds:,.0f}",
                cpu(measure), f"{measure.peak_mb:,.0f}",
            )  # fmt: skip
            peaks.append(measure.peak_mb)
        small, large = peaks
        found.goal(
            f"{bench.rows:,} rows into {destination}: under {MOST_MB} MB", f"{small:,.0f} MB", small < MOST_MB
        )
        found.goal(
            f"{bench.rows * bench.repeat:,} rows into {destination}: no more (within 5 %)",
            f"{large:,.0f} MB", large <= small * NOISE,
            "it does not grow: the peaks of reading and loading meet more often the longer a load takes",
        )  # fmt: skip
    return found
