"""JDE's clock, which tests set and move."""

from __future__ import annotations

import threading
import time
from datetime import date, datetime, timedelta


class Clock:
    """Two readings that move together: seconds for time-outs, and JDE's local date and time.

    The local time starts at `time_of_day` (HH:MM:SS) of `day`, so that no test depends on the hour it runs.
    """

    def __init__(self, day: date, time_of_day: str = "14:30:00") -> None:
        self._lock = threading.Lock()
        self._time_of_day = time_of_day
        self._offset = 0.0
        self.set_day(day)

    def set_day(self, day: date) -> None:
        """Begin `day` anew at the time of day of the start; time-outs are not touched."""
        with self._lock:
            self._anchor = datetime.fromisoformat(f"{day.isoformat()}T{self._time_of_day}")
            self._anchored = time.monotonic() + self._offset

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        with self._lock:
            self._offset += seconds

    def seconds(self) -> float:
        """Seconds since some fixed moment; never goes back."""
        with self._lock:
            return time.monotonic() + self._offset

    def now(self) -> datetime:
        """JDE's local date and time, without a zone."""
        with self._lock:
            return self._anchor + timedelta(seconds=time.monotonic() + self._offset - self._anchored)

    def today(self) -> date:
        """JDE's local day."""
        return self.now().date()

    def stamp(self) -> str:
        """The form of `timeStamp` in answers."""
        return self.now().strftime("%Y-%m-%d:%H.%M.%S")
