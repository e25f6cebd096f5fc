"""Names that point at nothing: views, fields, sets, grants, datagroups, and SQL that cannot be rendered."""

from __future__ import annotations

from collections.abc import Iterator

from lookml.checks.conditions import check_conditions, check_offered
from lookml.compiler import Query, compile_query
from lookml.errors import LookmlError
from lookml.fieldsets import explore_fields
from lookml.objects import Explore, Model
from lookml.project import Project
from lookml.source import Fault, Node


def see_all(model: Model) -> dict[str, str]:
    """User attributes that pass every grant and filter nothing away."""
    attributes = {
        rule.user_attribute: "%, NULL"
        for explore in model.explores.values()
        for rule in explore.access_filters
    }
    for grant in model.access_grants.values():
        if attributes.get(grant.user_attribute) not in grant.allowed_values:
            attributes[grant.user_attribute] = grant.allowed_values[0] if grant.allowed_values else ""
    return attributes


def check_references(project: Project) -> Iterator[Fault]:
    """Everything that is named and is not there, and every field that cannot be rendered as SQL."""
    for model in project.models.values():
        broken = list(check_offered(model))
        yield from broken
        yield from _model(model)
        for explore in model.explores.values() if not broken else ():
            yield from _explore(project, model, explore)


def _model(model: Model) -> Iterator[Fault]:
    used = {view for explore in model.explores.values() for view in explore.aliases.values()}
    for name, view in model.views.items():
        if name not in used:
            yield Fault(view.location, "reference", f"view `{name}` stands in no explore")
        for node in view.node.walk():
            yield from _grants(model, node)
    for explore in model.explores.values():
        for node in explore.node.walk():
            yield from _grants(model, node)
        group = explore.node.child("persist_with") or model.node.child("persist_with")
        if group is not None and group.value not in model.datagroups:
            yield Fault(group.location, "reference", f"there is no datagroup `{group.value}`")
    group = model.node.child("persist_with")
    if group is not None and group.value not in model.datagroups:
        yield Fault(group.location, "reference", f"there is no datagroup `{group.value}`")


def _grants(model: Model, node: Node) -> Iterator[Fault]:
    if node.key == "required_access_grants":
        for name in node.items:
            if name not in model.access_grants:
                yield Fault(node.location, "reference", f"there is no access grant `{name}`")


def _explore(project: Project, model: Model, explore: Explore) -> Iterator[Fault]:
    missing = [view for view in explore.aliases.values() if view not in model.views]
    for name in missing:
        yield Fault(
            explore.location,
            "reference",
            f"explore `{explore.name}` uses view `{name}`, which is not included",
        )
    if missing:
        return
    try:
        offered = explore_fields(model, explore)
    except LookmlError as error:
        yield Fault(explore.location, "reference", error.cause)
        return
    wrong = list(check_conditions(model, explore))
    yield from wrong
    if not wrong:
        names = [name for name, entry in offered.items() if entry.kind in ("dimension", "measure")]
        yield from _unrendered(project, model, explore, names)
    for rule in explore.access_filters:
        if rule.field not in offered:
            yield Fault(
                rule.location,
                "reference",
                f"access filter on `{rule.field}`, which explore `{explore.name}` lacks",
            )


def _unrendered(project: Project, model: Model, explore: Explore, names: list[str]) -> Iterator[Fault]:
    """Render all fields at once; where that fails, halve until the culprit stands alone."""
    if not names:
        return
    try:
        compile_query(
            project, Query(explore.name, tuple(names), model=model.name), "postgres", see_all(model)
        )
    except LookmlError as error:
        if len(names) == 1:
            place = model.field(explore, names[0]).location
            yield Fault(place, "compile", f"`{names[0]}` in explore `{explore.name}`: {error}")
            return
        middle = len(names) // 2
        yield from _unrendered(project, model, explore, names[:middle])
        yield from _unrendered(project, model, explore, names[middle:])
