"""How boards and their tiles look: choices that Looker offers, and fields that the tile asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lookml import vocabulary
from lookml.dashboards import Dashboard, DashboardFilter, Element
from lookml.errors import LookmlError
from lookml.fields import Field
from lookml.fieldsets import explore_fields
from lookml.objects import Model
from lookml.source import Fault, Location

COLOR = re.compile(r"#[0-9a-fA-F]{6}")
COLORS = ("background_color", "font_color", "custom_color", "totals_color", "up_color", "down_color")
CHARTS = frozenset({"line", "area", "column", "bar", "pie", "donut_multiples", "waterfall", "scatter"})


def check_values(
    properties: Mapping[str, Any], place: Location, lines: Mapping[str, int] | None = None
) -> Iterator[Fault]:
    """Flags, choices and colours of a board, a filter or a tile; `lines` tell where each stands."""
    lines = lines or {}
    for key, value in properties.items():
        at = Location(place.file, lines.get(key, place.line))
        if key in vocabulary.BOARD_FLAGS and not isinstance(value, bool):
            yield Fault(at, "value", f"`{key}` is true or false, not `{value}`")
        choices = vocabulary.BOARD_CHOICES.get(key)
        if choices is not None and value is not False and str(value) not in choices:
            yield Fault(at, "value", f"`{value}` is no {key}{vocabulary.hint(str(value), choices)}")
        if key == "refresh" and not re.fullmatch(vocabulary.REFRESH, str(value)):
            yield Fault(at, "value", f"`{value}` is no {key}; write for instance 1 hour")
        if key in COLORS and not COLOR.fullmatch(str(value)):
            yield Fault(at, "value", f"`{value}` is no colour; write it as #rrggbb")


def check_filter_looks(model: Model, entry: DashboardFilter) -> Iterator[Fault]:
    """How a filter is chosen, and the model that it asks."""
    yield from check_values(entry.properties, entry.location)
    named = entry.properties.get("model")
    if entry.properties.get("type") == "field_filter" and named != model.name:
        yield Fault(
            entry.location, "reference", f"filter `{entry.name}` must say model: {model.name}, not {named}"
        )
    config = entry.properties.get("ui_config", {})
    for key, value in config.items():
        place = Location(entry.location.file, getattr(config, "lines", {}).get(key, entry.location.line))
        known = {"type": vocabulary.FILTER_CONTROLS, "display": vocabulary.FILTER_DISPLAYS}.get(key)
        if key not in vocabulary.FILTER_CONFIG:
            hint = vocabulary.hint(key, vocabulary.FILTER_CONFIG)
            yield Fault(place, "parameter", f"Looker knows no `{key}` of ui_config{hint}")
        elif known is not None and value not in known:
            yield Fault(
                place, "value", f"`{value}` is no {key} of a filter{vocabulary.hint(str(value), known)}"
            )


def check_tile(model: Model, board: Dashboard, element: Element) -> Iterator[Fault]:
    """What a tile shows of its answer, and the filters that it listens to."""
    yield from check_values(element.properties, element.location, element.lines)
    if not element.properties.get("title") and element.has_query:
        yield Fault(element.location, "description", f"tile `{element.name}` has no title")
    if not element.has_query:
        if not any(element.properties.get(key) for key in ("body_text", "title_text")):
            yield Fault(element.location, "value", f"text tile `{element.name}` says nothing")
        return
    yield from _fields_shown(element)
    yield from _conditional(element)
    yield from _own_filters(element)
    explore = model.explores.get(str(element.properties["explore"]))
    if explore is None:
        return
    try:
        offered = explore_fields(model, explore)
    except LookmlError:
        return  # the explore itself is named as broken
    measures = [name for name in element.fields if name in offered and offered[name].is_measure]
    if element.type.removeprefix("looker_") in CHARTS and not measures:
        yield Fault(element.line("fields"), "value", f"chart `{element.name}` has no measure to draw")
    plain = [name for name in element.fields if name in offered and not offered[name].is_measure]
    if element.type == "single_value" and measures and plain:
        yield Fault(element.line("fields"), "value", f"`{element.name}` shows the first of several values")
    yield from _listened(model, board, element, offered)


def _fields_shown(element: Element) -> Iterator[Fault]:
    fields = element.fields
    for name in {name for name in fields if fields.count(name) > 1}:
        yield Fault(element.line("fields"), "duplicate", f"tile `{element.name}` asks `{name}` twice")
    for key in ("hidden_fields", "subtotals"):
        for name in element.properties.get(key, ()):
            if name not in fields:
                yield Fault(
                    element.line(key), "field", f"{key} names `{name}`, which the tile does not ask for"
                )
    for key in vocabulary.BY_FIELD & set(element.properties):
        for name, value in element.properties[key].items():
            # a pivoted series is named `value - view.field`
            if str(name).rpartition(" - ")[2] not in fields:
                yield Fault(
                    element.line(key), "field", f"{key} names `{name}`, which the tile does not ask for"
                )
            if key == "series_colors" and not COLOR.fullmatch(str(value)):
                yield Fault(element.line(key), "value", f"`{value}` is no colour; write it as #rrggbb")


def _conditional(element: Element) -> Iterator[Fault]:
    for rule in element.properties.get("conditional_formatting", ()):
        place = Location(element.location.file, getattr(rule, "line", element.location.line))
        for key in rule:
            if key not in vocabulary.CONDITION:
                hint = vocabulary.hint(str(key), vocabulary.CONDITION)
                yield Fault(place, "parameter", f"Looker knows no `{key}` of conditional_formatting{hint}")
        if rule.get("type") not in vocabulary.CONDITIONS:
            hint = vocabulary.hint(str(rule.get("type")), vocabulary.CONDITIONS)
            yield Fault(place, "value", f"`{rule.get('type')}` is no condition{hint}")
        for name in rule.get("fields") or ():
            if name not in element.fields:
                yield Fault(
                    place,
                    "field",
                    f"conditional_formatting names `{name}`, which the tile does not ask for",
                )
        yield from check_values(rule, place)


def _own_filters(element: Element) -> Iterator[Fault]:
    filters = element.properties.get("filters", {})
    for name, value in filters.items():
        if isinstance(value, bool) or value is None:
            line = getattr(filters, "lines", {}).get(name, element.location.line)
            place = Location(element.location.file, line)
            yield Fault(place, "value", f"the filter on `{name}` is YAML's {value}; put it in quotes")


def _listened(
    model: Model, board: Dashboard, element: Element, offered: Mapping[str, Field]
) -> Iterator[Fault]:
    """A filter laid on a field of another kind would find nothing, or everything."""
    for name, field in element.listen.items():
        entry = board.filters.get(name)
        source = model.explores.get(str(entry.properties.get("explore"))) if entry else None
        if entry is None or source is None or field not in offered:
            continue
        chosen = explore_fields(model, source).get(str(entry.properties.get("field")))
        if chosen is not None and chosen.value_type != offered[field].value_type:
            message = f"filter `{name}` is {chosen.value_type}, `{field}` is {offered[field].value_type}"
            yield Fault(element.line("listen"), "listen", message)
