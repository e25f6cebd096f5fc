"""What a run without change asks of JDE, over all tables of the simulated company."""

from __future__ import annotations

from collections import Counter

from tests.benchmarks.measure import python, run
from tests.benchmarks.report import Bench, Section
from tests.jde_simulator.cli import build, environment
from tests.jde_simulator.log import LogEntry
from tests.jde_simulator.server import AisServer
from tests.jde_simulator.settings import ServerSettings

SCALE = 0.1
BEYOND = 2


def section(bench: Bench) -> Section:
    """Two runs; the second one's requests, those of the readings apart from all others."""
    found = Section(
        "Requests",
        ("table", "readings", "further pages", "other requests"),
        f"The second of two runs over the simulated company at scale {SCALE:g}, nothing changed between them."
        " A reading is what a strategy needs: a table, a window, a scope, children of some parents.",
    )
    books = bench.folder / "books.duckdb"
    build(books, 1, SCALE)
    with AisServer(books, ServerSettings()) as server:
        variables = {
            **environment(server),
            "JDE_DESTINATION": "duckdb",
            "JDE_DUCKDB_PATH": str(bench.folder / "requests.duckdb"),
            "JDE_STATE_DIR": str(bench.folder / "state"),
        }
        run(python("loader", "run"), variables)
        server.log.clear()
        run(python("loader", "run"), variables)
        kinds = Counter((entry.table, _kind(entry)) for entry in server.log.entries if entry.table)
    tables = sorted({table for table, _ in kinds if table})
    for table in tables:
        found.add(table, *(str(kinds[table, kind]) for kind in ("reading", "page", "other")))
    most = max(kinds[table, "other"] for table in tables)
    found.goal(
        f"a run without change: at most {BEYOND} requests a table beyond those that strategies need",
        f"{most} at most", most <= BEYOND, "counting what was read, and once in a run proving how the server reads dates",
    )  # fmt: skip
    return found


def _kind(entry: LogEntry) -> str:
    if entry.call == "next":
        return "page"
    is_reading = entry.call == "browse" and entry.body.get("enableNextPageProcessing")
    return "reading" if is_reading else "other"
