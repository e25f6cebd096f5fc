"""Views against dbt's contracts: tables and columns exist, types fit, descriptions are dbt's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lookml.contracts import Column, Contract
from lookml.fields import Field
from lookml.objects import View
from lookml.project import Project
from lookml.source import Fault

REFERENCE = re.compile(r"\$\{(\w+)\}")
ADDED_UP = frozenset({"sum", "average", "median"})
COLUMN = re.compile(r"\$\{TABLE\}\.(\w+)")


def check_columns(project: Project, contracts: Mapping[str, Contract]) -> Iterator[Fault]:
    """Every view stands on a mart, and says of its columns what dbt says."""
    for model in project.models.values():
        for view in model.views.values():
            schema, _, table = (view.sql_table_name or "").strip().rpartition(".")
            if table not in contracts:
                yield Fault(
                    view.location,
                    "column",
                    f"view `{view.name}` stands on `{table}`, which dbt does not build",
                )
                continue
            contract = contracts[table]
            expected = project.constants.get(f"{contract.schema.upper()}_SCHEMA")
            if schema != expected:
                yield Fault(
                    view.location,
                    "column",
                    f"`{table}` is built in {expected}, not in {schema or 'no schema'}",
                )
            seen: set[int] = set()
            for entry in view.fields.values():
                if id(entry.node) not in seen:
                    seen.add(id(entry.node))
                    yield from _field(view, entry, contract)


def _field(view: View, entry: Field, contract: Contract) -> Iterator[Fault]:
    for node in entry.node.walk():
        for name in COLUMN.findall(node.value or "") if node.key.startswith("sql") else []:
            if name not in contract.columns:
                yield Fault(node.location, "column", f"`{contract.name}` has no column `{name}`")
    yield from _added_up(view, entry)
    plain = COLUMN.fullmatch((entry.sql or "").strip())
    if entry.kind != "dimension" or plain is None or plain.group(1) not in contract.columns:
        return
    column = contract.columns[plain.group(1)]
    kind = _kind(entry)
    if column.kind != "unknown" and kind != column.kind and not (kind == "date" and column.kind == "time"):
        message = (
            f"`{view.name}.{entry.group or entry.name}` is {kind}, `{column.name}` is {column.data_type}"
        )
        yield Fault(entry.location, "type", message)
    yield from _description(view, entry, column)


def _added_up(view: View, entry: Field) -> Iterator[Fault]:
    """A sum or an average of what is not a number."""
    named = REFERENCE.fullmatch((entry.sql or "").strip())
    target = view.fields.get(named.group(1)) if named else None
    if entry.is_measure and entry.type in ADDED_UP and target and target.value_type != "number":
        message = f"measure `{entry.name}` is the {entry.type} of `{target.name}`, a {target.value_type}"
        yield Fault(entry.location, "type", message)


def _kind(entry: Field) -> str:
    if entry.group is None:
        return {"tier": "number"}.get(entry.type, entry.type)
    return "date" if entry.node.text("datatype") == "date" else "time"


def _description(view: View, entry: Field, column: Column) -> Iterator[Fault]:
    said = " ".join(entry.description.split())
    if said and said != column.description:
        message = (
            f"`{view.name}.{entry.group or entry.name}` is described otherwise than dbt's `{column.name}`"
        )
        yield Fault(entry.location, "description", message)
