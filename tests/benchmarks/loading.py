"""The loader against the wire's limit and against plain dlt, on pre-serialised pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.measure import Measure, middle, python, run
from tests.benchmarks.pages import CHANGED_SHARE
from tests.benchmarks.report import Bench, Section, cpu
from tests.benchmarks.site import Site, Target, connect, targets

PLAIN_ROWS = 20_000
HEAD = ("what", "into", "rows", "rows/s", "of the limit", "seconds", "CPU s", "peak MB")
GOALS = {"duckdb": 60, "postgres": 16}
STEPS = {
    "plain": "plain dlt `rest_api`, defaults",
    "arrow": "dlt fed with Arrow by hand",
    "first": "`jde-loader run`, first load",
    "again": "`jde-loader run`, nothing changed",
    "merge": "bare dlt merge of 5 %",
    "fresh": "`jde-loader run`, 5 % changed",
    "proof": "`jde-loader reconcile`, all equal",
}
# as a profiler shows them; both cores work from the first slice to the last
LIMITS = {
    "duckdb": "reading and parsing pages, then DuckDB writing row groups, on two busy cores",
    "postgres": "two busy cores while pages are read; the last slice's COPY and the indexes come after the last page",
}


@dataclass(frozen=True)
class _Round:
    """Every step once, one after the other, so that a machine which changes its pace changes it for all."""

    limit: Measure
    steps: Mapping[str, Mapping[str, Measure]]


def section(bench: Bench) -> Section:
    """First loads, runs with and without change, and reconciliation, each beside its yardstick."""
    found = Section(
        "Loading", HEAD,
        f"Plain dlt is measured on {PLAIN_ROWS:,} rows. Ratios are taken within a round, whose steps follow each other,"
        " and the median of the rounds counts. PostgreSQL's autovacuum is off, or a step would pay for the upkeep of what the"
        " step before it loaded.",
    )  # fmt: skip
    site, few = Site(bench.folder / "all", bench.rows), Site(bench.folder / "few", PLAIN_ROWS)
    database = bench.database("bench_loading")
    with _without_autovacuum(database):
        rounds = [_round(bench, site, few, database, number) for number in range(bench.runs)]
    few_rows = bench.rows // CHANGED_SHARE
    moved = {"plain": PLAIN_ROWS, "again": 0, "merge": few_rows, "fresh": few_rows}
    lines = _Lines(found, rounds, bench.rows)
    lines.add("limit: wire and parse to Arrow", "-", bench.rows, [turn.limit for turn in rounds])
    for destination in GOALS:
        for step, what in STEPS.items():
            rows = moved.get(step, bench.rows)
            lines.add(what, destination, rows, [turn.steps[destination][step] for turn in rounds])
    for destination in GOALS:
        lines.goals(destination)
    return found


@contextmanager
def _without_autovacuum(database: Mapping[str, str]) -> Iterator[None]:
    connection = connect(database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("alter system set autovacuum = off")
        cursor.execute("select pg_reload_conf()")
        yield
        cursor.execute("alter system reset autovacuum")
        cursor.execute("select pg_reload_conf()")
    connection.close()


def _round(bench: Bench, site: Site, few: Site, database: Mapping[str, str], number: int) -> _Round:
    with site.server() as url:
        limit = run(python("tests.benchmarks.clients", "limit", url))
    steps = {
        target.destination: _steps(bench, site, few, target, number)
        for target in targets(bench.folder, f"load_{number}", database)
    }
    return _Round(limit, steps)


def _steps(bench: Bench, site: Site, few: Site, target: Target, number: int) -> dict[str, Measure]:
    yardstick, loader = _Yardstick(bench, target, number), _Loader(bench, site, target)
    steps = {}
    with few.server() as url:
        steps["plain"] = yardstick.take("plain_dlt", url)
    with site.server() as url, site.server("--changed") as changed:
        steps["arrow"] = yardstick.take("arrow_dlt", url)
        steps["first"] = loader.take("run", url)
        steps["again"] = loader.take("run", url)
        steps["merge"] = yardstick.take("merge_dlt", changed)
        steps["fresh"] = loader.take("run", changed)
        site.check(target, is_changed=True)
        steps["proof"] = loader.take("reconcile", changed)
    return steps


class _Lines:
    """The section's table, whose first line is the limit."""

    def __init__(self, section: Section, rounds: Sequence[_Round], rows: int) -> None:
        self._section = section
        self._rounds = rounds
        self._rows = rows

    def add(self, what: str, into: str, rows: int, measures: Sequence[Measure]) -> None:
        measure = middle(measures)
        share = median(
            rows / own.seconds * turn.limit.seconds / self._rows
            for own, turn in zip(measures, self._rounds, strict=True)
        )
        self._section.add(
            what, into, f"{rows:,}", f"{rows / measure.seconds:,.0f}" if rows else "-",
            f"{share:.1%}" if rows else "-",
            f"{measure.seconds:.1f}", cpu(measure), f"{measure.peak_mb:,.0f}",
        )  # fmt: skip

    def goals(self, destination: str) -> None:
        share = median(turn.limit.seconds / turn.steps[destination]["first"].seconds for turn in self._rounds)
        self._section.goal(
            f"first load into {destination}: at least 45 % of the limit", f"{share:.0%}", share >= 0.45,
            LIMITS[destination],
        )  # fmt: skip
        more_rows = self._rows / PLAIN_ROWS
        times = more_rows * self._ratio(destination, "plain", "first")
        most = more_rows * median(
            turn.steps[destination]["plain"].seconds / turn.limit.seconds for turn in self._rounds
        )
        least = GOALS[destination]
        self._section.goal(
            f"first load into {destination}: at least {least} times plain dlt", f"{times:.1f} times", times >= least,
            f"{LIMITS[destination]}; wire and parse alone are {most:.0f} times plain dlt",
        )  # fmt: skip
        ratio = self._ratio(destination, "fresh", "merge")
        processor = median(
            turn.steps[destination]["fresh"].cpu / turn.steps[destination]["merge"].cpu
            for turn in self._rounds
        )
        self._section.goal(
            f"5 % changed, {destination}: within 1.3 times the bare merge",
            f"{ratio:.2f} times ({processor:.2f} in CPU)", ratio <= 1.3,
            "comparing digests with the target before the merge, and the books after it",
        )  # fmt: skip

    def _ratio(self, destination: str, step: str, other: str) -> float:
        """How many times as long a step takes as another."""
        steps = [turn.steps[destination] for turn in self._rounds]
        return median(turn[step].seconds / turn[other].seconds for turn in steps)


class _Loader:
    """`jde-loader` into one target."""

    def __init__(self, bench: Bench, site: Site, target: Target) -> None:
        self._bench = bench
        self._site = site
        self._target = target

    def take(self, command: str, url: str) -> Measure:
        """The command once."""
        state = self._bench.folder / f"state_{self._target.destination}_{self._target.schema}"
        environment = self._site.environment(url, self._target, state)
        return run(python("loader", command), environment, backend(self._bench, self._target))


class _Yardstick:
    """dlt by hand, in folders of its own; a merge goes into what the load before it left."""

    def __init__(self, bench: Bench, target: Target, number: int) -> None:
        self._bench = bench
        self._target = target
        self._number = number

    def take(self, client: str, url: str) -> Measure:
        """The client once."""
        scratch: Path = self._bench.folder / f"dlt_{self._target.destination}_{self._number}"
        scratch.mkdir(exist_ok=True)
        environment = {
            **self._target.variables,
            "BENCH_FOLDER": str(scratch),
            "BENCH_DATASET": f"dlt_{self._number}",
            "RUNTIME__DLTHUB_TELEMETRY": "false",
        }
        command = python("tests.benchmarks.clients", client, url)
        return run(command, environment, backend(self._bench, self._target))


def backend(bench: Bench, target: Target) -> Callable[[], float]:
    """The meter of the database server, where the target has one."""
    return bench.backend_seconds if target.destination == "postgres" else lambda: 0.0
