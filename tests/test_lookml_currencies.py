"""Money of several currencies: never added up, and converted only where there is a group currency."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from lookml.checks.references import see_all
from lookml.compiler import Query, compile_query
from lookml.fieldsets import explore_fields
from lookml.objects import Explore
from lookml.project import Project, load_project
from lookml.warehouse import Warehouse, open_warehouse
from tests.lookml_warehouse import built_duckdb


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project()


@pytest.fixture(scope="module")
def warehouse() -> Iterator[Warehouse]:
    with open_warehouse("duckdb", {"JDE_DUCKDB_PATH": str(built_duckdb())}) as opened:
        yield opened


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The warehouse as if there were a group currency in which every amount is three times the company's."""
    path = tmp_path_factory.mktemp("grouped") / "warehouse.duckdb"
    shutil.copy(built_duckdb(), path)
    with duckdb.connect(str(path)) as connection:
        columns = connection.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'marts' and column_name like '%\\_group' escape '\\'"
            " and data_type like 'DECIMAL%' order by all"
        ).fetchall()
        for table in dict.fromkeys(name for name, _ in columns):
            changes = [f"{c} = 3 * {c.removesuffix('_group')}" for name, c in columns if name == table]
            connection.execute(f"update marts.{table} set group_currency_code = 'XGC', {', '.join(changes)}")
    with open_warehouse("duckdb", {"JDE_DUCKDB_PATH": str(path)}) as opened:
        yield opened


def money(project: Project, explore: Explore) -> tuple[str, ...]:
    """The measures of money that an explore offers; none where it does not look at currencies."""
    offered = explore_fields(project.model(), explore)
    if f"{explore.base}.currencies" not in offered:
        return ()
    return tuple(
        name
        for name, entry in offered.items()
        if entry.is_measure
        and entry.type == "number"
        and (entry.node.text("value_format_name") or "").startswith("amount")
    )


def ask(project: Project, warehouse: Warehouse, query: Query) -> list[dict[str, Any]]:
    return warehouse.query(
        compile_query(project, query, warehouse.dialect, see_all(project.model()))
    ).records()


def in_group_currency(project: Project, explore: Explore) -> dict[str, str]:
    """The filter that shows an explore's amounts in the group currency; none where it has no such parameter."""
    name = f"{explore.base}.amount_currency"
    return {name: "group"} if name in explore_fields(project.model(), explore) else {}


def test_currencies_are_never_added(project: Project, warehouse: Warehouse) -> None:
    empty = 0
    for explore in project.model().explores.values():
        measures, currencies = money(project, explore), f"{explore.base}.currencies"
        if not measures:
            continue
        (row,) = ask(project, warehouse, Query(explore.name, (currencies, *measures)))
        if row[currencies] > 1:
            assert {name: row[name] for name in measures} == dict.fromkeys(measures), explore.name
            empty += 1
    assert empty >= 10


def test_without_a_group_currency_group_amounts_are_empty(project: Project, warehouse: Warehouse) -> None:
    asked = 0
    for explore in project.model().explores.values():
        filters, measures = in_group_currency(project, explore), money(project, explore)
        if filters:
            (row,) = ask(project, warehouse, Query(explore.name, measures, filters))
            assert row == dict.fromkeys(measures), explore.name
            asked += 1
    assert asked >= 14


def test_a_group_total_spans_the_companies(project: Project, grouped: Warehouse) -> None:
    """What the companies add up to each in its own currency, three times over."""
    compared = 0
    for explore in project.model().explores.values():
        filters = in_group_currency(project, explore)
        sums = tuple(
            name.replace(".total_", ".sum_total_") for name in money(project, explore) if ".total_" in name
        )
        if not filters:
            continue
        (whole,) = ask(project, grouped, Query(explore.name, sums, filters))
        (parts,) = ask(project, grouped, Query(explore.name, sums))
        for name in sums:
            assert whole[name] == (None if parts[name] is None else Decimal(3) * parts[name]), name
            compared += whole[name] is not None
    (total,) = ask(
        project,
        grouped,
        Query("ap_aging", ("fct_ap_aging.total_open",), {"fct_ap_aging.amount_currency": "group"}),
    )
    expected = grouped.query("select 3 * sum(open_amount) from marts.fct_ap_aging where not is_draft").rows
    assert tuple(total.values()) == expected[0]
    assert compared > 50
