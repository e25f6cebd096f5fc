"""The LookML project over the simulated company: it runs on both engines, says true numbers, and keeps its secrets."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from lookml.checks import run_checks
from lookml.checks.security import WITHOUT_COST_CENTER
from lookml.compiler import Query
from lookml.contracts import load_contracts
from lookml.errors import AccessDenied
from lookml.fieldsets import explore_fields
from lookml.looks import load_looks
from lookml.preview import Choices, write_preview
from lookml.project import Project
from lookml.warehouse import Warehouse, open_warehouse
from tests.lookml_queries import ask, plain_rows, tile_queries
from tests.lookml_warehouse import built_duckdb, copy_to_postgres

pytest_plugins = ["tests.lookml_fixtures"]

CLOCK = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?")
# filled by what happens after a close, which the simulated company has not seen yet
MAY_BE_EMPTY = {"tile `data_trust.restated` returns no rows"}


@pytest.fixture(scope="module")
def postgres_marts(postgres: dict[str, str]) -> Iterator[Warehouse]:
    copy_to_postgres(built_duckdb(), postgres)
    with open_warehouse("postgres", postgres) as opened:
        yield opened


def test_everything_runs_on_duckdb(project: Project, warehouse: Warehouse) -> None:
    report = run_checks(project, load_looks(), load_contracts(Path("dbt_project")), warehouse)
    assert [str(fault) for fault in report.faults] == []
    assert {note for note in report.notes if note.endswith("returns no rows")} <= MAY_BE_EMPTY
    assert report.counts["tiles"] == len(tile_queries(project)) > 70
    assert report.counts["fields"] > 3000
    assert report.counts["data tests"] > 20
    assert report.counts["Looks"] == len(load_looks()) >= 10


def test_everything_runs_on_postgres(project: Project, postgres_marts: Warehouse) -> None:
    report = run_checks(project, load_looks(), load_contracts(Path("dbt_project")), postgres_marts)
    assert [str(fault) for fault in report.faults] == []
    assert {note for note in report.notes if note.endswith("returns no rows")} <= MAY_BE_EMPTY


def test_each_tile_says_the_same_on_both_engines(
    project: Project, warehouse: Warehouse, postgres_marts: Warehouse
) -> None:
    for name, query in tile_queries(project).items():
        whole = replace(query, limit=None)
        here, there = (plain_rows(ask(project, engine, whole)) for engine in (warehouse, postgres_marts))
        if "fresh" not in name:  # a time that each engine gives in its own zone
            assert here == there, name


def test_the_pages_are_the_same_on_both_engines(
    project: Project, warehouse: Warehouse, postgres_marts: Warehouse, tmp_path: Path
) -> None:
    """Rows in their order, totals and subtotals as a reader sees them; only times depend on a zone."""
    for engine in (warehouse, postgres_marts):
        write_preview(project, engine, tmp_path / engine.dialect, Choices())
    pages = sorted((tmp_path / "duckdb").glob("*.html"))
    for page in pages:
        here, there = (
            CLOCK.sub("", (tmp_path / engine.dialect / page.name).read_text())
            for engine in (warehouse, postgres_marts)
        )
        assert here == there, page.name
    assert len(pages) == 10


def test_english_is_spelled_one_way(project: Project) -> None:
    """Labels and words that readers see are British throughout, as the descriptions of dbt are."""
    model, words = project.model(), []
    for view in model.views.values():
        words += [view.node.text("label") or ""]
        words += [f"{entry.label}. {entry.description}" for entry in view.fields.values() if not entry.hidden]
    for explore in model.explores.values():
        shown = ("label", "view_label", "description")
        words += [node.text(key) or "" for node in explore.node.walk() for key in shown]
    for thing in (*model.dashboards.values(), *load_looks().values()):
        words += [str(thing.properties.get(key, "")) for key in ("title", "description")]
    for board in model.dashboards.values():
        words += [entry.title for entry in board.filters.values()]
        words += [f"{tile.title}. {tile.properties.get('note_text', '')}" for tile in board.elements]
    assert len(words) > 1000
    assert [
        text for text in words if re.search(r"\b(centers?|colors?|aging|favor)\b", text, re.IGNORECASE)
    ] == []


def test_rows_of_a_tile_add_up_to_the_figure_without_its_dimensions(
    project: Project, warehouse: Warehouse
) -> None:
    """Cutting a sum by dimensions neither loses nor doubles money, whatever is joined."""
    model, compared = project.model(), 0
    for name, query in tile_queries(project).items():
        fields = {field: model.field(project.explore(query.explore), field) for field in query.fields}
        sums = [
            field for field, entry in fields.items() if f"sum_{entry.name}" in model.views[entry.view].fields
        ]
        cut = [field for field, entry in fields.items() if not entry.is_measure]
        on_measures = any(
            model.field(project.explore(query.explore), field).is_measure for field in query.filters
        )
        if not sums or not cut or on_measures or len({fields[s].view for s in sums}) > 1:
            continue
        hidden = tuple(f"{field.partition('.')[0]}.sum_{fields[field].name}" for field in sums)
        parts = ask(project, warehouse, Query(query.explore, (*cut, *hidden), query.filters, limit=None))
        (whole,) = ask(project, warehouse, Query(query.explore, hidden, query.filters))
        for field in hidden:
            assert sum(row[field] for row in parts) == whole[field], (name, field)
        compared += 1
    assert compared > 35


def batched(names: list[str], size: int) -> list[list[str]]:
    """The names in groups of at most `size`."""
    return [names[start : start + size] for start in range(0, len(names), size)]


def held_to(folder: Path, name: str, deletions: list[str]) -> Path:
    """A copy of the warehouse from which the rows that a user must not see are deleted."""
    path = folder / f"{name}.duckdb"
    shutil.copy(built_duckdb(), path)
    with duckdb.connect(str(path)) as connection:
        for sql in deletions:
            connection.execute(sql)
    return path


FACTS = (
    "fct_ap_invoices", "fct_ap_aging", "fct_ap_spend", "fct_ap_payments", "fct_purchase_order_lines",
    "fct_po_commitments", "fct_po_receipts", "fct_procure_to_pay", "fct_gl_entries", "fct_gl_activity", "fct_gl_balances",
    "fct_budget_variance", "fct_cost_allocations", "fct_headcount_cost", "fct_period_restatement", "fct_profit_and_loss", "fct_days_payable", "fct_ap_open_daily",
)  # fmt: skip
COST_CENTERS = {
    "fct_ap_spend": "charged_cost_center_code",
    "fct_cost_allocations": "target_cost_center_code",
    **dict.fromkeys(("fct_purchase_order_lines", "fct_po_commitments", "fct_po_receipts", "fct_procure_to_pay", "fct_gl_entries", "fct_gl_activity", "fct_gl_balances", "fct_budget_variance", "fct_headcount_cost", "fct_profit_and_loss"), "cost_center_code"),
}  # fmt: skip
PAYROLL = "(SELECT account_id FROM marts.dim_gl_accounts WHERE data_class = 'payroll')"
CLASSED = ("fct_gl_entries", "fct_gl_activity", "fct_gl_balances", "fct_budget_variance", "fct_cost_allocations", "fct_headcount_cost", "fct_period_restatement", "fct_profit_and_loss")  # fmt: skip
TOGETHER = 12
USERS = {
    "one company": (
        {"jde_company": "00002"},
        [
            *(f"DELETE FROM marts.{fact} WHERE company_code <> '00002'" for fact in FACTS),
            "DELETE FROM trust.trust_tie_outs WHERE company_code <> '00002'",
        ],
    ),
    "one cost centre": (
        {"jde_cost_center": "150"},
        [f"DELETE FROM marts.{fact} WHERE {column} <> '150'" for fact, column in COST_CENTERS.items()],
    ),
    "no payroll": (
        {"jde_data_class": "general"},
        [
            *(f"DELETE FROM marts.{fact} WHERE data_class = 'payroll'" for fact in CLASSED),
            f"DELETE FROM marts.fct_ap_spend WHERE account_id IN {PAYROLL} OR charged_account_id IN {PAYROLL}",
            "DELETE FROM marts.fct_po_commitments WHERE account_id NOT IN "
            "(SELECT account_id FROM marts.dim_gl_accounts WHERE data_class = 'general')",
        ],
    ),
}


@pytest.mark.parametrize("user", USERS)
def test_a_user_sees_what_a_warehouse_without_the_other_rows_would_show(
    project: Project, warehouse: Warehouse, tmp_path: Path, user: str
) -> None:
    """Every measure of every explore, and every value of every shown dimension."""
    attributes, deletions = USERS[user]
    model, fields, different = project.model(), 0, 0
    reduced = held_to(tmp_path, user.replace(" ", "_"), deletions)
    with open_warehouse("duckdb", {"JDE_DUCKDB_PATH": str(reduced)}) as remainder:
        for explore in model.explores.values():
            if "jde_cost_center" in attributes and explore.name in WITHOUT_COST_CENTER:
                with pytest.raises(AccessDenied):
                    ask(project, warehouse, Query(explore.name, (f"{explore.base}.count",)), attributes)
                continue
            offered = explore_fields(model, explore)
            measures = tuple(name for name, entry in offered.items() if entry.is_measure)
            queries = [Query(explore.name, measures)]
            shown = [
                name
                for name, entry in offered.items()
                if entry.kind == "dimension" and not entry.hidden and entry.timeframe in (None, "date")
            ]
            queries += [Query(explore.name, tuple(chunk), limit=None) for chunk in batched(shown, TOGETHER)]
            for query in queries:
                seen = sorted(ask(project, warehouse, query, attributes), key=str)
                there = sorted(ask(project, remainder, query), key=str)
                assert seen == there, (explore.name, query.fields)
                fields += len(query.fields)
            everything = ask(project, warehouse, queries[0])
            different += ask(project, warehouse, queries[0], attributes) != everything
    assert fields > 1000
    assert different >= 5, "the user is held back nowhere"


def test_no_tile_shows_a_limited_user_the_money_of_others(project: Project, warehouse: Warehouse) -> None:
    """The tiles of a user of one company and cost centre say what the filters alone would say."""
    user = {"jde_company": "00001", "jde_cost_center": "150", "jde_data_class": "general"}
    answered = 0
    for name, query in tile_queries(project).items():
        if query.explore in WITHOUT_COST_CENTER:
            with pytest.raises(AccessDenied):
                ask(project, warehouse, query, user)
            continue
        rules = {
            rule.field: user[rule.user_attribute] for rule in project.explore(query.explore).access_filters
        }
        filtered = Query(query.explore, query.fields, {**query.filters, **rules}, limit=None)
        held = Query(query.explore, query.fields, query.filters, limit=None)
        seen, allowed = ask(project, warehouse, held, user), ask(project, warehouse, filtered)
        # the tiles' sorts leave rows that are equal in the sorted fields in any order
        assert sorted(seen, key=str) == sorted(allowed, key=str), name
        answered += 1
    assert answered > 40
