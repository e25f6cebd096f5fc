"""dbt: full builds and builds after a change, at growing scale."""

from __future__ import annotations

from itertools import pairwise
from statistics import mean

from tests.benchmarks.building import EVERYWHERE, FULL, NEWEST, Build, measure_building
from tests.benchmarks.report import Bench, Section, cpu

MOST_SHARE = 0.20
# the scale from which on a change has to be cheap
LARGE = 20
PAID = {
    NEWEST: "tie-outs compare everything each time, summaries are built whole, every large table is scanned for changed keys",
    EVERYWHERE: "as above; orders, vouchers, receipts and payments are drawn apart and each brings what hangs on it, so that 4 % of"
    " documents, 6 % of orders and 8 % of payments are built anew, and they lie in every block",
}
# over fewer rows, what the rows cost is lost in what the queries cost
LEAST_WHOLE = 0.5
# seconds under which a model's cost is that of any query
LEAST_SECONDS = 0.5


def section(bench: Bench) -> Section:
    """Every build of every scale, and the models that cost most."""
    found = Section(
        "dbt", ("scale", "build", "seconds", "CPU s", "of it DuckDB", "peak MB", "slowest models (DuckDB's CPU s)"),
        "dbt with one thread. A change gives rows a new load: those of the days on which JDE last updated a hundredth, as after a"
        " night, or those of every hundredth document, in every block of every table. Shares are of the CPU seconds that DuckDB"
        " spends on queries, since dbt's own are the same for any number of rows; what as many queries cost over hardly any rows,"
        " before and after (the processor's pace changes meanwhile), is taken off.",
    )  # fmt: skip
    builds = []
    for build in measure_building(bench.folder, list(bench.scales), bench.runs):
        builds.append(build)
        slowest = ", ".join(f"{name} {seconds:.1f}" for name, seconds in build.slowest)
        found.add(
            f"{build.scale:g}", build.kind, f"{build.measure.seconds:.1f}", cpu(build.measure),
            f"{build.seconds:.1f}", f"{build.measure.peak_mb:,.0f}", slowest,
        )  # fmt: skip
    _judge(found, builds)
    return found


def _judge(found: Section, builds: list[Build]) -> None:
    by_kind = {kind: [build for build in builds if build.kind == kind] for kind in (FULL, *PAID)}
    for kind in PAID:
        _judge_change(found, by_kind[FULL], by_kind[kind])
    _judge_growth(found, by_kind[FULL][1], by_kind[FULL][-2])


def _judge_change(found: Section, full: list[Build], changed: list[Build]) -> None:
    """Share by share; every other build of each list is one over hardly any rows."""
    kind = changed[0].kind
    shares = {}
    for place in range(1, len(full), 2):
        whole, part, scale = _of_rows(full, place), _of_rows(changed, place), full[place].scale
        if whole < LEAST_WHOLE * full[0].seconds:
            continue
        shares[scale] = part / whole
        if scale >= LARGE:
            found.goal(
                f"{kind}: a build at most {MOST_SHARE:.0%} of a full one, scale {scale:g}",
                f"{part / whole:.1%} ({part:.1f} of {whole:.1f} CPU s)", part <= MOST_SHARE * whole, PAID[kind],
            )  # fmt: skip
    if len(shares) > 1:
        found.goal(
            f"{kind}: the larger the books, the smaller the share",
            ", ".join(f"{share:.0%} at scale {scale:g}" for scale, share in shares.items()),
            all(less < more for more, less in pairwise(shares.values())), PAID[kind],
        )  # fmt: skip


def _of_rows(builds: list[Build], place: int) -> float:
    """Seconds of a build beyond those that as many queries cost over hardly any rows."""
    return builds[place].seconds - mean(builds[beside].seconds for beside in (place - 1, place + 1))


def _judge_growth(found: Section, first: Build, last: Build) -> None:
    times = {
        name: seconds / first.nodes[name] for name, seconds in last.nodes.items() if seconds > LEAST_SECONDS
    }
    worse = [f"{name} {times[name]:.0f} times" for name in times if times[name] > last.scale / first.scale]
    found.goal(
        f"no model worse than linear from scale {first.scale:g} to {last.scale:g}",
        ", ".join(worse) or f"{max(times.values(), default=0):.0f} times at most", not worse,
    )  # fmt: skip
