"""A folder that the first worker of a test run fills and the others wait for."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path


def prepare_once(folder: Path, prepare: Callable[[], object]) -> None:
    """Make the folder and call `prepare`, unless a worker has done so to its end."""
    with open(folder.with_suffix(".lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            folder.mkdir(exist_ok=True)
            prepare()
            (folder / "ready").touch()
