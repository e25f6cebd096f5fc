"""Time one process as a whole: wall clock, processor seconds and peak memory, of it and of nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Measure:
    """Seconds of wall clock and processor, peak resident memory in MB, processor seconds of the database."""

    seconds: float
    cpu: float
    peak_mb: float
    backend: float = 0.0


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module with this interpreter."""
    return [sys.executable, "-m", module, *arguments]


def run(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    backend_seconds: Callable[[], float] = lambda: 0.0,
) -> Measure:
    """Run the command once.

    Args:
        backend_seconds: Processor seconds that a database server, which works for the command, has used so far.

    Raises:
        RuntimeError: The command failed; carries the end of its output.
    """
    before = backend_seconds()
    started = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{output[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Measure(seconds, cpu, usage.ru_maxrss / 1024, backend_seconds() - before)


def middle(measures: Sequence[Measure]) -> Measure:
    """The median of each figure."""
    return Measure(
        median(measure.seconds for measure in measures),
        median(measure.cpu for measure in measures),
        median(measure.peak_mb for measure in measures),
        median(measure.backend for measure in measures),
    )
