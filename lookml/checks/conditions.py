"""What an explore says beside its fields: join conditions, filters that always hold, aggregate tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lookml.errors import LookmlError
from lookml.fields import Field
from lookml.fieldsets import chosen_fields, explore_fields
from lookml.objects import Explore, Join, Model, View
from lookml.rendering import REFERENCE
from lookml.source import Fault, Node

# what may stand in the condition of a join beside references and literals
JOINING = frozenset({"AND", "OR", "NOT", "IS", "NULL", "BETWEEN", "COALESCE", "TRUE", "FALSE"})
EQUALITY = re.compile(r"\$\{([\w.]+)\}\s*=\s*\$\{([\w.]+)\}")
LITERAL = re.compile(r"'[^']*'")


def check_offered(model: Model) -> Iterator[Fault]:
    """Explores whose `fields:` name what is not there; until they are mended nothing else can be asked."""
    for explore in model.explores.values():
        if any(view not in model.views for view in explore.aliases.values()):
            continue
        for join in explore.joins.values():
            node = join.node.child("fields")
            if node is not None:
                yield from _chosen(node, {join.name: model.views[join.view]})
        node = explore.node.child("fields")
        if node is not None:
            yield from _chosen(node, {alias: model.views[view] for alias, view in explore.aliases.items()})


def _chosen(node: Node, views: Mapping[str, View]) -> Iterator[Fault]:
    try:
        chosen_fields(node.items, views)
    except LookmlError as error:
        yield Fault(node.location, "reference", error.cause)


def check_conditions(model: Model, explore: Explore) -> Iterator[Fault]:
    """Joins, always_filter, conditionally_filter and aggregate tables of an explore."""
    offered = explore_fields(model, explore)
    for join in explore.joins.values():
        yield from _join(join, offered)
    for key in ("always_filter", "conditionally_filter"):
        for node in explore.node.all(key):
            yield from _filters(explore, node, offered)
    for node in explore.node.all("aggregate_table"):
        yield from _aggregate_table(model, explore, node, offered)


def _join(join: Join, offered: Mapping[str, Field]) -> Iterator[Fault]:
    node = join.node.child("sql_on")
    if node is None:
        if join.type != "cross":
            yield Fault(join.location, "reference", f"join `{join.name}` says no sql_on")
        return
    names = [name.strip() for name in REFERENCE.findall(join.sql_on)]
    if not any(name.startswith(f"{join.name}.") for name in names):
        message = f"the condition of join `{join.name}` does not speak of `{join.name}`"
        yield Fault(node.location, "reference", message)
    plain = LITERAL.sub(" ", REFERENCE.sub(" ", join.sql_on))
    for word in re.findall(r"[A-Za-z_][\w.]*", plain):
        if word.upper() not in JOINING:
            yield Fault(node.location, "reference", f"`{word}` of join `{join.name}` stands outside ${{}}")
    for left, right in EQUALITY.findall(join.sql_on):
        kinds = [offered[name].value_type for name in (left, right) if name in offered]
        if len(kinds) == 2 and kinds[0] != kinds[1]:
            message = f"join `{join.name}` compares `{left}` ({kinds[0]}) with `{right}` ({kinds[1]})"
            yield Fault(node.location, "type", message)


def _filters(explore: Explore, node: Node, offered: Mapping[str, Field]) -> Iterator[Fault]:
    for child in node.children:
        for name in (*(key for key, _ in child.pairs), *child.items):
            full = name if "." in name else f"{explore.base}.{name}"
            if full not in offered:
                message = f"{node.key} of explore `{explore.name}` names `{full}`, which is not there"
                yield Fault(child.location, "reference", message)


def _aggregate_table(
    model: Model, explore: Explore, node: Node, offered: Mapping[str, Field]
) -> Iterator[Fault]:
    what = f"aggregate table `{node.name}`"
    query, kept = node.child("query"), node.child("materialization")
    group = kept.child("datagroup_trigger") if kept else None
    if kept is None or query is None:
        yield Fault(node.location, "reference", f"{what} needs a query and a materialization")
    if group is not None and group.value not in model.datagroups:
        yield Fault(group.location, "reference", f"there is no datagroup `{group.value}`")
    for key, measures in (("dimensions", False), ("measures", True)):
        listed = query.child(key) if query else None
        for item in listed.items if listed else ():
            name = item if "." in item else f"{explore.base}.{item}"
            if name not in offered or offered[name].is_measure != measures:
                place = listed.location if listed else node.location
                yield Fault(place, "reference", f"{what} names `{name}`, which is none of the {key}")
    filters = query.child("filters") if query else None
    for name, _ in filters.pairs if filters else ():
        if (name if "." in name else f"{explore.base}.{name}") not in offered:
            yield Fault(node.location, "reference", f"{what} filters `{name}`, which is not there")
