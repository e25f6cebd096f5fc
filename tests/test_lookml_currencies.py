"""Money of several currencies: never added up, and converted only where there is a group currency."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lookml.compiler import Query
from lookml.fields import Field
from lookml.fieldsets import explore_fields
from lookml.objects import Explore
from lookml.project import Project
from lookml.warehouse import Warehouse
from tests.lookml_queries import ask, tile_queries

pytest_plugins = ["tests.lookml_fixtures"]


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


def in_group_currency(project: Project, explore: Explore) -> dict[str, str]:
    """The filter that shows an explore's amounts in the group currency; none where it has no such parameter."""
    name = f"{explore.base}.amount_currency"
    return {name: "group"} if name in explore_fields(project.model(), explore) else {}


def parameter_values(parameter: Field) -> list[str]:
    return [node.text("value") or "" for node in parameter.node.all("allowed_value")]


def choices(project: Project, explore: Explore) -> list[dict[str, str]]:
    """The filters that show an explore's amounts in each currency that it offers."""
    name = f"{explore.base}.amount_currency"
    entry = explore_fields(project.model(), explore).get(name)
    return [{name: value} for value in parameter_values(entry)] if entry else [{}]


def test_currencies_are_never_added(project: Project, warehouse: Warehouse) -> None:
    empty = 0
    for explore in project.model().explores.values():
        measures, currencies = money(project, explore), f"{explore.base}.currencies"
        if not measures:
            continue
        for filters in choices(project, explore):
            (row,) = ask(project, warehouse, Query(explore.name, (currencies, *measures), filters))
            if row[currencies] != 1:
                assert {name: row[name] for name in measures} == dict.fromkeys(measures), explore.name
                empty += 1
    assert empty >= 30


@pytest.mark.parametrize(
    ("amounts", "currency"), [("company", "CAD"), ("transaction", "EUR"), ("group", "XGC")]
)
def test_no_tile_adds_currencies_whatever_is_chosen(
    project: Project, grouped: Warehouse, amounts: str, currency: str
) -> None:
    """Each row of a tile stands for one currency, and that is the one chosen where the tile listens to it."""
    model, filled = project.model(), 0
    for name, query in tile_queries(project, {"Amounts in": amounts, "Currency": currency}).items():
        explore = model.explores[query.explore]
        parameter = explore_fields(model, explore).get(f"{explore.base}.amount_currency")
        if not money(project, explore) or parameter is None or amounts not in parameter_values(parameter):
            continue
        held = query.filters.get(f"{explore.base}.amount_currency_code")
        assert held in (currency, None), name
        counted = replace(query, fields=(*query.fields, f"{explore.base}.currencies"), pivots=(), limit=None)
        for row in ask(project, grouped, counted):
            assert row[f"{explore.base}.currencies"] <= 1, (name, row)
            filled += row[f"{explore.base}.currencies"]
    assert filled > 60


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
