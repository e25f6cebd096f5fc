"""LookML dashboards (YAML) as frozen objects that know their file and line, templates drawn in."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from lookml.source import Fault, Location
from lookml.vocabulary import BOARD_NUMBERS

if TYPE_CHECKING:
    from lookml.assembly import Faults


class Located(dict[str, Any]):
    """A YAML mapping that remembers the line of each of its keys, and its own."""

    line: int = 1
    lines: dict[str, int]


class _Loader(yaml.SafeLoader):
    """SafeLoader whose mappings are Located and refuse a key that stands twice."""


def _located(loader: _Loader, node: yaml.MappingNode) -> Located:
    result = Located()
    result.line = node.start_mark.line + 1
    result.lines = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, Hashable) or key in result:
            raise yaml.constructor.ConstructorError(
                None, None, f"`{key}` stands twice in the same block", key_node.start_mark
            )
        result[str(key)] = loader.construct_object(value_node, deep=True)
        result.lines[str(key)] = key_node.start_mark.line + 1
    return result


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _located)


@dataclass(frozen=True)
class DashboardFilter:
    """A filter of a dashboard: its name, default, the field that suggests its values, and all it says."""

    name: str
    properties: Mapping[str, Any]
    location: Location

    @property
    def title(self) -> str:
        """What the reader sees."""
        return str(self.properties.get("title", self.name))

    @property
    def default(self) -> str:
        """The default filter expression, empty for any value."""
        return str(self.properties.get("default_value", ""))


@dataclass(frozen=True)
class Element:
    """A tile: its query, its place on the 24-column grid, and its looks.

    `lines` gives the line of each of its parameters; `properties` holds everything as written.
    """

    name: str
    type: str
    properties: Mapping[str, Any]
    location: Location
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The heading of the tile."""
        return str(self.properties.get("title", self.name))

    @property
    def has_query(self) -> bool:
        """Whether the tile asks the warehouse for something (text tiles do not)."""
        return self.properties.get("explore") is not None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of its query."""
        return tuple(str(name) for name in self.properties.get("fields", ()))

    @property
    def listen(self) -> Mapping[str, str]:
        """Field by dashboard filter."""
        return dict(self.properties.get("listen", {}))

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Row, column, width and height in grid units."""
        row, col, width, height = (
            int(self.properties.get(key, default))
            for key, default in (("row", 0), ("col", 0), ("width", 8), ("height", 6))
        )
        return row, col, width, height

    def line(self, key: str) -> Location:
        """The place of one of its parameters, or its own."""
        return Location(self.location.file, self.lines.get(key, self.location.line))


@dataclass(frozen=True)
class Dashboard:
    """A LookML dashboard with its template's filters and elements drawn in."""

    name: str
    title: str
    properties: Mapping[str, Any]
    filters: Mapping[str, DashboardFilter]
    elements: tuple[Element, ...]
    location: Location

    @property
    def is_template(self) -> bool:
        """Whether it exists only to be extended."""
        return self.properties.get("extension") == "required"

    @property
    def description(self) -> str:
        """What it answers."""
        return str(self.properties.get("description", ""))


def load_yaml(path: Path, root: Path, faults: Faults) -> list[Located]:
    """The mappings of a YAML file: one, or the items of its list. Faults carry the line."""
    file = path.relative_to(root).as_posix()
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.found.append(Fault(Location(file, line), "syntax", f"not YAML: {error.problem}"))
        return []
    items = content if isinstance(content, list) else [content]
    for item in items:
        if not isinstance(item, Located):
            faults.found.append(Fault(Location(file, 1), "syntax", "a mapping is expected here"))
            return []
    return items


def load_dashboards(root: Path, faults: Faults) -> dict[str, Dashboard]:
    """All `*.dashboard.lookml` under `root` by name, extensions resolved."""
    written: dict[str, tuple[Located, str]] = {}
    for path in sorted(root.rglob("*.dashboard.lookml")):
        file = path.relative_to(root).as_posix()
        for item in load_yaml(path, root, faults):
            name = str(item.get("dashboard", ""))
            if not name or name in written:
                message = (
                    f"dashboard `{name}` is defined twice" if name else "a dashboard needs `dashboard: name`"
                )
                faults.found.append(Fault(Location(file, item.line), "duplicate", message))
                continue
            written[name] = (item, file)
    return {name: _dashboard(name, written, faults, ()) for name in written}


def _dashboard(
    name: str, written: Mapping[str, tuple[Located, str]], faults: Faults, below: tuple[str, ...]
) -> Dashboard:
    item, file = written[name]
    filters: dict[str, DashboardFilter] = {}
    elements: dict[str, Element] = {}
    properties: dict[str, Any] = {}
    for parent in _parents(item):
        if parent not in written or parent in (*below, name):
            place = Location(file, item.lines.get("extends", item.line))
            faults.found.append(
                Fault(place, "extends", f"dashboard `{name}` extends `{parent}`, which cannot be")
            )
            continue
        drawn = _dashboard(parent, written, faults, (*below, name))
        filters.update(drawn.filters)
        elements.update({element.name: element for element in drawn.elements})
        properties.update({key: value for key, value in drawn.properties.items() if key != "extension"})
    properties.update({key: value for key, value in item.items() if key not in ("filters", "elements")})
    _own_filters(item, file, filters, faults)
    _own_elements(item, file, elements, faults)
    return Dashboard(
        name,
        str(properties.get("title", name)),
        properties,
        filters,
        tuple(elements.values()),
        Location(file, item.line),
    )


def refuse_words_for_numbers(entry: Located, file: str, faults: Faults) -> None:
    """Places and limits that are no whole numbers are faults, and fall back to their defaults."""
    for key in [key for key in entry if key in BOARD_NUMBERS and not _is_whole(entry[key])]:
        place = Location(file, entry.lines[key])
        faults.found.append(Fault(place, "value", f"`{key}` is a whole number, not `{entry.pop(key)}`"))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _parents(item: Located) -> list[str]:
    extends = item.get("extends", [])
    return [extends] if isinstance(extends, str) else list(extends)


def _own_filters(item: Located, file: str, filters: dict[str, DashboardFilter], faults: Faults) -> None:
    seen: set[str] = set()
    for entry in item.get("filters", []):
        name = str(entry.get("name", ""))
        if name in seen or not name:
            faults.found.append(
                Fault(Location(file, entry.line), "duplicate", f"filter `{name}` stands twice")
            )
        seen.add(name)
        inherited = dict(filters[name].properties) if name in filters else {}
        filters[name] = DashboardFilter(name, {**inherited, **entry}, Location(file, entry.line))


def _own_elements(item: Located, file: str, elements: dict[str, Element], faults: Faults) -> None:
    seen: set[str] = set()
    for entry in item.get("elements", []):
        name = str(entry.get("name", ""))
        if name in seen or not name:
            faults.found.append(
                Fault(Location(file, entry.line), "duplicate", f"element `{name}` stands twice")
            )
        seen.add(name)
        refuse_words_for_numbers(entry, file, faults)
        before = elements.get(name)
        merged = {**(before.properties if before else {}), **entry}
        elements[name] = Element(
            name, str(merged.get("type", "text")), merged, Location(file, entry.line), entry.lines
        )
