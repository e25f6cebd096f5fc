"""Data tests that can prove something: what they read, filter, sort and assert is there."""

from __future__ import annotations

from collections.abc import Iterator

from lookml.fieldsets import explore_fields
from lookml.objects import DataTest, Model
from lookml.rendering import REFERENCE
from lookml.source import Fault, Node


def check_proofs(model: Model) -> Iterator[Fault]:
    """Every data test of the model."""
    for test in model.tests.values():
        if test.explore not in model.explores:
            message = f"test `{test.name}` asks explore `{test.explore}`, which is not there"
            yield Fault(test.location, "reference", message)
            continue
        source = test.node.child("explore_source")
        if source is not None:
            yield from _source(model, test, source)
        yield from _assertions(test, source)


def _source(model: Model, test: DataTest, source: Node) -> Iterator[Fault]:
    offered = explore_fields(model, model.explores[test.explore])
    columns = {column.text("field") or "" for column in source.all("column")}
    for column in source.all("column"):
        if column.text("field") not in offered:
            message = f"test `{test.name}` reads `{column.text('field')}`, which is not there"
            yield Fault(column.location, "reference", message)
    filters, sorts = source.child("filters"), source.child("sorts")
    for name, _ in filters.pairs if filters else ():
        if name not in offered and filters:
            message = f"test `{test.name}` filters `{name}`, which is not there"
            yield Fault(filters.location, "reference", message)
    for name, direction in sorts.pairs if sorts else ():
        if sorts and (name not in columns or direction not in ("asc", "desc")):
            message = (
                f"test `{test.name}` sorts by `{name}: {direction}`, which is none of its columns asc or desc"
            )
            yield Fault(sorts.location, "reference", message)
    limit = source.child("limit")
    if limit is not None and (sorts is None or not sorts.pairs):
        message = (
            f"test `{test.name}` looks at {limit.value} rows in no order, which proves nothing of the rest"
        )
        yield Fault(limit.location, "reference", message)


def _assertions(test: DataTest, source: Node | None) -> Iterator[Fault]:
    columns = {column.text("field") for column in source.all("column")} if source else set()
    if not test.node.all("assert"):
        yield Fault(test.location, "reference", f"test `{test.name}` asserts nothing")
    for assertion in test.node.all("assert"):
        names = [name.strip() for name in REFERENCE.findall(assertion.text("expression") or "")]
        if not names:
            message = f"`{assertion.name}` of test `{test.name}` speaks of no column"
            yield Fault(assertion.location, "reference", message)
        for name in names:
            if name not in columns:
                message = f"`{assertion.name}` of test `{test.name}` speaks of `{name}`, which is not read"
                yield Fault(assertion.location, "reference", message)
