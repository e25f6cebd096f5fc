"""Politeness towards the JDE server, shared by all sessions of a run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from loader.ais.clock import Clock
from loader.errors import LoaderError


class Limiter:
    """Bounds the calls in flight and the calls a second, and lets one session sign in at a time.

    Args:
        in_flight: Most calls that wait for an answer at the same time.
        calls_per_second: Most calls that start within a second; None for no bound.
    """

    def __init__(
        self, in_flight: int = 1, calls_per_second: float | None = None, clock: Clock | None = None
    ) -> None:
        self._slots = threading.Semaphore(in_flight)
        self._interval = 1.0 / calls_per_second if calls_per_second else 0.0
        self._clock = clock or Clock()
        self._turn = threading.Lock()
        self._next_start = 0.0
        self._sign_in = threading.Lock()
        self._failed: LoaderError | None = None

    @contextmanager
    def call(self) -> Iterator[None]:
        """Hold a slot while one call is under way."""
        with self._slots:
            self._await_turn()
            yield

    @contextmanager
    def sign_in(self) -> Iterator[None]:
        """Hold the right to sign in. A failure in here is final: no session of the run tries again.

        Raises:
            LoaderError: A sign-in of this run has failed before.
        """
        with self._sign_in:
            if self._failed is not None:
                raise self._failed
            try:
                yield
            except LoaderError as error:
                self._failed = error
                raise

    def _await_turn(self) -> None:
        if not self._interval:
            return
        with self._turn:
            wait = self._next_start - self._clock.monotonic()
            if wait > 0:
                self._clock.sleep(wait)
            self._next_start = self._clock.monotonic() + self._interval
