"""The objects of a LookML model: views, explores with joins, access filters and grants, data tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lookml.dashboards import Dashboard
from lookml.errors import CompileError
from lookml.fields import Field
from lookml.source import Location, Node


@dataclass(frozen=True)
class View:
    """A view: one mart's fields by name, dimension groups spread into timeframes."""

    name: str
    node: Node
    fields: Mapping[str, Field]

    @property
    def location(self) -> Location:
        """Where the view is written."""
        return self.node.location

    @property
    def sql_table_name(self) -> str | None:
        """The table it stands on, constants filled in."""
        return self.node.text("sql_table_name")

    @property
    def primary_keys(self) -> list[Field]:
        """Its primary key: one field in a sound view."""
        return [entry for entry in self.fields.values() if entry.primary_key]


@dataclass(frozen=True)
class AccessFilter:
    """Row-level security: `field` (fully scoped) is held to the user attribute's filter expression."""

    field: str
    user_attribute: str
    location: Location


@dataclass(frozen=True)
class AccessGrant:
    """Who may see what requires the grant: users whose attribute has one of the values."""

    name: str
    user_attribute: str
    allowed_values: tuple[str, ...]
    location: Location


@dataclass(frozen=True)
class Join:
    """A view joined into an explore under the alias `name`."""

    name: str
    view: str
    relationship: str
    type: str
    sql_on: str
    node: Node

    @property
    def location(self) -> Location:
        """Where the join is written."""
        return self.node.location


@dataclass(frozen=True, eq=False)
class Explore:
    """An explore: a base view under the alias `base`, joins, and the rules that hold for every query."""

    name: str
    model: str
    base: str
    base_view: str
    joins: Mapping[str, Join]
    access_filters: tuple[AccessFilter, ...]
    node: Node

    @property
    def location(self) -> Location:
        """Where the explore is written."""
        return self.node.location

    @property
    def aliases(self) -> dict[str, str]:
        """View name by alias, the base first."""
        return {self.base: self.base_view, **{join.name: join.view for join in self.joins.values()}}

    @property
    def hidden(self) -> bool:
        """Whether the explore is left out of Looker's menu."""
        return self.node.yes("hidden")


@dataclass(frozen=True)
class DataTest:
    """A LookML data test: a query, and expressions that hold for each of its rows."""

    name: str
    explore: str
    node: Node

    @property
    def location(self) -> Location:
        """Where the test is written."""
        return self.node.location


@dataclass(frozen=True, eq=False)
class Model:
    """A model: everything its file includes."""

    name: str
    node: Node
    files: tuple[str, ...]
    views: Mapping[str, View]
    explores: Mapping[str, Explore]
    tests: Mapping[str, DataTest]
    access_grants: Mapping[str, AccessGrant]
    datagroups: Mapping[str, Node]
    named_formats: Mapping[str, Node]
    dashboards: Mapping[str, Dashboard]

    @property
    def connection(self) -> str:
        """The name of the Looker connection."""
        return self.node.text("connection") or ""

    def field(self, explore: Explore, name: str) -> Field:
        """The field `alias.name` of an explore. Raises CompileError when there is none."""
        alias, _, short = name.rpartition(".")
        view = self.views.get(explore.aliases.get(alias, ""))
        if view is None or short not in view.fields:
            raise CompileError(
                f"explore `{explore.name}` has no field `{name}`.",
                "Write it as view.field, with a view that the explore joins.",
            )
        return view.fields[short]
