"""From a tile to its answer: the query run, its rows shaped, totals asked anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from lookml.compiler import compile_query
from lookml.dashboards import Element
from lookml.formats import Layout
from lookml.looks import query_of
from lookml.preview.answers import Answer, Column
from lookml.preview.shaping import shaped
from lookml.preview.totals import Again
from lookml.project import Project
from lookml.query import Query
from lookml.warehouse import Warehouse


def ask(
    project: Project,
    element: Element,
    filters: Mapping[str, str],
    warehouse: Warehouse,
    user_attributes: Mapping[str, str],
    today: date | None = None,
) -> Answer:
    """Run a tile's query under the dashboard's filters (by field) and shape what comes back."""
    query = query_of(element.properties, filters)
    sql = compile_query(project, query, warehouse.dialect, user_attributes, today)
    found = warehouse.query(sql)
    columns = [_column(project, element, query, name) for name in query.fields]
    again = Again(query, columns, lambda other: _rows(project, other, warehouse, user_attributes, today))
    answer = shaped(query, columns, found.rows, {})
    if element.properties.get("row_total"):
        answer = replace(answer, series=(*answer.series, *again.row_totals(answer)))
    return replace(
        answer,
        totals=again.totals() if element.properties.get("total") else {},
        subtotals=again.subtotals(answer, element),
        hidden=frozenset(element.properties.get("hidden_fields", ())),
    )


def _rows(
    project: Project,
    query: Query,
    warehouse: Warehouse,
    user_attributes: Mapping[str, str],
    today: date | None,
) -> list[dict[str, Any]]:
    return warehouse.query(compile_query(project, query, warehouse.dialect, user_attributes, today)).records()


def _column(project: Project, element: Element, query: Query, name: str) -> Column:
    model = project.model(query.model)
    entry = model.field(project.explore(query.explore, query.model), name)
    own = {key: node.text("value_format") or "" for key, node in model.named_formats.items()}
    pattern = Layout(own).pattern(entry.node.text("value_format_name"), entry.node.text("value_format"))
    label = element.properties.get("series_labels", {}).get(name, entry.label)
    return Column(name, str(label), entry.is_measure, pattern, entry)
