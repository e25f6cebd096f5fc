"""Several workers against one, where the server takes its time for each page."""

from __future__ import annotations

from tests.benchmarks.measure import Measure, python, run
from tests.benchmarks.report import Bench, Section, cpu
from tests.benchmarks.site import Site, calls, targets

MOST_ROWS = 200_000
PAGE_ROWS = 250
DELAY = 0.2
WORKERS = 4


def section(bench: Bench) -> Section:
    """A first load of slow pages by one worker and by four."""
    rows = min(bench.rows, MOST_ROWS)
    found = Section(
        "Workers",
        ("workers", "into", "pages", "seconds", "CPU s", "requests in flight at most"),
        f"First load of {rows:,} rows in pages of {PAGE_ROWS}, each of which takes the server {DELAY:g} s.",
    )
    site = Site(bench.folder / "pages", rows)
    alone, _ = _load(bench, found, site, 1)
    together, most = _load(bench, found, site, WORKERS)
    times = alone.seconds / together.seconds
    found.goal(
        f"{WORKERS} workers: at least 3.5 times one", f"{times:.2f} times", times >= 3.5,
        "Python's start, the first calls and the last package, and the counts by which slices are found",
    )  # fmt: skip
    found.goal(f"never more than {WORKERS} requests in flight", f"{most} at most", most <= WORKERS)
    return found


def _load(bench: Bench, found: Section, site: Site, workers: int) -> tuple[Measure, int]:
    [target] = [t for t in targets(bench.folder, f"workers_{workers}", {}) if t.destination == "duckdb"]
    with site.server("--delay", str(DELAY)) as url:
        environment = site.environment(
            url, target, bench.folder / f"state_{workers}", workers=workers, page_size=PAGE_ROWS
        )
        measure = run(python("loader", "run"), environment)
        most = calls(url)["most_in_flight"]
    site.check(target, is_changed=False)
    found.add(
        str(workers), "duckdb", str(site.rows // PAGE_ROWS), f"{measure.seconds:.1f}", cpu(measure), str(most)
    )
    return measure, most
