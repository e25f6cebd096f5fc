"""What an AIS server can do, from `/v2/defaultconfig`, which needs no sign-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from loader.ais import answers
from loader.ais.failures import Interrupted
from loader.ais.login import unreachable
from loader.ais.transport import Answer
from loader.ais.waiting import Waiting
from loader.settings import Settings

PATH = "/v2/defaultconfig"
MOST_ATTEMPTS = 3


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


def learn(settings: Settings, get: Callable[[], Answer], waiting: Waiting) -> Capabilities:
    """Ask the server what it can do; a server that does not tell is taken to be able to do everything.

    Raises:
        SourceError: No connection comes about, so that nobody gets to see the password.
    """
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            answer = get()
            if answer.status == 200:
                return read_capabilities(answers.parse_json(answer.body))
            if answer.status < 500 and answer.status != 429:
                break
            failure = Interrupted(f"HTTP {answer.status}")
        except Interrupted as interruption:
            failure = interruption
        if failure.refused:
            raise unreachable(settings, failure)
        if attempt < MOST_ATTEMPTS:
            waiting.wait("Capabilities", attempt, failure)
    return Capabilities()
