"""Which fields an explore offers: `fields:` of explores and joins, sets, and the user's access grants."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from lookml.errors import CompileError
from lookml.fields import Field
from lookml.objects import Explore, Model, View


@lru_cache(maxsize=256)
def explore_fields(model: Model, explore: Explore) -> dict[str, Field]:
    """Every field of the explore by its full name, as `fields:` of its joins and its own leave them."""
    offered: dict[str, Field] = {}
    for alias, view_name in explore.aliases.items():
        if view_name not in model.views:
            raise CompileError(
                f"explore `{explore.name}` uses view `{view_name}`, which the model does not include."
            )
        view = model.views[view_name]
        names = set(view.fields)
        if alias in explore.joins and explore.joins[alias].node.child("fields") is not None:
            names = chosen_fields(explore.joins[alias].node.list("fields"), {alias: view})
            names = {name.partition(".")[2] for name in names}
        offered.update({f"{alias}.{name}": entry for name, entry in view.fields.items() if name in names})
    own = explore.node.list("fields")
    if own:
        views = {alias: model.views[name] for alias, name in explore.aliases.items()}
        kept = chosen_fields(own, views)
        offered = {name: entry for name, entry in offered.items() if name in kept}
    return offered


def chosen_fields(items: tuple[str, ...], views: Mapping[str, View]) -> set[str]:
    """The full names of the fields that a list such as `[ALL_FIELDS*, -view.field]` leaves."""
    chosen: set[str] = set()
    for item in items:
        names = _expand(item.lstrip("-"), views)
        chosen = chosen - names if item.startswith("-") else chosen | names
    return chosen


def _expand(item: str, views: Mapping[str, View]) -> set[str]:
    alias, _, name = item.rpartition(".")
    if not alias and len(views) == 1:
        alias = next(iter(views))
    if name == "ALL_FIELDS*":
        chosen = [alias] if alias in views and item != "ALL_FIELDS*" else list(views)
        return {f"{key}.{entry}" for key in chosen for entry in views[key].fields}
    if alias not in views:
        raise CompileError(f"`fields: [{item}]` names a view that is not joined.")
    view = views[alias]
    if name.endswith("*"):
        wanted = next((node for node in view.node.all("set") if node.name == name[:-1]), None)
        if wanted is None:
            raise CompileError(f"view `{view.name}` has no set `{name[:-1]}`.")
        return {full for entry in wanted.list("fields") for full in _expand(entry, {alias: view})}
    matching = {key for key, entry in view.fields.items() if key == name or entry.group == name}
    if not matching:
        raise CompileError(f"`fields: [{item}]` names a field that view `{view.name}` does not have.")
    return {f"{alias}.{key}" for key in matching}


def holds(model: Model, grants: tuple[str, ...], user_attributes: Mapping[str, str]) -> bool:
    """Whether the user has every grant. A user without the attribute has none."""
    for name in grants:
        if name not in model.access_grants:
            raise CompileError(f"There is no access grant `{name}`.")
        grant = model.access_grants[name]
        if user_attributes.get(grant.user_attribute) not in grant.allowed_values:
            return False
    return True


def allowed_fields(model: Model, explore: Explore, user_attributes: Mapping[str, str]) -> dict[str, Field]:
    """The fields that a user with these attributes can query; empty when the explore is closed."""
    if not holds(model, explore.node.list("required_access_grants"), user_attributes):
        return {}
    closed = {
        name
        for name, grants in _grants_needed(model, explore).items()
        if not holds(model, grants, user_attributes)
    }
    return {name: entry for name, entry in explore_fields(model, explore).items() if name not in closed}


@lru_cache(maxsize=256)
def _grants_needed(model: Model, explore: Explore) -> dict[str, tuple[str, ...]]:
    """The grants of a field, of its view and of its join, for the fields that need any."""
    around = {}
    for alias, view in explore.aliases.items():
        join = explore.joins.get(alias)
        around[alias] = (
            *model.views[view].node.list("required_access_grants"),
            *(join.node.list("required_access_grants") if join else ()),
        )
    needed = {
        name: (*entry.grants, *around[name.partition(".")[0]])
        for name, entry in explore_fields(model, explore).items()
    }
    return {name: grants for name, grants in needed.items() if grants}
