"""Checks that ask the warehouse: every field, tile and Look runs, data tests pass, relationships are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lookml.checks.references import see_all
from lookml.compiler import compile_query
from lookml.datatests import failures_of
from lookml.dialects import dialect_of
from lookml.errors import LookmlError, WarehouseError
from lookml.fieldsets import explore_fields
from lookml.looks import Look, query_of
from lookml.objects import Explore, Join, Model
from lookml.project import Project
from lookml.query import Query
from lookml.rendering import REFERENCE, Scope
from lookml.source import Fault, Location
from lookml.warehouse import Warehouse


@dataclass
class Findings:
    """Faults, tiles and Looks without a row, and how much was run."""

    faults: list[Fault] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def check_data(
    project: Project, looks: Mapping[str, Look], warehouse: Warehouse, progress: Callable[[str], None]
) -> Findings:
    """Run every field, relationship, data test, tile and Look of the project."""
    found = Findings()
    for model in project.models.values():
        for explore in model.explores.values():
            progress(f"explore {explore.name}")
            dimensions, measures = _runnable(model, explore)
            found.counts["fields"] += len(dimensions) + len(measures)
            # no row is needed to know that a dimension runs; measures add up all of them
            found.faults.extend(_fields(project, model, explore, dimensions, warehouse, limit=0))
            found.faults.extend(_fields(project, model, explore, measures, warehouse, limit=1))
            found.counts["joins"] += len(explore.joins)
            found.faults.extend(_relationships(model, explore, warehouse))
        _data_tests(project, model, warehouse, found)
        for board in model.dashboards.values():
            progress(f"dashboard {board.name}")
            for element in (element for element in board.elements if element.has_query):
                listened = {name: board.filters[key].default for key, name in element.listen.items()}
                query = query_of(element.properties, listened)
                what = f"tile `{board.name}.{element.name}`"
                _run(project, model, query, warehouse, element.location, what, found)
                found.counts["tiles"] += 1
        for look in looks.values():
            _run(project, model, look.query, warehouse, look.location, f"Look `{look.key}`", found)
            found.counts["Looks"] += 1
    return found


def _data_tests(project: Project, model: Model, warehouse: Warehouse, found: Findings) -> None:
    for test in model.tests.values():
        found.counts["data tests"] += 1
        found.faults.extend(
            Fault(test.location, "data test", f"test `{test.name}`: {text}")
            for text in failures_of(project, model, test, warehouse, see_all(model))
        )


def _runnable(model: Model, explore: Explore) -> tuple[list[str], list[str]]:
    offered = explore_fields(model, explore)
    dimensions = [name for name, entry in offered.items() if entry.kind == "dimension"]
    return dimensions, [name for name, entry in offered.items() if entry.is_measure]


def _fields(
    project: Project, model: Model, explore: Explore, names: list[str], warehouse: Warehouse, limit: int
) -> Iterator[Fault]:
    """Run all fields at once; where that fails, halve until the culprit stands alone."""
    if not names:
        return
    try:
        query = Query(explore.name, tuple(names), limit=limit, model=model.name)
        warehouse.query(compile_query(project, query, warehouse.dialect, see_all(model)))
    except WarehouseError as error:
        if len(names) == 1:
            place = model.field(explore, names[0]).location
            cause = error.cause.splitlines()[0]
            yield Fault(place, "runs", f"`{names[0]}` in explore `{explore.name}` does not run: {cause}")
            return
        middle = len(names) // 2
        yield from _fields(project, model, explore, names[:middle], warehouse, limit)
        yield from _fields(project, model, explore, names[middle:], warehouse, limit)


def _relationships(model: Model, explore: Explore, warehouse: Warehouse) -> Iterator[Fault]:
    for join in explore.joins.values():
        if not join.relationship.endswith("_to_one"):
            continue
        sql = _repeated_keys(model, explore, join, warehouse)
        repeated = warehouse.query(sql).rows[0][0]
        if repeated:
            message = (
                f"join `{join.name}` says {join.relationship}, but {repeated} of its keys have several rows"
            )
            yield Fault(join.location, "relationship", message)


def _repeated_keys(model: Model, explore: Explore, join: Join, warehouse: Warehouse) -> str:
    fields = explore_fields(model, explore)
    today = datetime.now(UTC).date()
    scope = Scope(model, explore, dialect_of(warehouse.dialect), fields, {}, {}, today)
    names = [
        name.strip() for name in REFERENCE.findall(join.sql_on) if name.strip().startswith(f"{join.name}.")
    ]
    keys = [scope.dimension(name) for name in dict.fromkeys(names)]
    present = " AND ".join(f"{key} IS NOT NULL" for key in keys)
    table = model.views[join.view].sql_table_name
    grouped = (
        f"SELECT 1 FROM {table} AS {join.name} WHERE {present} GROUP BY {', '.join(keys)} HAVING COUNT(*) > 1"
    )
    return f"SELECT COUNT(*) FROM ({grouped}) AS repeated"


def _run(
    project: Project,
    model: Model,
    query: Query,
    warehouse: Warehouse,
    place: Location,
    what: str,
    found: Findings,
) -> None:
    try:
        rows = warehouse.query(compile_query(project, query, warehouse.dialect, see_all(model)))
    except LookmlError as error:
        found.faults.append(Fault(place, "runs", f"{what} does not run: {error.cause.splitlines()[0]}"))
        return
    if not rows.rows:
        found.empty.append(what)
    equal = equally_sorted(project, model, query, rows.records())
    if equal:
        message = f"{what} leaves {equal} rows in no order: name a dimension that tells them apart in `sorts`"
        found.faults.append(Fault(place, "order", message))


def equally_sorted(project: Project, model: Model, query: Query, rows: Sequence[Mapping[str, object]]) -> int:
    """Rows that the sorts do not tell from another: which a limit leaves out is up to the engine."""
    explore = project.explore(query.explore, query.model)
    own = [
        name
        for name in query.fields
        if name not in query.pivots and not model.field(explore, name).is_measure
    ]
    sorts = [entry.split()[0] for entry in query.sorts]
    if query.pivots:  # a row of the table is several of the answer
        sorts = [name for name in sorts if name in own]
        rows = [dict(key) for key in {tuple((name, row[name]) for name in own) for row in rows}]
    keys = [tuple(row[name] for name in sorts) for row in rows]
    return len(keys) - len(set(keys))
