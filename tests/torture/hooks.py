"""Named moments of a load into PostgreSQL at which a test lets something happen: before a function of the loader or of dlt."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Any

# the function, and before which of its calls
MOMENTS = {
    "before a copy": ("dlt.destinations.impl.postgres.postgres:PostgresCsvCopyJob.run", 2),
    "before a merge": ("dlt.destinations.job_client_impl:SqlLoadJob.run", 1),
    "before the books": ("loader.cycle:keep_books", 1),
}


def install(moment: str, act: Callable[[], None]) -> Callable[[], None]:
    """Let `act` happen at the moment; returns what takes it away again."""
    function, nth = MOMENTS[moment]
    module, _, path = function.partition(":")
    owner: Any = importlib.import_module(module)
    *owners, name = path.split(".")
    for part in owners:
        owner = getattr(owner, part)
    real = getattr(owner, name)
    calls = iter(range(1, 1_000_000))

    @functools.wraps(real)
    def hooked(*arguments: Any, **named: Any) -> Any:
        if next(calls) == nth:
            act()
        return real(*arguments, **named)

    setattr(owner, name, hooked)
    return lambda: setattr(owner, name, real)
