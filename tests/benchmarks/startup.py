"""How long the two commands take to say what they can do."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.measure import middle, run
from tests.benchmarks.report import Bench, Section

RUNS = 7
MOST_SECONDS = 0.5


def section(bench: Bench) -> Section:
    """`--help` of both commands, after a first call that fills the disk's cache."""
    found = Section("Start-up", ("command", "seconds", "CPU s"), f"Median of {RUNS}.")
    for name in ("jde-loader", "jde-lookml"):
        command = [str(Path(sys.executable).with_name(name)), "--help"]
        run(command)
        measure = middle([run(command) for _ in range(RUNS)])
        found.add(f"`{name} --help`", f"{measure.seconds:.2f}", f"{measure.cpu:.2f}")
        found.goal(
            f"`{name} --help` under {MOST_SECONDS:g} s", f"{measure.seconds:.2f} s", measure.seconds < MOST_SECONDS
        )  # fmt: skip
    return found
