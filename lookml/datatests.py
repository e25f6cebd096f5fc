"""LookML data tests run offline: the query through the compiler, the assertions row by row."""

from __future__ import annotations

from collections.abc import Mapping

from lookml.compiler import compile_query
from lookml.errors import LookmlError
from lookml.expressions import evaluate
from lookml.objects import DataTest, Model
from lookml.project import Project
from lookml.query import Query
from lookml.warehouse import Warehouse

UNDERSTOOD = frozenset({"column", "filters", "sorts", "limit"})
EXAMPLES = 3


def query_of_test(model: Model, test: DataTest) -> Query:
    """The query that a data test asks."""
    source = test.node.child("explore_source")
    fields = tuple(column.text("field") or "" for column in source.all("column")) if source else ()
    filters = source.child("filters") if source else None
    sorts = source.child("sorts") if source else None
    limit = source.text("limit") if source else None
    return Query(
        explore=test.explore,
        fields=fields,
        filters=dict(filters.pairs) if filters else {},
        sorts=tuple(f"{name} {direction}" for name, direction in sorts.pairs) if sorts else (),
        limit=int(limit) if limit else None,
        model=model.name,
    )


def failures_of(
    project: Project, model: Model, test: DataTest, warehouse: Warehouse, user_attributes: Mapping[str, str]
) -> list[str]:
    """What the test finds wrong: nothing when each assertion is yes for every row."""
    source = test.node.child("explore_source")
    strange = (
        [child.key for child in source.children if child.key not in UNDERSTOOD] if source else ["no query"]
    )
    if strange:
        return [f"`{strange[0]}` of an explore_source is not understood"]
    try:
        sql = compile_query(project, query_of_test(model, test), warehouse.dialect, user_attributes)
        records = warehouse.query(sql).records()
        found = []
        for assertion in test.node.all("assert"):
            expression = assertion.text("expression") or ""
            wrong = [record for record in records if evaluate(expression, record) is not True]
            if wrong:
                shown = "; ".join(
                    str({key: str(value) for key, value in row.items()}) for row in wrong[:EXAMPLES]
                )
                found.append(
                    f"`{assertion.name}` does not hold for {len(wrong)} of {len(records)} rows: {shown}"
                )
        return found
    except LookmlError as error:
        return [error.cause]
