"""Named moments of a run at which it is killed or broken off: a function of the loader or of dlt, and which side."""

from __future__ import annotations

import functools
import importlib
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Hook:
    """Before or after the `nth` call of a function."""

    name: str
    function: str
    after: bool = False
    nth: int = 1


_JOBS = {
    "duckdb": "dlt.destinations.impl.duckdb.duck:DuckDbCopyJob.run",
    "postgres": "dlt.destinations.impl.postgres.postgres:PostgresParquetCopyJob.run",
}


def hooks(destination: str) -> list[Hook]:
    """The named moments; those of a copy are the destination's."""
    client = "dlt.destinations.job_client_impl:"
    return [
        Hook("after sign-in", "loader.ais.session:Session._sign_in", after=True),
        Hook("mid page", "loader.staging_area:StageWriter.add", nth=3),
        Hook("before comparing", "loader.changes:Changes.compare"),
        Hook("before a file is written", "loader.changes:Changes.write", nth=2),
        Hook("after extract", "dlt.pipeline.pipeline:Pipeline.extract", after=True),
        Hook("after normalise", "dlt.pipeline.pipeline:Pipeline.normalize", after=True),
        Hook("before a copy", _JOBS[destination], nth=2),
        Hook("after a copy", _JOBS[destination], after=True),
        Hook("before a merge", f"{client}SqlLoadJob.run"),
        Hook("after a merge", f"{client}SqlLoadJob.run", after=True),
        Hook("before dlt's load log", f"{client}SqlJobClientBase.complete_load"),
        Hook("after dlt's load log", f"{client}SqlJobClientBase.complete_load", after=True),
        Hook("before the package is closed", "dlt.load.load:Load.complete_package"),
        Hook("before the books", "loader.cycle:keep_books"),
        Hook("after the books", "loader.cycle:keep_books", after=True),
    ]


def install(hook: Hook, act: Callable[[], None]) -> Callable[[], None]:
    """Let `act` happen at the hook; returns what takes it away again."""
    module, _, path = hook.function.partition(":")
    owner: Any = importlib.import_module(module)
    *owners, name = path.split(".")
    for part in owners:
        owner = getattr(owner, part)
    real = getattr(owner, name)
    calls = iter(range(1, 1_000_000))

    @functools.wraps(real)
    def hooked(*arguments: Any, **named: Any) -> Any:
        due = next(calls) == hook.nth
        if due and not hook.after:
            act()
        result = real(*arguments, **named)
        if due and hook.after:
            act()
        return result

    setattr(owner, name, hooked)
    return lambda: setattr(owner, name, real)


def die() -> None:
    """What kill -9 does."""
    os.kill(os.getpid(), signal.SIGKILL)
