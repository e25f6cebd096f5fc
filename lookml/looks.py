"""The desired state of saved Looks: one YAML file each under `lookml/looks`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lookml.assembly import Faults
from lookml.dashboards import load_yaml, refuse_words_for_numbers
from lookml.errors import CompileError, ProjectError
from lookml.query import DEFAULT_LIMIT, Query
from lookml.source import Fault, Location
from lookml.vocabulary import UNPROVED

DEFAULT_LOOKS = Path(__file__).parent / "looks"


@dataclass(frozen=True)
class Look:
    """A saved question: `key` is its file's name and its identity on Looker, `vis_config` how it is drawn."""

    key: str
    title: str
    description: str
    query: Query
    vis_config: Mapping[str, Any]
    properties: Mapping[str, Any]
    location: Location


def load_looks(folder: Path = DEFAULT_LOOKS) -> dict[str, Look]:
    """All Looks by key. Raises ProjectError with every fault found."""
    faults = Faults()
    looks: dict[str, Look] = {}
    for path in sorted(folder.glob("*.yml")):
        for item in load_yaml(path, folder.parent, faults):
            place = Location(path.relative_to(folder.parent).as_posix(), item.line)
            refuse_words_for_numbers(item, place.file, faults)
            missing = [
                key for key in ("look", "title", "description", "explore", "fields") if not item.get(key)
            ]
            if missing or item.get("look") != path.stem:
                message = (
                    f"a Look needs {', '.join(missing)}" if missing else f"`look:` must be `{path.stem}`"
                )
                faults.found.append(Fault(place, "looks", message))
                continue
            looks[path.stem] = Look(
                key=path.stem,
                title=str(item["title"]),
                description=str(item["description"]),
                query=query_of(item),
                vis_config=dict(item.get("vis_config", {})),
                properties=item,
                location=place,
            )
    if faults.found:
        raise ProjectError(sorted(faults.found))
    return looks


def query_of(properties: Mapping[str, Any], filters: Mapping[str, str] | None = None) -> Query:
    """The query that a Look or a tile asks, `filters` laid over its own.

    Raises CompileError for what changes the rows and is not understood.
    """
    for key in sorted(UNPROVED & set(properties)):
        raise CompileError(f"`{key}` of a tile is not understood.", "Take fields, filters, sorts and pivots.")
    own = {str(key): str(value) for key, value in properties.get("filters", {}).items()}
    return Query(
        explore=str(properties["explore"]),
        fields=tuple(str(name) for name in properties.get("fields", ())),
        filters={**own, **(filters or {})},
        sorts=tuple(str(entry) for entry in properties.get("sorts", ())),
        limit=int(properties.get("limit", DEFAULT_LIMIT)),
        pivots=tuple(str(name) for name in properties.get("pivots", ())),
        model=str(properties["model"]) if properties.get("model") else None,
    )
