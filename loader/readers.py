"""The sessions of a run: one for each worker, opened when work comes and always logged out."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import TypeVar

from loader.ais.breaker import Breaker
from loader.ais.dataservice import DataService
from loader.ais.limiter import Limiter
from loader.ais.session import Session
from loader.errors import LoaderError, SourceError
from loader.registry import Registry
from loader.settings import Settings

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class Reader:
    """One worker's session and the data service on it."""

    session: Session
    service: DataService


class Readers:
    """The workers of a run; a context manager, on whose entry the first of them signs in.

    Raises:
        SignInError: JDE refuses the credentials.
        SourceError: The AIS server cannot be reached.
    """

    def __init__(self, settings: Settings, breaker: Breaker) -> None:
        self._settings = settings
        self._breaker = breaker
        self._limiter = Limiter(settings.workers, settings.calls_per_second)
        self._stack = ExitStack()
        self._idle: queue.LifoQueue[Reader] = queue.LifoQueue()
        self._opened = 0
        self._most = settings.workers
        self._opening = threading.Lock()
        self.first: Reader

    def __enter__(self) -> Readers:
        self.first = self._open()
        self._idle.put(self.first)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def each(self, work: Callable[[Reader, T], None], items: Sequence[T]) -> None:
        """Do the work for every item, in as many threads as there are workers."""
        if self._settings.workers == 1 or len(items) < 2:
            for item in items:
                work(self.first, item)
            return

        def borrowed(item: T) -> None:
            with self.borrow() as reader:
                work(reader, item)

        with ThreadPoolExecutor(min(self._settings.workers, len(items))) as pool:
            for _ in pool.map(borrowed, items):
                pass

    @contextmanager
    def borrow(self) -> Iterator[Reader]:
        """A session that nobody else uses meanwhile; a new one while there are fewer than workers."""
        with self._opening:
            reader = self._one_more() if self._idle.empty() and self._opened < self._most else None
        reader = reader or self._idle.get()
        try:
            yield reader
        finally:
            self._idle.put(reader)

    def business_date(self, registry: Registry) -> date:
        """The JDE server's day. A small table is counted when no answer has told it yet."""
        small = [table for table in registry.values() if "replace" in table.strategies]
        for table in [*small, *registry.values()][:2]:
            if self.first.session.business_date is not None:
                break
            try:
                self.first.service.count(table)
            except LoaderError:
                continue  # the table's own reading will tell
        return self.first.session.business_date or datetime.now(UTC).date()

    def _one_more(self) -> Reader | None:
        """A further session; None, now and later, where the server gives this user no more of them."""
        try:
            return self._open()
        except SourceError as error:
            self._most = self._opened
            log.warning("Going on with %d sessions: %s", self._opened, error)
            return None

    def _open(self) -> Reader:
        session = self._stack.enter_context(Session(self._settings, self._breaker, self._limiter))
        self._opened += 1
        return Reader(session, DataService(session))
