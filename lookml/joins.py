"""Which joins a query needs, in which order, and whether they repeat the rows that it adds up."""

from __future__ import annotations

import re

from lookml.errors import CompileError
from lookml.objects import Join
from lookml.rendering import REFERENCE, Scope, refuse_unknown

KINDS = {"left_outer": "LEFT JOIN", "inner": "INNER JOIN"}
RELATIONSHIPS = frozenset({"many_to_one", "one_to_one", "one_to_many", "many_to_many"})
VIEW_UNDERSTOOD = frozenset(
    {
        "label",
        "view_label",
        "sql_table_name",
        "extends",
        "extends__all",
        "extension",
        "final",
        "set",
        "dimension",
        "dimension_group",
        "measure",
        "parameter",
        "filter",
        "drill_fields",
        "required_access_grants",
        "suggestions",
        # refused below, with what to do
        "derived_table",
    }
)
UNDERSTOOD = frozenset(
    {
        "from",
        "type",
        "relationship",
        "sql_on",
        "fields",
        "required_access_grants",
        "view_label",
    }
)


def from_clause(scope: Scope) -> list[str]:
    """FROM and JOIN lines for the aliases that the scope used, and those that their conditions need."""
    explore = scope.explore
    lines = [f"FROM {_table(scope, explore.base_view)} AS {explore.base}"]
    ordered: list[str] = []
    for alias in explore.joins:
        if alias in scope.used:
            _require(scope, alias, ordered, ())
    for alias in ordered:
        join = explore.joins[alias]
        if join.type not in KINDS:
            raise CompileError(f"{join.location}: a join of type {join.type} is not understood.")
        condition = scope.expand(None, join.sql_on, alias)
        lines.append(f"{KINDS[join.type]} {_table(scope, join.view)} AS {alias} ON {condition}")
    refuse_fan_out(scope, [explore.joins[alias] for alias in ordered])
    return lines


def _require(scope: Scope, alias: str, ordered: list[str], below: tuple[str, ...]) -> None:
    join = scope.explore.joins[alias]
    if alias in below:
        raise CompileError(f"{join.location}: join `{alias}` needs itself.")
    unknown = sorted(child.key for child in join.node.children if child.key not in UNDERSTOOD)
    if unknown:
        raise CompileError(f"{join.location}: `{unknown[0]}` of a join is not understood.")
    for reference in REFERENCE.findall(join.sql_on):
        other = reference.strip().partition(".")[0]
        if not re.search(r"\.", reference) and other != "TABLE":
            raise CompileError(f"{join.location}: `${{{reference}}}` in sql_on needs its view.")
        if other in scope.explore.joins and other != alias and other not in ordered:
            _require(scope, other, ordered, (*below, alias))
    if alias not in ordered:
        ordered.append(alias)


def _table(scope: Scope, view_name: str) -> str:
    view = scope.model.views[view_name]
    refuse_unknown(view.node, VIEW_UNDERSTOOD, f"view `{view_name}`")
    if view.node.child("derived_table") is not None or not view.sql_table_name:
        raise CompileError(f"{view.location}: view `{view_name}` needs sql_table_name.", "Leave SQL to dbt.")
    return view.sql_table_name.strip()


def refuse_fan_out(scope: Scope, joins: list[Join]) -> None:
    """Raise CompileError when a join repeats rows whose measure would then be counted more than once.

    Looker answers such a query with symmetric aggregates; the model is to be built so that none is needed.
    """
    for join in joins:
        if join.relationship not in RELATIONSHIPS:
            raise CompileError(f"{join.location}: `{join.relationship}` is not a relationship.")
    repeating = [join for join in joins if join.relationship.endswith("_to_many")]
    for alias, measure in scope.sensitive.items():
        own = scope.explore.joins.get(alias)
        if repeating:
            raise CompileError(
                f"`{measure}` would be counted once for each row of `{repeating[0].name}`.",
                f"{repeating[0].location} joins {repeating[0].relationship}: ask for the two apart.",
            )
        if own is not None and own.relationship != "one_to_one":
            raise CompileError(
                f"`{measure}` belongs to `{alias}`, which {own.location} joins {own.relationship}.",
                "Take measures from the explore whose base is that view.",
            )
