"""What the server was asked, for tests to look at."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SECRETS = ("token", "password", "psToken")


@dataclass
class LogEntry:
    """One call. `started` and `seconds` are real time; `body` is the JSON asked with, without secrets."""

    number: int
    started: float
    method: str
    path: str
    call: str
    kind: str | None = None
    table: str | None = None
    device: str | None = None
    user: str | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    status: int = 0
    rows: int = 0
    bytes: int = 0
    seconds: float = 0.0
    faults: tuple[str, ...] = ()


class RequestLog:
    """All calls in the order they arrived, and how many ran at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.entries: list[LogEntry] = []
        self.running = 0
        self.max_concurrent = 0

    def begin(self, method: str, path: str) -> LogEntry:
        """Note that a call arrived; `path` is without its query, which may hold a token."""
        with self._lock:
            entry = LogEntry(len(self.entries) + 1, time.monotonic(), method, path, "other")
            self.entries.append(entry)
            self.running += 1
            self.max_concurrent = max(self.max_concurrent, self.running)
            return entry

    def answered(self) -> None:
        """Note that a call has its answer; the caller may ask again before the last byte's way is noted."""
        with self._lock:
            self.running -= 1

    def end(self, entry: LogEntry) -> None:
        """Note that an answer was sent, or the connection dropped."""
        with self._lock:
            entry.seconds = time.monotonic() - entry.started

    def select(
        self, call: str | None = None, table: str | None = None, kind: str | None = None
    ) -> list[LogEntry]:
        """The calls of one kind (`login`, `browse`, `next`, `count`, ...) or for one table."""
        with self._lock:
            return [
                entry
                for entry in self.entries
                if call in (None, entry.call) and table in (None, entry.table) and kind in (None, entry.kind)
            ]

    def count(self, call: str | None = None, table: str | None = None) -> int:
        """How many such calls there were."""
        return len(self.select(call, table))

    @property
    def logins(self) -> int:
        """Token requests, refused ones included."""
        return self.count("login")

    def clear(self) -> None:
        """Forget all calls; those still running stay counted as running."""
        with self._lock:
            self.entries = []
            self.max_concurrent = self.running

    def summary(self) -> dict[str, Any]:
        """Calls by kind, rows and bytes served, and the most calls at once."""
        with self._lock:
            calls: dict[str, int] = {}
            for entry in self.entries:
                calls[entry.call] = calls.get(entry.call, 0) + 1
            return {
                "calls": calls,
                "rows": sum(entry.rows for entry in self.entries),
                "bytes": sum(entry.bytes for entry in self.entries),
                "max_concurrent": self.max_concurrent,
            }


def without_secrets(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body as it may be kept."""
    return {key: value for key, value in body.items() if key not in SECRETS}
