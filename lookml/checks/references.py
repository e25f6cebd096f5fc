"""Names that point at nothing: views, fields, sets, grants, datagroups, and SQL that cannot be rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lookml.compiler import Query, compile_query
from lookml.errors import LookmlError
from lookml.fieldsets import explore_fields
from lookml.objects import DataTest, Explore, Model
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
        yield from _model(model)
        for explore in model.explores.values():
            yield from _explore(project, model, explore)
        for test in model.tests.values():
            yield from _test(model, test)


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
    attributes = see_all(model)
    for name, entry in offered.items():
        yield from _drills(name, entry.node, set(offered))
        for link in entry.node.all("link"):
            yield from _link(model, link)
        if entry.kind not in ("dimension", "measure"):
            continue
        try:
            query = Query(explore.name, (name,), model=model.name)
            compile_query(project, query, "postgres", attributes)
        except LookmlError as error:
            yield Fault(entry.location, "compile", f"`{name}` in explore `{explore.name}`: {error}")
    for rule in explore.access_filters:
        if rule.field not in offered:
            yield Fault(
                rule.location,
                "reference",
                f"access filter on `{rule.field}`, which explore `{explore.name}` lacks",
            )


def _drills(name: str, node: Node, offered: set[str]) -> Iterator[Fault]:
    alias = name.partition(".")[0]
    drills = node.child("drill_fields")
    for item in drills.items if drills else ():
        full = item if "." in item else f"{alias}.{item}"
        if not item.endswith("*") and full not in offered:
            yield Fault(
                drills.location if drills else node.location,
                "reference",
                f"drill field `{full}` is not there",
            )


def _link(model: Model, link: Node) -> Iterator[Fault]:
    """A link to an explore names fields and filters that the explore has."""
    url = link.text("url") or ""
    match = re.match(r"/explore/[^/]+/(\w+)\?fields=([\w.,]+)", url)
    if match is None:
        return
    if match.group(1) not in model.explores:
        yield Fault(
            link.location, "reference", f"the link leads to explore `{match.group(1)}`, which is not there"
        )
        return
    offered = explore_fields(model, model.explores[match.group(1)])
    for name in (*match.group(2).split(","), *re.findall(r"[?&]f\[([\w.]+)\]", url)):
        if name not in offered:
            yield Fault(
                link.location, "reference", f"the link names `{name}`, which is not in `{match.group(1)}`"
            )


def _test(model: Model, test: DataTest) -> Iterator[Fault]:
    if test.explore not in model.explores:
        yield Fault(
            test.location,
            "reference",
            f"test `{test.name}` asks explore `{test.explore}`, which is not there",
        )
        return
    offered = explore_fields(model, model.explores[test.explore])
    source = test.node.child("explore_source")
    for column in source.all("column") if source else []:
        if column.text("field") not in offered:
            yield Fault(
                column.location,
                "reference",
                f"test `{test.name}` reads `{column.text('field')}`, which is not there",
            )
    if not test.node.all("assert"):
        yield Fault(test.location, "reference", f"test `{test.name}` asserts nothing")
