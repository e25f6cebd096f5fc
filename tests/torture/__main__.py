"""`make torture`: the loader under the faults R1 to R35, and one table of what came of it.

R1, R20, R30 and R35 are run here in numbers; the other faults of the list are tests that carry their numbers in their names,
and are run by pytest. Ends with 1 when anything was lost, doubled, stale or needed a hand.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.postgres import PostgresServer
from tests.torture.judging import Verdict
from tests.torture.table import Line, markdown, together

NUMBERED = ("R1", "R20", "R30", "R35")
LIVES_PER_JOB = 10
FAULTS = tuple(f"R{number}" for number in range(1, 36))
NAMED = re.compile(r"::test_[rR]\d+_")
CARRIED = re.compile(r"(PASSED|FAILED|ERROR) \S+::test_((?:[rR]\d+_)+)")


def main() -> int:
    """Run what was asked for, print the table."""
    options = _parser().parse_args()
    jobs = list(_jobs(options))
    with tempfile.TemporaryDirectory(prefix="jde-torture-") as scratch, PostgresServer() as server:
        done = _at_once([[*job, "--scratch", scratch] for job in jobs], server, options.workers)
        lines = together([line for found in done for line in found])
    if options.only is None:
        lines += list_of_tests(options.workers)
    lines.sort(key=lambda line: (int(line.fault[1:]), line.what))
    print(markdown(lines))
    return int(not all(line.right for line in lines))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kills", type=int, default=200, help="R1, per engine")
    parser.add_argument(
        "--cocktails", type=int, default=100, help="R35 on DuckDB; a tenth of it on PostgreSQL"
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="R20 and R30, per engine")
    parser.add_argument("--engines", default="duckdb,postgres")
    parser.add_argument("--only", help="such as R1,R35; leaves the tests out")
    parser.add_argument("--workers", type=int, default=2, help="processes at once")
    return parser


def _jobs(options: argparse.Namespace) -> Iterator[list[str]]:
    """Command lines of `tests.torture.trials`, the long ones first, lives in pieces."""
    wanted = options.only.split(",") if options.only else NUMBERED
    numbers = {
        "R1": dict.fromkeys(("duckdb", "postgres"), options.kills),
        "R35": {"duckdb": options.cocktails, "postgres": max(1, options.cocktails // 10)},
        "R20": dict.fromkeys(("duckdb", "postgres"), options.rows),
        "R30": dict.fromkeys(("duckdb", "postgres"), options.rows),
    }
    for fault, amounts in numbers.items():
        for engine in options.engines.split(","):
            if fault not in wanted:
                continue
            piece = LIVES_PER_JOB if fault == "R35" else amounts[engine]
            for first in range(0, amounts[engine], piece or 1):
                amount = min(piece, amounts[engine] - first)
                yield [fault, engine, str(amount), "--first", str(first), "--seed", str(options.seed)]


def _at_once(jobs: list[list[str]], server: PostgresServer, workers: int) -> list[list[Line]]:
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda job: _run(job, server), jobs))


def _run(job: list[str], server: PostgresServer) -> list[Line]:
    """Run one kind of trials in a process of its own, which prints its progress and, last, its line."""
    database = server.create_database("_".join(["torture", *job[:2], job[4]]))
    found = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture.trials", *job],
        env={**os.environ, **database},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        for text in process.stdout:
            if text.startswith("{"):
                found.append(Line.from_json(text))
            else:
                print(text, end="", file=sys.stderr, flush=True)
    if process.returncode or not found:
        raise SystemExit(f"the trials of {job[0]} on {job[1]} broke off")
    return found


def list_of_tests(workers: int) -> list[Line]:
    """The faults that are tests: how many carry each number, and how many of those failed."""
    print("the faults that are tests", file=sys.stderr, flush=True)
    files = sorted(str(path) for path in Path("tests").glob("test_[al]*.py") if "lookml" not in path.name)
    named = [name for name in _pytest("--collect-only", "-q", *files).splitlines() if NAMED.search(name)]
    wanted = dict.fromkeys(name.partition("[")[0] for name in named)
    output = _pytest("-v", "-n", str(workers), "--dist", "loadfile", *wanted)
    counts: dict[str, list[int]] = {}
    for outcome, carried in CARRIED.findall(output):
        for number in re.findall(r"\d+", carried):
            numbers = counts.setdefault(f"R{number}", [0, 0])
            numbers[0] += 1
            numbers[1] += outcome != "PASSED"
    return [
        Line(fault, "tests that carry the number", passed, Verdict(), failed)
        for fault, (passed, failed) in counts.items()
        if fault not in NUMBERED
    ]


def _pytest(*arguments: str) -> str:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--no-header", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    sys.exit(main())
