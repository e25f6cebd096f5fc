"""What tests ask of the LookML project over the simulated company: its tiles, and any query for any user."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lookml.checks.references import see_all
from lookml.compiler import Query, compile_query
from lookml.looks import query_of
from lookml.preview import filter_values
from lookml.project import Project
from lookml.warehouse import Warehouse


def tile_queries(project: Project, chosen: Mapping[str, str] | None = None) -> dict[str, Query]:
    """Each tile's query by `dashboard.tile`, under its dashboard's default filters and those chosen."""
    found = {}
    for board in project.model().dashboards.values():
        values = filter_values(board, chosen or {})
        for element in (element for element in board.elements if element.has_query):
            listened = {name: values[key] for key, name in element.listen.items()}
            found[f"{board.name}.{element.name}"] = query_of(element.properties, listened)
    return found


def ask(
    project: Project, warehouse: Warehouse, query: Query, user: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """The rows of a query for a user who sees all but what the attributes say."""
    attributes = {**see_all(project.model()), **(user or {})}
    return warehouse.query(compile_query(project, query, warehouse.dialect, attributes)).records()


def plain(value: Any) -> str:
    """A value as text: numbers to six places, since engines differ in how exact a ratio is, not in what it is."""
    return f"{value:.6f}" if isinstance(value, int | float | Decimal) else str(value)


def plain_rows(rows: list[dict[str, Any]]) -> list[list[str]]:
    """Rows as texts in an order of their own."""
    return sorted([plain(value) for value in row.values()] for row in rows)
