"""Waiting between two attempts, and the counters of what a session did."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass, replace

from loader.ais.clock import Clock
from loader.ais.failures import Interrupted
from loader.errors import SourceError
from loader.settings import Settings

log = logging.getLogger(__name__)

LONGEST_WAIT = 60.0
LONGEST_RETRY_AFTER = 600.0
MOST_JITTER = 1.25


@dataclass
class Counters:
    """What the session has asked of the server so far; `logins` are token requests."""

    requests: int = 0
    logins: int = 0

    def snapshot(self) -> Counters:
        """A copy that stays as it is."""
        return replace(self)


class Waiting:
    """Waits as long as the server asks, else twice as long as before with some chance in it."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    def wait(self, subject: str, attempt: int, failure: Interrupted) -> None:
        """Wait after the given attempt, counted from 1.

        Raises:
            SourceError: The server asks for more patience than a run has.
        """
        seconds = failure.retry_after
        if seconds is None:
            doubled = self._settings.retry_wait * 2.0 ** (attempt - 1)
            seconds = min(doubled, LONGEST_WAIT) * random.uniform(1, MOST_JITTER)
        elif seconds > LONGEST_RETRY_AFTER:
            raise SourceError(
                f"{subject}: JDE asks to come back in {seconds:.0f} s.", "Run again after that time."
            )
        log.info("%s: %s; next attempt in %.1f s.", subject, failure.reason, seconds)
        self._clock.sleep(seconds)
