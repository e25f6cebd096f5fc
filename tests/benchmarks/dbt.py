"""dbt: full builds and builds after a change, at growing scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from tests.benchmarks.building import EVERYWHERE, FULL, KINDS, NEWEST, Build, Round, measure_building
from tests.benchmarks.measure import middle
from tests.benchmarks.report import Bench, Section, cpu

MOST_SHARE = 0.20
# the scale from which on a change has to be cheap
LARGE = 20
ALWAYS = "tie-outs compare everything each time, summaries are built whole, every large table is scanned for changed keys"
PAID = {
    NEWEST: ALWAYS,
    EVERYWHERE: f"{ALWAYS}; orders, vouchers, receipts and payments are drawn apart and each brings what hangs on it, so that 4 % of"
    " documents, 6 % of orders and 8 % of payments are built anew, and they lie in every block",
}
# over fewer rows, what the rows cost is lost in what the queries cost
LEAST_WHOLE = 0.5
# seconds under which a model's cost is that of any query
LEAST_SECONDS = 0.5
SLOWEST = 10


def section(bench: Bench) -> Section:
    """Every build of every scale, and the models that cost most."""
    found = Section(
        "dbt",
        ("scale", "build", "seconds", "CPU s", "of it DuckDB", "over hardly any rows", "peak MB",
         "slowest models (DuckDB's CPU s)"),
        "dbt with one thread. A change gives rows a new load: those of the days on which JDE last updated a hundredth, as after a"
        " night, or those of every hundredth document, in every block of every table. Shares are of the CPU seconds that DuckDB"
        " spends on queries, since dbt's own are the same for any number of rows; what as many queries cost over hardly any rows,"
        " right before, is taken off. Scales from 10 to below 50 are measured twice.",
    )  # fmt: skip
    measured = {}
    for scale, rounds in measure_building(bench.folder, bench.scales):
        measured[scale] = rounds
        for kind in KINDS:
            _add(found, scale, kind, rounds)
    for kind in PAID:
        _judge_change(found, kind, measured)
    _judge_growth(found, measured)
    return found


def _add(found: Section, scale: float, kind: str, rounds: Sequence[Round]) -> None:
    builds = [turn.builds[kind] for turn in rounds]
    measure = middle([build.measure for build in builds])
    nodes = _middle_nodes(builds)
    slowest = sorted(nodes, key=lambda node: -nodes[node])[:SLOWEST]
    found.add(
        f"{scale:g}", kind, f"{measure.seconds:.1f}", cpu(measure), f"{sum(nodes.values()):.1f}",
        f"{median(turn.empty[kind].seconds for turn in rounds):.1f}", f"{measure.peak_mb:,.0f}",
        ", ".join(f"{node} {nodes[node]:.1f}" for node in slowest),
    )  # fmt: skip


def _middle_nodes(builds: Sequence[Build]) -> dict[str, float]:
    return {node: median(build.nodes[node] for build in builds) for node in builds[0].nodes}


def _judge_change(found: Section, kind: str, measured: Mapping[float, Sequence[Round]]) -> None:
    shares = {}
    for scale, rounds in measured.items():
        if any(turn.of_rows(FULL) < LEAST_WHOLE * turn.empty[FULL].seconds for turn in rounds):
            continue
        shares[scale] = median(turn.share(kind) for turn in rounds)
        if scale >= LARGE:
            parts = [f"{turn.of_rows(kind):.1f} of {turn.of_rows(FULL):.1f}" for turn in rounds]
            found.goal(
                f"{kind}: a build at most {MOST_SHARE:.0%} of a full one, scale {scale:g}",
                f"{shares[scale]:.1%} ({' and '.join(parts)} CPU s)", shares[scale] <= MOST_SHARE, PAID[kind],
            )  # fmt: skip
    if len(shares) > 1:
        found.goal(
            f"{kind}: the larger the books, the smaller the share",
            ", ".join(f"{share:.1%} at scale {scale:g}" for scale, share in shares.items()),
            all(less < more for more, less in pairwise(shares.values())), PAID[kind],
        )  # fmt: skip


def _judge_growth(found: Section, measured: Mapping[float, Sequence[Round]]) -> None:
    small, large = min(measured), max(measured)
    before, after = (
        _middle_nodes([turn.builds[FULL] for turn in measured[scale]]) for scale in (small, large)
    )
    times = {name: seconds / before[name] for name, seconds in after.items() if seconds > LEAST_SECONDS}
    worse = [f"{name} {times[name]:.0f} times" for name in times if times[name] > large / small]
    found.goal(
        f"no model worse than linear from scale {small:g} to {large:g}",
        ", ".join(worse) or f"{max(times.values(), default=0):.0f} times at most", not worse,
    )  # fmt: skip
