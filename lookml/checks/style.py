"""House rules of the project: descriptions, one primary key, portable SQL, a test for each explore."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lookml.fields import Field
from lookml.objects import Model, View
from lookml.project import Project
from lookml.source import Fault

REFERENCE = re.compile(r"\$\{[^}]*\}")
LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# functions that mean the same on every warehouse; anything else belongs into dbt
PORTABLE = frozenset(
    {"COALESCE", "NULLIF", "MIN", "MAX", "ABS", "IN", "AND", "OR", "NOT", "THEN", "WHEN", "ELSE", "CASE"}
)
SQL_WORDS = PORTABLE | frozenset({"END", "IS", "NULL", "TRUE", "FALSE", "LIKE", "BETWEEN"})
COLUMN = re.compile(r"\bx\.\w+")
LITERAL = re.compile(r"'[^']*'")


def check_style(project: Project) -> Iterator[Fault]:
    """What Looker would take and a reader or another warehouse would not."""
    for model in project.models.values():
        for view in model.views.values():
            yield from _view(view)
        yield from _explores(model)


def _view(view: View) -> Iterator[Fault]:
    file = view.location.file.rpartition("/")[2]
    if file != f"{view.name}.view.lkml":
        yield Fault(view.location, "style", f"view `{view.name}` belongs into {view.name}.view.lkml")
    if len(view.primary_keys) != 1:
        yield Fault(
            view.location, "style", f"view `{view.name}` has {len(view.primary_keys)} primary keys, not one"
        )
    if view.node.child("derived_table") is not None:
        yield Fault(view.location, "style", f"view `{view.name}` is a derived table; SQL belongs into dbt")
    for entry in view.fields.values():
        yield from _field(entry)
    yield from _labels(view)


def _labels(view: View) -> Iterator[Fault]:
    """Two fields that a reader cannot tell apart."""
    first: dict[tuple[str, str], Field] = {}
    for entry in view.fields.values():
        if entry.hidden:
            continue
        there = first.setdefault((entry.node.text("view_label") or "", entry.label), entry)
        if there is not entry:
            message = f"`{entry.name}` and `{there.name}` of `{view.name}` are both called `{entry.label}`"
            yield Fault(entry.location, "style", message)


def _field(entry: Field) -> Iterator[Fault]:
    if not entry.hidden and not entry.description.strip():
        yield Fault(
            entry.location, "description", f"`{entry.view}.{entry.name}` is shown and has no description"
        )
    if entry.is_measure and "${TABLE}" in (entry.sql or ""):
        yield Fault(
            entry.location, "style", f"measure `{entry.name}` reads a column; let it read a dimension"
        )
    numeric = entry.is_measure and entry.type not in ("date", "string", "yesno")
    if (
        numeric
        and not entry.hidden
        and not (entry.node.child("value_format_name") or entry.node.child("value_format"))
    ):
        yield Fault(entry.location, "style", f"measure `{entry.view}.{entry.name}` has no value format")
    if entry.type == "time" and entry.group and entry.node.text("datatype") is None:
        yield Fault(entry.location, "style", f"dimension group `{entry.group}` says no datatype")
    if entry.type == "time" and entry.group and "raw" not in entry.node.list("timeframes"):
        yield Fault(entry.location, "style", f"dimension group `{entry.group}` lists no timeframes with raw")
    if entry.kind == "dimension" and entry.value_type == "string" and entry.node.child("value_format_name"):
        yield Fault(entry.location, "style", f"`{entry.name}` is text and has a number format")
    if entry.is_measure and not entry.hidden and not entry.node.list("drill_fields"):
        yield Fault(entry.location, "style", f"measure `{entry.view}.{entry.name}` drills into nothing")
    if entry.node.text("datatype") == "date" and entry.node.text("convert_tz") != "no":
        yield Fault(
            entry.location, "style", f"`{entry.group or entry.name}` is a date and must say convert_tz: no"
        )
    yield from _portable(entry)


def _portable(entry: Field) -> Iterator[Fault]:
    for node in entry.node.walk():
        if not node.key.startswith("sql") or not node.value:
            continue
        plain = LIQUID.sub(" ", REFERENCE.sub("x", node.value))
        calls = {name.upper() for name in re.findall(r"(\w+)\s*\(", plain)}
        foreign = sorted(calls - PORTABLE)
        words = re.findall(r"[A-Za-z_$][\w.${]*", LITERAL.sub(" ", COLUMN.sub(" ", plain)))
        bare = [word for word in words if word != "x" and word.upper() not in SQL_WORDS | calls]
        if bare and node.key != "sql_table_name":
            message = f"`{bare[0]}` is written without ${{TABLE}} or ${{}}: no view answers for it"
            yield Fault(node.location, "portable", message)
        if foreign or "::" in plain:
            what = f"{foreign[0]}()" if foreign else "::"
            yield Fault(
                node.location, "portable", f"`{what}` is not the same on every warehouse; do it in dbt"
            )


def _explores(model: Model) -> Iterator[Fault]:
    tested = {test.explore for test in model.tests.values()}
    for explore in model.explores.values():
        file = explore.location.file.rpartition("/")[2]
        if file != f"{explore.name}.explore.lkml":
            yield Fault(
                explore.location,
                "style",
                f"explore `{explore.name}` belongs into {explore.name}.explore.lkml",
            )
        if not explore.node.text("description"):
            yield Fault(explore.location, "description", f"explore `{explore.name}` has no description")
        if explore.name not in tested:
            yield Fault(explore.location, "style", f"explore `{explore.name}` has no data test")
        for join in explore.joins.values():
            if join.node.child("relationship") is None:
                yield Fault(join.location, "style", f"join `{join.name}` says no relationship")
            if "_to_many" in join.relationship:
                yield Fault(join.location, "relationship", f"join `{join.name}` repeats the rows of the fact")
