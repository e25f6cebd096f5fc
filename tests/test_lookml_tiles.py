"""Every number on every tile equals SQL written by hand: one file a dashboard in `tests/tiles`, one statement a tile.

`tests/tiles/currencies` does the same for a tile of each explore in the other currencies that a board offers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from lookml.checks.data import equally_sorted
from lookml.project import Project
from lookml.query import Query
from lookml.warehouse import Warehouse
from tests.lookml_queries import ask, plain, plain_rows, tile_queries

pytest_plugins = ["tests.lookml_fixtures"]

TILES = Path(__file__).parent / "tiles"
HEAD = re.compile(r"^-- ([\w.]+)$", re.MULTILINE)
# what a reader chooses on every board, by the name of the file in `currencies`
CHOICES = {
    "transaction": {"Amounts in": "transaction", "Currency": "USD"},
    "group": {"Amounts in": "group", "Currency": "XGC"},
}


def statements(path: Path) -> dict[str, str]:
    """The statements of a file by the name above each."""
    _, *parts = HEAD.split(path.read_text(encoding="utf-8"))
    return {name: sql.strip().rstrip(";") for name, sql in zip(parts[::2], parts[1::2], strict=True)}


STATEMENTS = {
    f"{path.stem}.{tile}": sql for path in TILES.glob("*.sql") for tile, sql in statements(path).items()
}
CONVERTED = {
    (choice, tile): sql
    for choice in CHOICES
    for tile, sql in statements(TILES / "currencies" / f"{choice}.sql").items()
}


def by_hand(warehouse: Warehouse, sql: str) -> list[list[str]]:
    return sorted([plain(value) for value in row] for row in warehouse.query(sql).rows)


def test_no_tile_lacks_its_statement(project: Project) -> None:
    assert sorted(STATEMENTS) == sorted(tile_queries(project))


@pytest.mark.parametrize("tile", sorted(STATEMENTS))
def test_a_tile_says_what_the_statement_says(project: Project, warehouse: Warehouse, tile: str) -> None:
    shown = ask(project, warehouse, replace(tile_queries(project)[tile], limit=None))
    assert plain_rows(shown) == by_hand(warehouse, STATEMENTS[tile])


def test_no_two_rows_of_a_tile_are_sorted_alike(project: Project, warehouse: Warehouse) -> None:
    """Engines would show them in any order, and a limit would leave out either."""
    model = project.model()
    for name, query in tile_queries(project).items():
        rows = ask(project, warehouse, replace(query, limit=None))
        assert equally_sorted(project, model, query, rows) == 0, name
    fields = ("fct_ap_aging.document_number", "fct_ap_aging.pay_item", "fct_ap_aging.days_past_due")
    vague = Query("ap_aging", fields, sorts=("fct_ap_aging.days_past_due desc",))
    assert equally_sorted(project, model, vague, ask(project, warehouse, vague)) > 0


@pytest.mark.parametrize("choice", CHOICES)
def test_each_explore_of_a_board_is_proved_in_the_currency(project: Project, choice: str) -> None:
    queries = tile_queries(project)
    proved = {queries[tile].explore for chosen, tile in CONVERTED if chosen == choice}
    offering = {
        query.explore
        for query in queries.values()
        for name in query.filters
        if name.endswith(".amount_currency") and choice in kept_values(project, name.partition(".")[0])
    }
    assert proved == offering


def kept_values(project: Project, view: str) -> set[str]:
    """The choices for which a view has amounts."""
    allowed = project.model().views[view].fields["amount_currency"].node.all("allowed_value")
    return {node.text("value") or "" for node in allowed if "not kept" not in (node.text("label") or "")}


@pytest.mark.parametrize(("choice", "tile"), sorted(CONVERTED))
def test_a_tile_in_another_currency_says_what_the_statement_says(
    project: Project, grouped: Warehouse, choice: str, tile: str
) -> None:
    query = replace(tile_queries(project, CHOICES[choice])[tile], limit=None)
    shown = plain_rows(ask(project, grouped, query))
    assert shown == by_hand(grouped, CONVERTED[choice, tile])
    assert any(value not in ("None", "0.000000") for row in shown for value in row)
