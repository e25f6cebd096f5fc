"""An explore query as SQL, shaped as Looker writes it, for DuckDB and PostgreSQL.

What it does not know raises CompileError: nothing that stands in the LookML or in the query is ever left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from lookml.dialects import dialect_of
from lookml.errors import AccessDenied, CompileError
from lookml.fields import Field
from lookml.fieldsets import allowed_fields, explore_fields
from lookml.joins import from_clause
from lookml.objects import Explore, Model
from lookml.project import Project
from lookml.query import Query
from lookml.rendering import Scope, refuse_unknown

__all__ = ["Query", "compile_query"]

RUNNING = "running_total"
# what would change the rows and is not here: case_sensitive, conversion_filters, localization_settings
MODEL_UNDERSTOOD = frozenset(
    {
        "connection",
        "label",
        "include",
        "view",
        "explore",
        "access_grant",
        "datagroup",
        "named_value_format",
        "test",
        "week_start_day",
        "fiscal_month_offset",
        "persist_for",
        "persist_with",
        "map_layer",
    }
)
EXPLORE_UNDERSTOOD = frozenset(
    {
        "view_name",
        "from",
        "join",
        "label",
        "group_label",
        "description",
        "hidden",
        "fields",
        "extends",
        "tags",
        "access_filter",
        "required_access_grants",
        "sql_always_where",
        "always_filter",
        "conditionally_filter",
        # how Looker comes by the same rows faster
        "aggregate_table",
        "persist_with",
        "view_label",
        "query",
    }
)


def compile_query(
    project: Project,
    query: Query,
    dialect: str,
    user_attributes: Mapping[str, str] | None = None,
    today: date | None = None,
) -> str:
    """The SQL of a query in `dialect` (`duckdb` or `postgres`), columns named `view.field`.

    `user_attributes` are the asking user's (advanced filter expressions for access filters); `today` anchors
    relative dates, the day in UTC when not given. Raises CompileError and AccessDenied.
    """
    model = project.model(query.model)
    explore = project.explore(query.explore, query.model)
    attributes = user_attributes or {}
    refuse_unknown(model.node, MODEL_UNDERSTOOD, "a model")
    offered = _offered(model, explore, query, attributes)
    scope = Scope(
        model=model,
        explore=explore,
        dialect=dialect_of(dialect),
        fields=explore_fields(model, explore),
        parameters=_parameters(offered, query),
        user_attributes=attributes,
        today=today or datetime.now(UTC).date(),
    )
    return _Statement(scope, query).text()


def _offered(model: Model, explore: Explore, query: Query, attributes: Mapping[str, str]) -> dict[str, Field]:
    """The fields that this user may ask for, after checking that the query keeps to them."""
    refuse_unknown(explore.node, EXPLORE_UNDERSTOOD, "an explore")
    offered = allowed_fields(model, explore, attributes)
    if not offered:
        raise AccessDenied(f"explore `{explore.name}` is closed to a user with these attributes.")
    everything = explore_fields(model, explore)
    sorted_by = (entry.split()[0] for entry in query.sorts)
    for name in (*query.fields, *query.filters, *query.pivots, *sorted_by):
        if name in offered:
            continue
        if name in everything:
            raise AccessDenied(f"`{name}` is closed to a user with these attributes.")
        raise CompileError(f"explore `{explore.name}` has no field `{name}`.", "Check view and field.")
    return offered


def _parameters(offered: Mapping[str, Field], query: Query) -> dict[str, str]:
    """Each parameter's value: the query's, else its default, else its first allowed value."""
    values = {}
    for name, entry in offered.items():
        if entry.kind != "parameter":
            continue
        allowed = [node.text("value") or "" for node in entry.node.all("allowed_value")]
        default = entry.node.text("default_value") or (allowed[0] if allowed else "")
        value = query.filters.get(name, default).replace("^", "") or default
        if allowed and value not in allowed:
            raise CompileError(
                f"`{value}` is not a value of parameter `{name}`.", f"Use: {', '.join(allowed)}."
            )
        if entry.type == "unquoted":
            if not value.replace("_", "").isalnum():
                raise CompileError(f"`{value}` cannot be a value of the unquoted parameter `{name}`.")
            values[name] = value
        elif entry.type == "string":
            values[name] = "'" + value.replace("'", "''") + "'"
        else:
            raise CompileError(f"{entry.location}: a parameter of type {entry.type} is not understood.")
    return values


class _Statement:
    """One SELECT in the making."""

    def __init__(self, scope: Scope, query: Query) -> None:
        self.scope = scope
        self.query = query
        self.dimensions = [name for name in query.fields if not scope.fields[name].is_measure]
        self.measures = [name for name in query.fields if scope.fields[name].is_measure]

    def text(self) -> str:
        """The statement, clause by clause."""
        if not self.query.fields:
            raise CompileError("A query needs at least one field.")
        for name in self.query.pivots:
            if name not in self.dimensions:
                raise CompileError(f"The pivot `{name}` is not among the dimensions of the query.")
        select = [f'  {self._column(name)} AS "{name}"' for name in self.query.fields]
        where, having = self._conditions()
        orders, grouping = self._order()
        lines = ["SELECT", ",\n".join(select), *from_clause(self.scope)]
        if where:
            lines.append("WHERE " + "\n  AND ".join(where))
        if self.dimensions:
            positions = [str(self.query.fields.index(name) + 1) for name in self.dimensions]
            lines.append("GROUP BY " + ", ".join([*positions, *grouping]))
        if having:
            lines.append("HAVING " + "\n  AND ".join(having))
        if orders:
            lines.append("ORDER BY " + ", ".join(orders))
        if self.query.limit is not None and not self.query.pivots:
            lines.append(f"LIMIT {self.query.limit}")
        return "\n".join(lines)

    def _column(self, name: str) -> str:
        entry = self.scope.fields[name]
        if entry.kind not in ("dimension", "measure"):
            raise CompileError(f"`{name}` is a {entry.kind} and cannot be selected.")
        if entry.type == RUNNING:
            return self._running(name)
        sql = self.scope.measure(name) if entry.is_measure else self.scope.dimension(name)
        if entry.type == "yesno" and entry.group is None:
            return f"CASE WHEN {sql} THEN 'Yes' ELSE 'No' END"
        return sql

    def _running(self, name: str) -> str:
        """Looker adds a running total up itself, down the rows as they are sorted."""
        if self.query.pivots:
            raise CompileError(f"The running total `{name}` of a pivoted query is not understood.")
        terms = []
        for sort in self._sorts():
            by, _, direction = sort.partition(" ")
            if self.scope.fields[by].type == RUNNING:
                raise CompileError(f"The running total `{by}` cannot be sorted by.")
            value = self._column(by) if self.scope.fields[by].is_measure else self.scope.order(by)
            terms.append(f"{value or self._column(by)} {'DESC' if direction == 'desc' else 'ASC'} NULLS LAST")
        rows = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
        order = f"ORDER BY {', '.join(terms)} {rows}" if terms else ""
        return f"SUM({self.scope.running(name)}) OVER ({order})"

    def _sorts(self) -> tuple[str, ...] | list[str]:
        return self.query.sorts or self._default_sorts()

    def _conditions(self) -> tuple[list[str], list[str]]:
        where: list[str] = []
        having: list[str] = []
        always = self.scope.explore.node.text("sql_always_where")
        if always:
            where.append(f"({self.scope.expand(None, always, self.scope.explore.base)})")
        for name, expression in self._filters().items():
            _, entry = self.scope.find(name)
            if entry.kind == "parameter":
                continue
            if entry.kind == "filter":
                raise CompileError(f"{entry.location}: the filter-only field `{name}` is not understood.")
            found = self.scope.condition(name, expression)
            if found:
                (having if entry.is_measure else where).append(found)
        where.extend(self._access())
        return where, having

    def _filters(self) -> dict[str, str]:
        """The query's filters over the explore's own, whose names may leave out the base view."""
        filters: dict[str, str] = {}
        for key in ("conditionally_filter", "always_filter"):
            guard = self.scope.explore.node.child(key)
            if guard is None or any(self._full(name) in self.query.filters for name in guard.list("unless")):
                continue
            node = guard.child("filters")
            filters.update({self._full(name): value for name, value in (node.pairs if node else ())})
        filters.update(self.query.filters)
        return filters

    def _full(self, name: str) -> str:
        return name if "." in name else f"{self.scope.explore.base}.{name}"

    def _access(self) -> list[str]:
        conditions = []
        for rule in self.scope.explore.access_filters:
            expression = self.scope.user_attributes.get(rule.user_attribute, "")
            if not expression.strip(" ,"):
                raise AccessDenied(
                    f"explore `{self.scope.explore.name}` needs user attribute `{rule.user_attribute}`.",
                    "Give it as --user, for instance --user jde_company='%, NULL' for everything.",
                )
            conditions.append(self.scope.condition(rule.field, expression) or "FALSE")
        return conditions

    def _order(self) -> tuple[list[str], list[str]]:
        """ORDER BY terms, and the expressions that GROUP BY needs for them."""
        orders, grouping = [], []
        for entry in self._sorts():
            name, _, direction = entry.partition(" ")
            if name not in self.query.fields:
                raise CompileError(f"The sort `{name}` is not among the fields of the query.")
            if direction not in ("", "asc", "desc"):
                raise CompileError(f"`{entry}` is not a sort.", "Write view.field or view.field desc.")
            by = None if self.scope.fields[name].is_measure else self.scope.order(name)
            if by:
                grouping.append(by)
            term = by or str(self.query.fields.index(name) + 1)
            orders.append(f"{term} {'DESC' if direction == 'desc' else 'ASC'} NULLS LAST")
        return orders, grouping

    def _default_sorts(self) -> list[str]:
        """Looker's: the first date downwards, else the first measure downwards, else the first field."""
        for name in self.dimensions:
            if self.scope.fields[name].value_type == "date":
                return [f"{name} desc"]
        measures = [name for name in self.measures if self.scope.fields[name].type != RUNNING]
        others = [name for name in self.query.fields if self.scope.fields[name].type != RUNNING]
        return [f"{measures[0]} desc"] if measures else others[:1]
