"""Fields of a view: dimensions, dimension groups spread into their timeframes, measures, parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lookml.source import Location, Node

FIELD_KINDS = ("dimension", "dimension_group", "measure", "parameter", "filter")
DEFAULT_TIMEFRAMES = ("raw", "time", "date", "week", "month", "quarter", "year")
DEFAULT_INTERVALS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
NUMERIC_TIMEFRAMES = frozenset(
    {
        "year",
        "month_num",
        "day_of_month",
        "day_of_year",
        "week_of_year",
        "hour_of_day",
        "day_of_week_index",
        "fiscal_month_num",
        "fiscal_year",
    }
)
TEXT_TIMEFRAMES = frozenset({"month_name", "day_of_week", "quarter_of_year", "fiscal_quarter_of_year"})


@dataclass(frozen=True)
class Field:
    """One field as a query names it; a timeframe of a dimension group is a field of its own.

    `kind` is dimension, measure, parameter or filter. `group` is the dimension group's name, `timeframe` its
    part (`due` and `month` for `due_month`); for a duration `timeframe` is the interval (`day`).
    """

    view: str
    name: str
    kind: str
    node: Node
    group: str | None = None
    timeframe: str | None = None

    @property
    def location(self) -> Location:
        """Where the field is written."""
        return self.node.location

    @property
    def type(self) -> str:
        """Looker's type, `string` for a dimension and a measure's or group's own where it says none."""
        default = {"dimension_group": "time", "dimension": "string", "measure": "string"}.get(
            self.node.key, "string"
        )
        return self.node.text("type") or default

    @property
    def sql(self) -> str | None:
        """The `sql:` as written."""
        return self.node.text("sql")

    @property
    def description(self) -> str:
        """The description, empty when there is none."""
        return self.node.text("description") or ""

    @property
    def hidden(self) -> bool:
        """Whether the field is left out of the field picker."""
        return self.node.yes("hidden")

    @property
    def primary_key(self) -> bool:
        """Whether the field is its view's primary key."""
        return self.node.yes("primary_key")

    @property
    def is_measure(self) -> bool:
        """Whether the field aggregates."""
        return self.kind == "measure"

    @property
    def is_duration(self) -> bool:
        """Whether the field is an interval of a duration group."""
        return self.group is not None and self.type == "duration"

    @property
    def grants(self) -> tuple[str, ...]:
        """Access grants that a user needs, all of them."""
        return self.node.list("required_access_grants")

    @property
    def value_type(self) -> str:
        """What its values are: `string`, `number`, `yesno`, `date`, `parameter`."""
        if self.kind in ("parameter", "filter"):
            return self.kind
        if self.group is not None:
            return _group_value_type(self.type, self.timeframe or "raw")
        if self.type in ("yesno", "date"):
            return self.type
        if self.kind == "measure":
            return self.type if self.type == "string" else "number"
        return "number" if self.type == "number" else "string"

    @property
    def label(self) -> str:
        """What a reader sees as its name, without the view."""
        own = self.node.text("label")
        if self.group is None:
            return own if own is not None else title(self.name)
        base = own if own is not None else title(self.group)
        part = title(self.timeframe or "")
        return f"{part}s {base}" if self.is_duration else f"{base} {part}".strip()


def _group_value_type(group_type: str, part: str) -> str:
    if group_type == "duration" or part in NUMERIC_TIMEFRAMES:
        return "number"
    return "string" if part in TEXT_TIMEFRAMES else "date"


def title(name: str) -> str:
    """`gl_date` as Looker shows it: `Gl Date`."""
    return " ".join(word.capitalize() for word in name.split("_") if word)


def spread(view: str, node: Node) -> Iterator[Field]:
    """The fields that one field block makes: one, or one for each timeframe or interval of a group."""
    name = node.name or ""
    if node.key != "dimension_group":
        yield Field(view, name, node.key, node)
    elif node.text("type") == "duration":
        for interval in node.list("intervals") or DEFAULT_INTERVALS:
            yield Field(view, f"{interval}s_{name}", "dimension", node, name, interval)
    else:
        for timeframe in node.list("timeframes") or DEFAULT_TIMEFRAMES:
            yield Field(view, f"{name}_{timeframe}", "dimension", node, name, timeframe)
