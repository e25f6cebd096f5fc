"""What a section of the benchmarks found, and BENCHMARKS.md made of it."""

from __future__ import annotations

import os
import platform
import shlex
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.measure import Measure


@dataclass(frozen=True)
class Bench:
    """What every section is given.

    Attributes:
        commit: The commit that is measured.
        folder: Empty working folder of the section.
        database: Creates an empty PostgreSQL database of a given name and returns libpq's variables for it.
        backend_seconds: Processor seconds that the PostgreSQL server has used so far.
        rows: Rows of the loader's first load.
        runs: How often each figure is taken; the median counts.
        scales: Scales of the dbt section.
        tile_scale: Scale at which the dashboards are asked.
        repeat: How many times as many rows the large load has.
    """

    commit: str
    folder: Path
    database: Callable[[str], dict[str, str]]
    backend_seconds: Callable[[], float]
    rows: int
    runs: int
    scales: tuple[float, ...]
    tile_scale: float
    repeat: int


@dataclass(frozen=True)
class Goal:
    """One goal beside its figure, and what limits it where it is not met."""

    text: str
    figure: str
    met: bool
    limit: str = ""


@dataclass
class Section:
    """One table, its goals, and a sentence on how it was measured. Rows are shown as they come."""

    title: str
    head: Sequence[str]
    note: str = ""
    rows: list[Sequence[str]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """Add a row, and print it."""
        if not self.rows:
            print(f"\n{self.title}: {' | '.join(self.head)}", flush=True)
        self.rows.append(cells)
        print(f"  {' | '.join(cells)}", flush=True)

    def goal(self, text: str, figure: str, met: bool, limit: str = "") -> None:
        """Add a goal, and print it; `limit` counts only where the goal is not met."""
        self.goals.append(Goal(text, figure, met, "" if met else limit))
        print(f"  {'met    ' if met else 'NOT MET'} {text}: {figure}", flush=True)

    def lines(self) -> list[str]:
        """The section as Markdown."""
        found = [f"## {self.title}", ""]
        found += [self.note, ""] if self.note else []
        if self.rows:
            found += [_row(self.head), _row(["---"] * len(self.head)), *map(_row, self.rows), ""]
        return found


def document(sections: Sequence[tuple[Section, float]], bench: Bench, arguments: Sequence[str]) -> str:
    """BENCHMARKS.md: the machine, every goal with its figure, then the tables.

    Args:
        sections: Each section and the seconds that it took.
        arguments: What the benchmarks were started with.
    """
    goals = [goal for section, _ in sections for goal in section.goals]
    lines = [
        "# Benchmarks",
        "",
        f"Written by `{shlex.join(['python', '-m', 'tests.benchmarks', *arguments])}` at commit {bench.commit} on {machine()}."
        f" {bench.rows:,} rows of 62 columns in the loader's first load,"
        f" median of {bench.runs} runs, the same pages and books each time (fixed seeds)."
        f" It took {sum(seconds for _, seconds in sections) / 60:.0f} minutes:"
        f" {', '.join(f'{section.title.lower()} {seconds / 60:.1f}' for section, seconds in sections)}.",
        "",
        "Rows and seconds are of the whole command, Python's start included. CPU is of the client process;"
        " where a PostgreSQL server worked for it, its own seconds stand behind the plus sign.",
        "",
        "## Goals",
        "",
        _row(["goal", "figure", "", "what limits it"]),
        _row(["---"] * 4),
        *(_row([goal.text, goal.figure, "met" if goal.met else "**not met**", goal.limit]) for goal in goals),
        "",
        *(line for section, _ in sections for line in section.lines()),
    ]
    return "\n".join(lines).rstrip() + "\n"


def commit() -> str:
    """The commit that is checked out."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def machine() -> str:
    """The machine in words."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Python {platform.python_version()}"


def cpu(measure: Measure) -> str:
    """Processor seconds of the client and, where there is one, of the database server."""
    return f"{measure.cpu:.1f}" + (f" + {measure.backend:.1f}" if measure.backend else "")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
