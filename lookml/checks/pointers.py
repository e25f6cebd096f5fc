"""What fields point to: sets, drill fields, links, suggestions, parameters and their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lookml.errors import LookmlError
from lookml.fields import Field
from lookml.fieldsets import explore_fields
from lookml.objects import Explore, Model, View
from lookml.source import Fault, Location, Node

EXPLORE_URL = re.compile(r"/explore/\{\{ *_model\._name *\}\}/(\w+)\?(.+)")
BOARD_URL = re.compile(r"/dashboards/\{\{ *_model\._name *\}\}::(\w+)(?:\?(.+))?")
FIELD_KEY = re.compile(r"f\[([\w.]+)\]")
EXPLORE_KEYS = frozenset({"fields", "sorts", "limit", "pivots", "toggle", "vis", "query_timezone"})
OUTPUT = re.compile(r"\{\{\s*([^}|]+?)\s*(?:\|[^}]*)?\}\}")
KNOWN_OUTPUT = re.compile(
    r"(?:\w+\.)*(?:value|rendered_value|_value|_rendered_value|_parameter_value|_filters\['[\w.]+'\])"
    r"|_model\._name|_explore\._name|_view\._name|_user_attributes\['\w+'\]|_filters\['[\w.]+'\]"
)
ROW_VALUE = re.compile(r"row\['([\w.]+)'\]")
CHOSEN = re.compile(r"(?:(\w+)\.)?(\w+)\._parameter_value\s*[!=]=\s*'([^']*)'")


def check_pointers(model: Model) -> Iterator[Fault]:
    """Every name that a field gives to another thing, in every explore that offers the field."""
    for view in model.views.values():
        yield from _sets(model, view)
        yield from _named_in_view(model, view)
    for explore in model.explores.values():
        offered = explore_fields(model, explore)
        for name, entry in offered.items():
            yield from _drills(model, explore, name, entry, offered)
            for link in entry.node.all("link"):
                yield from _link(model, link)


def _sets(model: Model, view: View) -> Iterator[Fault]:
    """A set may name fields of views that some explore joins under that alias."""
    aliases = {
        alias: model.views[name]
        for explore in model.explores.values()
        for alias, name in explore.aliases.items()
        if name in model.views
    }
    for node in view.node.all("set"):
        for item in node.list("fields"):
            alias, _, name = item.lstrip("-").rpartition(".")
            target = aliases.get(alias) if alias else view
            if target is None or not (name in target.fields or _group_or_set(target, name)):
                place = node.child("fields") or node
                yield Fault(
                    place.location, "reference", f"set `{node.name}` names `{item}`, which is not there"
                )


def _group_or_set(view: View, name: str) -> bool:
    sets = {f"{node.name}*" for node in view.node.all("set")} | {"ALL_FIELDS*"}
    return name in sets or any(entry.group == name for entry in view.fields.values())


def _named_in_view(model: Model, view: View) -> Iterator[Fault]:
    around = _names_around(model, view)
    for entry in {id(entry.node): entry for entry in view.fields.values()}.values():
        for key in ("suggest_dimension", "label_from_parameter", "order_by_field"):
            node = entry.node.child(key)
            explore = entry.node.text("suggest_explore") if key == "suggest_dimension" else None
            known = _suggested(model, explore) if explore else around
            if node is not None and node.value not in known:
                yield Fault(node.location, "reference", f"{key} `{node.value}` is not there")
        explore_node = entry.node.child("suggest_explore")
        if explore_node is not None and explore_node.value not in model.explores:
            yield Fault(explore_node.location, "reference", f"there is no explore `{explore_node.value}`")
        for node in entry.node.walk():
            yield from _chosen_values(model, view, node)
            if node.key in ("url", "html"):
                yield from _outputs(node, around)


def _suggested(model: Model, explore: str) -> set[str]:
    return set(explore_fields(model, model.explores[explore])) if explore in model.explores else set()


def _names_around(model: Model, view: View) -> set[str]:
    """The view's own fields, and those of others as `view.field`."""
    others = {f"{name}.{field}" for name, other in model.views.items() for field in other.fields}
    return set(view.fields) | others


def _chosen_values(model: Model, view: View, node: Node) -> Iterator[Fault]:
    """Liquid that compares a parameter with a value that it never takes."""
    for other, name, value in CHOSEN.findall(node.value or ""):
        owner = model.views.get(other) if other else view
        parameter = owner.fields.get(name) if owner else None
        allowed = [n.text("value") for n in parameter.node.all("allowed_value")] if parameter else []
        if allowed and value not in allowed:
            yield Fault(node.location, "value", f"parameter `{name}` never is `{value}`")


def _outputs(node: Node, around: set[str]) -> Iterator[Fault]:
    for output in OUTPUT.findall(node.value or ""):
        beside = ROW_VALUE.fullmatch(output)
        if beside and beside.group(1) not in around:
            yield Fault(node.location, "reference", f"no row has `{beside.group(1)}`")
        elif not (beside or KNOWN_OUTPUT.fullmatch(output)):
            yield Fault(node.location, "reference", f"Liquid knows no `{output}` here")


def _drills(
    model: Model, explore: Explore, name: str, entry: Field, offered: Mapping[str, Field]
) -> Iterator[Fault]:
    alias = name.partition(".")[0]
    drills = entry.node.child("drill_fields")
    for item in drills.items if drills else ():
        full = item if "." in item else f"{alias}.{item}"
        owner = model.views.get(explore.aliases.get(full.partition(".")[0], ""))
        there = full in offered
        if item.endswith("*"):
            there = owner is not None and _group_or_set(owner, full.partition(".")[2])
        if not there:
            place = drills.location if drills else entry.location
            yield Fault(place, "reference", f"drill field `{full}` is not there")


def _link(model: Model, link: Node) -> Iterator[Fault]:
    """A link leads to an explore or a board of the model, or to the web, and names what is there."""
    url = link.text("url") or ""
    if not link.text("label") or not url:
        yield Fault(link.location, "reference", "a link needs a label and a url")
        return
    explore, board = EXPLORE_URL.fullmatch(url), BOARD_URL.fullmatch(url)
    if explore:
        yield from _explore_link(model, link.location, explore.group(1), explore.group(2))
    elif board:
        if board.group(1) not in model.dashboards:
            yield Fault(
                link.location, "reference", f"the link leads to board `{board.group(1)}`, which is not there"
            )
            return
        known = set(model.dashboards[board.group(1)].filters)
        for key, _ in _arguments(board.group(2) or ""):
            if unquote(key).replace("+", " ") not in known:
                yield Fault(
                    link.location, "reference", f"the link sets filter `{key}`, which the board does not have"
                )
    elif not url.startswith(("https://", "{{")):
        yield Fault(
            link.location,
            "reference",
            f"the link `{url.partition('?')[0]}` leads to no explore or board of this model",
        )


def _explore_link(model: Model, place: Location, name: str, arguments: str) -> Iterator[Fault]:
    if name not in model.explores:
        yield Fault(place, "reference", f"the link leads to explore `{name}`, which is not there")
        return
    try:
        offered = explore_fields(model, model.explores[name])
    except LookmlError:
        return  # the explore itself is named as broken
    for key, value in _arguments(arguments):
        filtered = FIELD_KEY.fullmatch(key)
        if filtered:
            names = [filtered.group(1)]
        elif key in EXPLORE_KEYS:
            names = [entry.split(" ")[0] for entry in value.split(",")] if key in ("fields", "sorts") else []
        else:
            yield Fault(place, "reference", f"Looker knows no `{key}` in the address of an explore")
            continue
        for field in names:
            if field not in offered:
                yield Fault(place, "reference", f"the link names `{field}`, which is not in `{name}`")


def _arguments(text: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in text.split("&") if part)
    return [(key, value) for key, _, value in pairs]
