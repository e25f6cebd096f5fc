"""Every dashboard tile as a query against a large warehouse on PostgreSQL."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from lookml.checks.references import see_all
from lookml.dashboards import Dashboard, Element
from lookml.preview import filter_values
from lookml.preview.asking import ask
from lookml.project import DEFAULT_ROOT, Project, load_project
from lookml.warehouse import Rows, Warehouse, open_warehouse
from tests.benchmarks.books import copy_raw
from tests.benchmarks.measure import run
from tests.benchmarks.report import Bench, Section

MOST_SECONDS = 1.0
RUNS = 3
SLOWEST = 10


@dataclass(frozen=True)
class Tile:
    """A tile, the median seconds of its queries, and how many rows came back."""

    dashboard: str
    name: str
    explore: str
    seconds: float
    rows: int


class TimedWarehouse(Warehouse):
    """A warehouse that adds up how long its queries took."""

    def __init__(self, warehouse: Warehouse) -> None:
        super().__init__(warehouse.dialect, warehouse._cursor)
        self.seconds = 0.0
        self.rows = 0

    def query(self, sql: str) -> Rows:
        """Run a SELECT and time it."""
        started = time.perf_counter()
        found = super().query(sql)
        self.seconds += time.perf_counter() - started
        self.rows += len(found.rows)
        return found


def section(bench: Bench) -> Section:
    """Build the marts on PostgreSQL, then ask every tile under its dashboard's default filters."""
    found = Section(
        f"Dashboard tiles at scale {bench.tile_scale:g}",
        ("dashboard", "tile", "explore", "seconds", "rows"),
        f"The {SLOWEST} slowest tiles on PostgreSQL, median of {RUNS}; a user who may see everything,"
        " each dashboard's own filters, totals included.",
    )
    variables = {"JDE_DESTINATION": "postgres", **bench.database("bench_tiles")}
    _build(bench, variables)
    tiles = sorted(_measure(variables), key=lambda tile: -tile.seconds)
    for tile in tiles[:SLOWEST]:
        found.add(tile.dashboard, tile.name, tile.explore, f"{tile.seconds:.2f}", str(tile.rows))
    slow = [tile for tile in tiles if tile.seconds >= MOST_SECONDS]
    figure = f"{len(tiles) - len(slow)} of {len(tiles)}, the slowest {tiles[0].seconds:.2f} s"
    found.goal(
        f"every dashboard tile under {MOST_SECONDS:g} s at scale {bench.tile_scale:g}", figure, not slow,
        "marts at a finer grain than these tiles ask: " + ", ".join(sorted({tile.explore for tile in slow})),
    )  # fmt: skip
    return found


def _build(bench: Bench, variables: Mapping[str, str]) -> None:
    copy_raw(bench.folder.parent, bench.tile_scale, variables)
    folders = [
        "--target-path",
        str(bench.folder / "target"),
        "--log-path",
        str(bench.folder / "logs"),
    ]
    dbt = [str(Path(sys.executable).with_name("dbt")), "build", "--quiet", "--project-dir", "dbt_project"]
    run([*dbt, "--exclude-resource-type", "test", "unit_test", *folders], {**os.environ, **variables})


def _measure(variables: Mapping[str, str]) -> list[Tile]:
    project = load_project(DEFAULT_ROOT)
    model = project.model()
    attributes = see_all(model)
    tiles = []
    with open_warehouse("postgres", variables) as opened:
        for board in model.dashboards.values():
            if board.is_template:
                continue
            values = filter_values(board, {})
            for element in board.elements:
                if element.has_query:
                    tiles.append(_tile(opened, project, board, element, values, attributes))
    return tiles


def _tile(
    opened: Warehouse,
    project: Project,
    board: Dashboard,
    element: Element,
    values: Mapping[str, str],
    attributes: Mapping[str, str],
) -> Tile:
    filters = {name: values[key] for key, name in element.listen.items() if values.get(key)}
    seconds, rows = [], 0
    for _ in range(RUNS):
        warehouse = TimedWarehouse(opened)
        ask(project, element, filters, warehouse, attributes)
        seconds.append(warehouse.seconds)
        rows = warehouse.rows
    explore = str(element.properties.get("explore"))
    return Tile(board.title, element.title, explore, median(seconds), rows)
