"""What the JDE server's answers tell about its time."""

from __future__ import annotations

import contextlib
import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from loader.ais.clock import Clock
from loader.ais.transport import Answer

_TIMESTAMP = re.compile(rb'"timeStamp"\s*:\s*"(\d{4}-\d\d-\d\d:\d\d\.\d\d\.\d\d)"')


class ServerClock:
    """The server's time as of its last answers.

    Attributes:
        time: The JDE server's own time, without zone; None before the first answer that tells it.
        skew: How far the server's clock is ahead of this machine's, by its last `Date` header.
    """

    def __init__(self, clock: Clock) -> None:
        self.time: datetime | None = None
        self.skew: timedelta | None = None
        self._clock = clock

    @property
    def day(self) -> date | None:
        """The JDE server's day."""
        return self.time.date() if self.time else None

    def note(self, answer: Answer) -> None:
        """Read the time that an answer tells, if it tells one."""
        with contextlib.suppress(ValueError, TypeError, KeyError):
            self.skew = parsedate_to_datetime(answer.headers["Date"]) - self._clock.now()
        start = answer.body.rfind(b'"timeStamp"')
        found = _TIMESTAMP.match(answer.body, start) if start >= 0 else None
        if found:
            with contextlib.suppress(ValueError):
                self.time = datetime.strptime(found.group(1).decode(), "%Y-%m-%d:%H.%M.%S")
