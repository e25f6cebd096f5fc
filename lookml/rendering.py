"""Fields as SQL: `${...}` references, Liquid, timeframes, cases, tiers and aggregates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lookml import liquid
from lookml.dialects import Dialect
from lookml.errors import CompileError
from lookml.fields import Field
from lookml.filters import condition
from lookml.filters.strings import quoted
from lookml.objects import Explore, Model
from lookml.source import Node
from lookml.tiers import tier

REFERENCE = re.compile(r"\$\{([^}]*)\}")
FIELD_UNDERSTOOD = frozenset(
    {
        "type",
        "sql",
        "label",
        "label_from_parameter",
        "description",
        "hidden",
        "group_label",
        "group_item_label",
        "view_label",
        "value_format",
        "value_format_name",
        "primary_key",
        "timeframes",
        "intervals",
        "filters",
        "drill_fields",
        "required_access_grants",
        "link",
        "html",
        "datatype",
        "convert_tz",
        "allowed_value",
        "default_value",
        "tiers",
        "style",
        "case",
        "order_by_field",
        "sql_start",
        "sql_end",
        "tags",
        "suggestions",
        "suggest_dimension",
        "suggest_explore",
        "can_filter",
        "suggestable",
        "full_suggestions",
    }
)
# aggregates whose value does not change when rows are repeated by a join
FAN_OUT_SAFE = frozenset({"count_distinct", "min", "max", "date"})
AGGREGATES = {"sum": "COALESCE(SUM({}), 0)", "average": "AVG({})", "min": "MIN({})", "max": "MAX({})"}


def refuse_unknown(node: Node, understood: frozenset[str], what: str) -> None:
    """Raise CompileError for the first parameter of the block that is not understood."""
    for child in node.children:
        if child.key not in understood:
            raise CompileError(f"{child.location}: `{child.key}` of {what} is not understood.")


@dataclass
class Scope:
    """What a query's fields are rendered in, and what rendering them has touched.

    `fields` are those that may be referred to, by full name; `parameters` the values set, by full name;
    `used` collects the aliases that must be joined; `sensitive` the aliases whose rows must not be repeated.
    """

    model: Model
    explore: Explore
    dialect: Dialect
    fields: Mapping[str, Field]
    parameters: Mapping[str, str]
    user_attributes: Mapping[str, str]
    today: date
    used: set[str] = field(default_factory=set)
    sensitive: dict[str, str] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    @property
    def fiscal_month_offset(self) -> int:
        """Months by which the model's fiscal year is shifted."""
        written = self.model.node.text("fiscal_month_offset") or "0"
        if not re.fullmatch(r"-?\d+", written):
            raise CompileError(f"fiscal_month_offset is a whole number, not `{written}`.")
        return int(written)

    def find(self, name: str, alias: str | None = None) -> tuple[str, Field]:
        """Alias and field of a reference. Raises CompileError with the place it would have to be."""
        full = name if "." in name else f"{alias}.{name}"
        if full not in self.fields:
            raise CompileError(
                f"explore `{self.explore.name}` has no field `{full}`.",
                "Name a field that the explore offers, as view.field.",
            )
        refuse_unknown(self.fields[full].node, FIELD_UNDERSTOOD, f"`{full}`")
        return full.partition(".")[0], self.fields[full]

    def dimension(self, name: str, alias: str | None = None) -> str:
        """The value of a dimension; a yes/no is the bare condition."""
        alias, entry = self.find(name, alias)
        if entry.kind != "dimension":
            raise CompileError(
                f"{entry.location}: `{entry.name}` is a {entry.kind}, a dimension is needed here."
            )
        self.used.add(alias)
        with_guard = f"{alias}.{entry.name}"
        if with_guard in self._open:
            raise CompileError(f"{entry.location}: `{entry.name}` refers to itself.")
        self._open.append(with_guard)
        try:
            return self._dimension(alias, entry)
        finally:
            self._open.pop()

    def _dimension(self, alias: str, entry: Field) -> str:
        if entry.is_duration:
            start, end = (
                self.expand(entry, entry.node.text(key) or "", alias) for key in ("sql_start", "sql_end")
            )
            return self.dialect.duration(start, end, entry.timeframe or "day")
        case = entry.node.child("case")
        if case is not None:
            return self._case(alias, entry)
        sql = self.expand(entry, entry.sql or "${TABLE}." + (entry.group or entry.name), alias)
        if entry.group is not None:
            self._refuse_other_weeks(entry)
            return self.dialect.timeframe(sql, entry.timeframe or "raw", self.fiscal_month_offset)
        if entry.type == "tier":
            return tier(entry, sql, labels=True)
        if entry.type == "yesno":
            return f"({sql})"
        if entry.type in ("string", "number", "date"):
            return sql
        raise CompileError(f"{entry.location}: a dimension of type {entry.type} is not understood.")

    def _refuse_other_weeks(self, entry: Field) -> None:
        first = self.model.node.text("week_start_day") or "monday"
        if first != "monday" and entry.timeframe in (
            "week",
            "week_of_year",
            "day_of_week",
            "day_of_week_index",
        ):
            raise CompileError(f"{entry.location}: weeks that begin on {first} are not understood.")

    def _case(self, alias: str, entry: Field, ranks: bool = False) -> str:
        case = entry.node.child("case")
        whens = case.all("when") if case else []
        parts = []
        for rank, when in enumerate(whens):
            result = str(rank) if ranks else quoted(when.text("label") or "")
            parts.append(f"WHEN {self.expand(entry, when.text('sql') or '', alias)} THEN {result}")
        other = case.text("else") if case else None
        fallback = str(len(whens)) if ranks else (quoted(other) if other is not None else "NULL")
        return f"CASE {' '.join(parts)} ELSE {fallback} END"

    def raw_date(self, name: str) -> str:
        """The date behind a timeframe, which date filters compare."""
        alias, entry = self.find(name)
        if entry.group is None:
            return self.dimension(name)
        self.used.add(alias)
        return self.expand(entry, entry.sql or "${TABLE}." + entry.group, alias)

    def order(self, name: str) -> str | None:
        """What a dimension sorts by where its own value does not sort as a reader expects."""
        alias, entry = self.find(name)
        if entry.node.child("case") is not None:
            return self._case(alias, entry, ranks=True)
        if entry.type == "tier":
            return tier(entry, self.expand(entry, entry.sql or "", alias), labels=False)
        by = entry.node.text("order_by_field")
        if by:
            return self.dimension(by, alias)
        if entry.group is not None and entry.timeframe:
            return self.dialect.order_of(self.raw_date(name), entry.timeframe)
        return None

    def running(self, name: str) -> str:
        """The measure that a running total adds up."""
        alias, entry = self.find(name)
        return self._composed(alias, entry)

    def measure(self, name: str, alias: str | None = None) -> str:
        """The aggregate of a measure."""
        alias, entry = self.find(name, alias)
        if not entry.is_measure:
            raise CompileError(f"{entry.location}: `{entry.name}` is not a measure.")
        self.used.add(alias)
        if entry.type in ("number", "yesno", "string"):
            return self._composed(alias, entry)
        if entry.type not in FAN_OUT_SAFE:
            self.sensitive[alias] = f"{alias}.{entry.name}"
        conditions = self._measure_filters(alias, entry)
        if entry.type == "count":
            if entry.sql:
                raise CompileError(f"{entry.location}: a count takes no sql.", "Use count_distinct.")
            return f"COUNT(CASE WHEN {conditions} THEN 1 END)" if conditions else "COUNT(*)"
        sql = self.expand(entry, entry.sql or "", alias)
        if not sql:
            raise CompileError(f"{entry.location}: measure `{entry.name}` needs sql.")
        inner = f"CASE WHEN {conditions} THEN {sql} END" if conditions else sql
        return self._aggregate(entry, inner)

    def _aggregate(self, entry: Field, inner: str) -> str:
        if entry.type in AGGREGATES:
            return AGGREGATES[entry.type].format(inner)
        if entry.type == "count_distinct":
            return f"COUNT(DISTINCT {inner})"
        if entry.type == "median":
            return f"PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY {inner})"
        if entry.type == "date":
            # Looker leaves the aggregate to the sql of a measure of type date
            return inner
        raise CompileError(f"{entry.location}: a measure of type {entry.type} is not understood.")

    def _measure_filters(self, alias: str, entry: Field) -> str:
        node = entry.node.child("filters")
        parts = []
        for name, expression in node.pairs if node else ():
            scoped, target = self.find(name, alias)
            parts.append(self.condition(f"{scoped}.{target.name}", expression) or "TRUE")
        return " AND ".join(parts)

    def condition(self, name: str, expression: str) -> str | None:
        """The condition that a filter expression puts on a field."""
        _, entry = self.find(name)
        if entry.is_measure:
            kind = "string" if entry.value_type == "string" else "number"
            return condition(self.measure(name), expression, kind, self.today)
        if entry.value_type == "date" or entry.timeframe in ("year", "fiscal_year"):
            if "week" in expression:
                self._refuse_other_weeks(replace(entry, timeframe="week"))
            sql = self.raw_date(name)
            return condition(sql, expression, "date", self.today, self.fiscal_month_offset)
        return condition(self.dimension(name), expression, entry.value_type, self.today)

    def _composed(self, alias: str, entry: Field) -> str:
        if entry.node.child("filters") is not None:
            raise CompileError(f"{entry.location}: a measure of type {entry.type} takes no filters.")
        key = f"{alias}.{entry.name}"
        if key in self._open:
            raise CompileError(f"{entry.location}: `{entry.name}` refers to itself.")
        self._open.append(key)
        try:
            return self.expand(entry, entry.sql or "", alias, measures=True)
        finally:
            self._open.pop()

    def expand(self, entry: Field | None, text: str, alias: str, measures: bool = False) -> str:
        """SQL with Liquid carried out and every `${...}` replaced by what it stands for."""
        place = f"{entry.location}: " if entry else ""
        rendered = liquid.render(text, lambda name: self._liquid(name, alias, place)).strip()

        def one(match: re.Match[str]) -> str:
            name = match.group(1).strip()
            if name == "TABLE":
                if measures:
                    raise CompileError(f"{place}a measure made of measures refers to no column.")
                return alias
            scoped, target = self.find(name, alias)
            if target.is_measure != measures:
                raise CompileError(
                    f"{place}`${{{name}}}` is a {target.kind}, which cannot stand here.",
                    "Aggregates take dimensions; a measure of type number takes measures.",
                )
            full = f"{scoped}.{target.name}"
            return f"({self.measure(full)})" if measures else self.dimension(full)

        return REFERENCE.sub(one, rendered)

    def _liquid(self, name: str, alias: str, place: str) -> str:
        attribute = re.fullmatch(r"_user_attributes\['(\w+)'\]", name)
        if attribute:
            if attribute.group(1) not in self.user_attributes:
                raise CompileError(f"{place}the user has no attribute `{attribute.group(1)}`.")
            return self.user_attributes[attribute.group(1)]
        parameter = re.fullmatch(r"(?:(\w+)\.)?(\w+)\._parameter_value", name)
        if parameter is None:
            raise CompileError(f"{place}Liquid variable `{name}` is not understood.")
        full = f"{parameter.group(1) or alias}.{parameter.group(2)}"
        if full not in self.parameters:
            raise CompileError(f"{place}there is no parameter `{full}`.")
        return self.parameters[full]
