"""What an AIS server can do, from `/v2/defaultconfig`, which needs no sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PATH = "/v2/defaultconfig"


@dataclass(frozen=True)
class Capabilities:
    """Services of the server. Where it does not list them, next pages and aggregation are taken as given.

    A missing next page costs nothing then, since the reader falls back to keys; a missing aggregation shows
    as an error of the first request for totals.
    """

    next_page: bool = True
    aggregation: bool = True
    release: str = ""
    names: frozenset[str] = frozenset()

    @property
    def listed(self) -> bool:
        """True when the server said what it can do."""
        return bool(self.names)


def read_capabilities(document: Mapping[str, Any]) -> Capabilities:
    """The capabilities in a defaultconfig answer."""
    entries = document.get("capabilityList")
    names = frozenset(
        str(entry["name"])
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, Mapping) and entry.get("name")
    )
    release = next(
        (
            str(document[name])
            for name in ("aisVersion", "releaseLevel", "release", "version")
            if document.get(name)
        ),
        "",
    )
    if not names:
        return Capabilities(release=release)
    return Capabilities("nextPage" in names, "dataServiceAggregation" in names, release, names)
