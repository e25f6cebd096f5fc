"""Time as the session sees it, passed in so that waits can be tried without waiting."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """The machine's clock."""

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait that long."""
        time.sleep(seconds)

    def now(self) -> datetime:
        """The current moment, UTC."""
        return datetime.now(UTC)
