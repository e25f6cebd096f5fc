"""Queries that prove that an explore answers, and the fields to blame when it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from looker_sdk.sdk.api40 import models

from lookml.fieldsets import explore_fields
from lookml.looker.client import Looker
from lookml.looker.transport import ApiError, shorten
from lookml.project import Project

MOST_BLAMED = 5


@dataclass(frozen=True)
class Smoke:
    """A query over some fields of an explore; `limit` 0 compiles and runs it without reading a row."""

    model: str
    explore: str
    fields: tuple[str, ...]
    limit: int = 0


def run(looker: Looker, query: Smoke) -> str | None:
    """What is wrong with the query, None when it answers."""
    body = models.WriteQuery(
        model=query.model,
        view=query.explore,
        fields=list(query.fields),
        limit=str(query.limit),
        filter_expression=None if query.limit else "1=2",
    )
    try:
        text = looker.sdk.run_inline_query("json", body)
    except ApiError as error:
        if error.status in (400, 404, 422):
            return error.message
        raise
    # an SQL error comes with status 200, as a row of its own
    try:
        answer = json.loads(text)
    except ValueError as error:
        raise ApiError(200, "POST /queries/run/json", f"is not JSON: {shorten(str(text))}") from error
    if not isinstance(answer, list):
        raise ApiError(200, "POST /queries/run/json", f"is not a list of rows: {shorten(str(text))}")
    first = answer[0] if answer and isinstance(answer[0], dict) else {}
    return shorten(str(first["looker_error"])) if "looker_error" in first else None


def failing_fields(looker: Looker, query: Smoke) -> Iterator[tuple[tuple[str, ...], str]]:
    """The fields that make a query fail, each with Looker's words, found by halving."""
    words = run(looker, query) if query.fields else None
    if words is None:
        return
    blamed = 0
    stack = [(query.fields, words)]
    while stack:
        fields, words = stack.pop()
        if len(fields) == 1 or blamed >= MOST_BLAMED:
            blamed += 1
            yield (fields if len(fields) == 1 else (f"{len(fields)} more fields",)), words
            if blamed > MOST_BLAMED:
                return
            continue
        half = len(fields) // 2
        parts = [fields[:half], fields[half:]]
        failed = [
            (part, said)
            for part in parts
            if (said := run(looker, Smoke(query.model, query.explore, part))) is not None
        ]
        if not failed:
            yield (f"{len(fields)} fields together",), words
            return
        stack.extend(reversed(failed))


def smoke_queries(project: Project) -> list[Smoke]:
    """One small question to each explore: its first visible measure, else its first dimension."""
    queries = []
    for model in project.models.values():
        for explore in model.explores.values():
            fields = [
                (name, entry)
                for name, entry in explore_fields(model, explore).items()
                if not entry.node.list("required_access_grants") and not entry.hidden
            ]
            chosen = [name for name, entry in fields if entry.kind == "measure"] or [
                name for name, entry in fields if entry.kind == "dimension"
            ]
            if chosen:
                queries.append(Smoke(model.name, explore.name, (chosen[0],), limit=1))
    return queries


def failures(looker: Looker, queries: list[Smoke]) -> list[str]:
    """What is wrong with which explore, nothing when all answer."""
    with looker.patient():
        return [
            f"explore {query.explore}: {words}"
            for query in queries
            if (words := run(looker, query)) is not None
        ]
