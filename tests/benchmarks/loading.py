"""The loader against the wire's limit and against plain dlt, on pre-serialised pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measure import Measure, middle, python, run
from tests.benchmarks.pages import CHANGED_SHARE
from tests.benchmarks.report import Bench, Section, cpu
from tests.benchmarks.site import Site, Target, targets

PLAIN_ROWS = 20_000
HEAD = ("what", "into", "rows", "rows/s", "of the limit", "seconds", "CPU s", "peak MB")
GOALS = {"duckdb": 60, "postgres": 16}
# as a profiler shows them; both cores work from the first slice to the last
LIMITS = {
    "duckdb": "reading and parsing pages, then DuckDB writing row groups, on two busy cores",
    "postgres": "two busy cores while pages are read; the last slice's COPY and the indexes come after the last page",
}


def section(bench: Bench) -> Section:
    """First loads, runs with and without change, and reconciliation, each beside its yardstick."""
    found = Section("Loading", HEAD, f"Plain dlt is measured on {PLAIN_ROWS:,} rows, and once.")
    site, few = Site(bench.folder / "all", bench.rows), Site(bench.folder / "few", PLAIN_ROWS)
    with site.server() as url:
        client = python("tests.benchmarks.clients", "limit", url)
        limit = middle([run(client) for _ in range(bench.runs)])
    lines = _Lines(found, bench.rows / limit.seconds)
    lines.add("limit: wire and parse to Arrow", "-", bench.rows, limit)
    database = bench.database("bench_loading")
    names = [f"load_{attempt}" for attempt in range(bench.runs)]
    for attempts in zip(*(targets(bench.folder, name, database) for name in names), strict=True):
        _one_destination(bench, lines, site, few, list(attempts))
    return found


def _one_destination(bench: Bench, lines: _Lines, site: Site, few: Site, attempts: list[Target]) -> None:
    destination = attempts[0].destination
    yardstick = _Yardstick(bench, attempts[0])
    with few.server() as url:
        plain = yardstick.take("plain_dlt", url, 1)
    lines.add("plain dlt `rest_api`, defaults", destination, PLAIN_ROWS, plain)
    with site.server() as url, site.server("--changed") as changed:
        arrow = yardstick.take("arrow_dlt", url, bench.runs)
        lines.add("dlt fed with Arrow by hand", destination, bench.rows, arrow)
        merge = yardstick.take("merge_dlt", changed, bench.runs)
        loader = _Loader(bench, site, attempts)
        first = loader.take("run", url)
        again = loader.take("run", url)
        fresh = loader.take("run", changed)
        for target in attempts:
            site.check(target, is_changed=True)
        proof = loader.take("reconcile", changed)
    few_rows = bench.rows // CHANGED_SHARE
    lines.add("`jde-loader run`, first load", destination, bench.rows, first)
    lines.add("`jde-loader run`, nothing changed", destination, 0, again)
    lines.add("bare dlt merge of 5 %", destination, few_rows, merge)
    lines.add("`jde-loader run`, 5 % changed", destination, few_rows, fresh)
    lines.add("`jde-loader reconcile`, all equal", destination, bench.rows, proof)
    lines.goals(destination, first, plain, fresh, merge)


class _Lines:
    """The section's table, whose first line is the limit."""

    def __init__(self, section: Section, limit: float) -> None:
        self._section = section
        self._limit = limit
        self._rows = 1

    def add(self, what: str, into: str, rows: int, measure: Measure) -> None:
        speed = rows / measure.seconds
        self._section.add(
            what, into, f"{rows:,}", f"{speed:,.0f}" if rows else "-",
            f"{speed / self._limit:.1%}" if rows else "-",
            f"{measure.seconds:.1f}", cpu(measure), f"{measure.peak_mb:,.0f}",
        )  # fmt: skip
        self._rows = rows

    def goals(self, destination: str, first: Measure, plain: Measure, fresh: Measure, merge: Measure) -> None:
        rows = self._rows
        share = rows / first.seconds / self._limit
        self._section.goal(
            f"first load into {destination}: at least 45 % of the limit", f"{share:.0%}", share >= 0.45,
            LIMITS[destination],
        )  # fmt: skip
        times = (rows / first.seconds) / (PLAIN_ROWS / plain.seconds)
        least = GOALS[destination]
        self._section.goal(
            f"first load into {destination}: at least {least} times plain dlt", f"{times:.0f} times", times >= least,
            LIMITS[destination],
        )  # fmt: skip
        ratio = fresh.seconds / merge.seconds
        self._section.goal(
            f"5 % changed, {destination}: within 1.3 times the bare merge",
            f"{ratio:.2f} times ({fresh.cpu / merge.cpu:.2f} in CPU)", ratio <= 1.3,
            "comparing digests with the target before the merge, and the books after it",
        )  # fmt: skip


class _Loader:
    """`jde-loader` into several targets that are alike."""

    def __init__(self, bench: Bench, site: Site, attempts: list[Target]) -> None:
        self._bench = bench
        self._site = site
        self._attempts = attempts

    def take(self, command: str, url: str) -> Measure:
        """The command once for each target."""
        return middle([self._once(command, url, target) for target in self._attempts])

    def _once(self, command: str, url: str, target: Target) -> Measure:
        state = self._bench.folder / f"state_{target.destination}_{target.schema}"
        environment = self._site.environment(url, target, state)
        return run(python("loader", command), environment, backend(self._bench, target))


class _Yardstick:
    """dlt by hand, in folders of its own; a merge goes into what the load before it left."""

    def __init__(self, bench: Bench, target: Target) -> None:
        self._bench = bench
        self._target = target

    def take(self, client: str, url: str, runs: int) -> Measure:
        """The client so many times."""
        return middle([self._once(client, url, attempt) for attempt in range(runs)])

    def _once(self, client: str, url: str, attempt: int) -> Measure:
        scratch: Path = self._bench.folder / f"dlt_{self._target.destination}_{attempt}"
        scratch.mkdir(exist_ok=True)
        environment = {
            **self._target.variables,
            "BENCH_FOLDER": str(scratch),
            "BENCH_DATASET": f"dlt_{attempt}",
            "RUNTIME__DLTHUB_TELEMETRY": "false",
        }
        command = python("tests.benchmarks.clients", client, url)
        return run(command, environment, backend(self._bench, self._target))


def backend(bench: Bench, target: Target) -> Callable[[], float]:
    """The meter of the database server, where the target has one."""
    return bench.backend_seconds if target.destination == "postgres" else lambda: 0.0
