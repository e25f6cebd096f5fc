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
RUN = "(once a run)"


def section(bench: Bench) -> Section:
    """Two runs; the second one's requests, those of the readings apart from all others."""
    found = Section(
        "Requests",
        ("table", "readings", "further pages", "other requests"),
        f"The second of two runs over the simulated company at scale {SCALE:g}, nothing changed between them."
        " A reading is what a strategy needs: a table, a window, a scope, children of some parents. Once in a run, over"
        " whatever table comes first: the sign-in, and the proof that the server reads dates as they are meant.",
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
        kinds = Counter(_table_and_kind(entry) for entry in server.log.entries)
    tables = sorted({table for table, _ in kinds} - {RUN})
    for table in (RUN, *tables):
        found.add(table, *(str(kinds[table, kind]) for kind in ("reading", "page", "other")))
    most = max(kinds[table, "other"] for table in tables)
    found.goal(
        f"a run without change: at most {BEYOND} requests a table beyond those that strategies need",
        f"{most} at most", most <= BEYOND,
        "each reading of more than a page is counted for itself: of one count for several, too many here would hide too few there",
    )  # fmt: skip
    return found


def _table_and_kind(entry: LogEntry) -> tuple[str, str]:
    if entry.table is None:
        return RUN, "other"
    if entry.call == "next":
        return entry.table, "page"
    if entry.call != "browse":
        return entry.table, "other"
    # what is not to go on asks for a few dated rows, and for one of them by its date
    return (entry.table, "reading") if entry.body.get("enableNextPageProcessing") else (RUN, "other")
