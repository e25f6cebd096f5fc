"""What a model says for all of its explores: datagroups, grants, number formats; and files outside of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lookml.checks.security import USER_ATTRIBUTES
from lookml.contracts import Contract
from lookml.objects import Model
from lookml.project import Project
from lookml.source import CONSTANT, Fault, Location, Node

AGE = re.compile(r"\d+ (second|minute|hour|day)s?")
TRIGGER = re.compile(r"\s*SELECT\s+(?:MIN|MAX)\((\w+)\)\s+FROM\s+([\w.]+)\s*", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
PATTERN = re.compile(r"[#0,.%;()$€£¥\-+/ :_?*@]*")


def check_settings(project: Project, contracts: Mapping[str, Contract]) -> Iterator[Fault]:
    """Settings of the models, constants that nothing uses and files that no model includes."""
    reached = {file for model in project.models.values() for file in model.files}
    for file in sorted(set(project.files) - reached - {"manifest.lkml"}):
        yield Fault(Location(file, 1), "include", "no model includes this file")
    for model in project.models.values():
        for group in model.datagroups.values():
            yield from _datagroup(group, contracts)
        for grant in model.access_grants.values():
            if grant.user_attribute not in USER_ATTRIBUTES or not grant.allowed_values:
                message = f"grant `{grant.name}`: no values, or `{grant.user_attribute}` is no user attribute"
                yield Fault(grant.location, "security", message)
        yield from _filters_of_unknown_attributes(model)
        for node in model.named_formats.values():
            yield from _format(node)
    yield from _constants(project)


def _datagroup(group: Node, contracts: Mapping[str, Contract]) -> Iterator[Fault]:
    age, trigger = group.child("max_cache_age"), group.child("sql_trigger")
    if age is not None and not AGE.fullmatch(age.value or ""):
        yield Fault(age.location, "value", f"`{age.value}` is no age; write for instance 24 hours")
    if trigger is None:
        if group.child("interval_trigger") is None:
            yield Fault(group.location, "reference", f"datagroup `{group.name}` has no trigger")
        return
    found = TRIGGER.fullmatch(trigger.value or "")
    if found is None:
        yield Fault(trigger.location, "portable", "write the trigger as SELECT MAX(column) FROM schema.table")
        return
    column, table = found.group(1), found.group(2).rpartition(".")[2]
    if table not in contracts or column not in contracts[table].columns:
        yield Fault(
            trigger.location, "column", f"the trigger reads `{table}.{column}`, which dbt does not build"
        )


def _filters_of_unknown_attributes(model: Model) -> Iterator[Fault]:
    for explore in model.explores.values():
        for rule in explore.access_filters:
            if rule.user_attribute not in USER_ATTRIBUTES:
                message = f"explore `{explore.name}` filters by `{rule.user_attribute}`, which no user has"
                yield Fault(rule.location, "security", message)


def _format(node: Node) -> Iterator[Fault]:
    value = node.child("value_format")
    written = (value.value if value else None) or ""
    if not PATTERN.fullmatch(QUOTED.sub("", written)) or "0" not in written:
        place = value.location if value else node.location
        yield Fault(place, "value", f"`{written}` is no number format as Excel writes it")


def _constants(project: Project) -> Iterator[Fault]:
    used: set[str] = set()
    for path in [*project.root.rglob("*.lkml"), *project.root.rglob("*.lookml")]:
        used |= set(CONSTANT.findall(path.read_text(encoding="utf-8")))
    for node in project.files["manifest.lkml"]:
        if node.key == "constant" and node.name not in used:
            yield Fault(node.location, "constants", f"nothing uses constant `{node.name}`")
