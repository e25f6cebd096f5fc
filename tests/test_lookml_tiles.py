"""Every number on every tile equals SQL written by hand: one file a dashboard in `tests/tiles`, one statement a tile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lookml.checks.references import see_all
from lookml.compiler import Query, compile_query
from lookml.looks import query_of
from lookml.project import Project, load_project
from lookml.warehouse import Warehouse, open_warehouse
from tests.lookml_warehouse import built_duckdb

TILES = Path(__file__).parent / "tiles"
HEAD = re.compile(r"^-- (\w+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project()


@pytest.fixture(scope="module")
def warehouse() -> Iterator[Warehouse]:
    with open_warehouse("duckdb", {"JDE_DUCKDB_PATH": str(built_duckdb())}) as opened:
        yield opened


def by_hand() -> dict[str, str]:
    """The statements by `dashboard.tile`."""
    found = {}
    for path in TILES.glob("*.sql"):
        _, *parts = HEAD.split(path.read_text(encoding="utf-8"))
        for tile, sql in zip(parts[::2], parts[1::2], strict=True):
            found[f"{path.stem}.{tile}"] = sql.strip().rstrip(";")
    return found


def by_tile(project: Project) -> dict[str, Query]:
    """Every tile's query under its dashboard's default filters, without a limit."""
    found = {}
    for board in project.model().dashboards.values():
        for element in (element for element in board.elements if element.has_query):
            listened = {name: board.filters[key].default for key, name in element.listen.items()}
            query = query_of(element.properties, listened)
            found[f"{board.name}.{element.name}"] = Query(
                query.explore, query.fields, query.filters, limit=None
            )
    return found


STATEMENTS = by_hand()


def plain(value: Any) -> str:
    """A value as text: numbers to six places, since a ratio is as exact as its engine."""
    return f"{value:.6f}" if isinstance(value, int | float | Decimal) else str(value)


def test_no_tile_lacks_its_statement(project: Project) -> None:
    assert sorted(STATEMENTS) == sorted(by_tile(project))


@pytest.mark.parametrize("tile", sorted(STATEMENTS))
def test_a_tile_says_what_the_statement_says(project: Project, warehouse: Warehouse, tile: str) -> None:
    sql = compile_query(project, by_tile(project)[tile], warehouse.dialect, see_all(project.model()))
    shown, expected = (
        sorted([plain(value) for value in row] for row in warehouse.query(text).rows)
        for text in (sql, STATEMENTS[tile])
    )
    assert shown == expected
