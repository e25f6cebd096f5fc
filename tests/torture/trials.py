"""One kind of trials on one engine, as a process of its own: progress on standard output, and last its line as JSON."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.torture.backfills import kill_backfills
from tests.torture.cocktails import mix_cocktails
from tests.torture.differences import find_differences
from tests.torture.kills import kill_runs
from tests.torture.table import Line

PLANTED = 100


def run_trials(fault: str, engine: str, amount: int, first: int, seed: int, scratch: Path) -> Line:
    """Run R1 (so many kills), R20 or R30 (over so many rows) or R35 (so many lives, from the `first` one on)."""
    folder = scratch / f"{fault}-{engine}-{first}"
    folder.mkdir(parents=True)
    if fault == "R1":
        return kill_runs(engine, amount, seed, folder, _say)
    if fault == "R20":
        return find_differences(engine, amount, PLANTED, seed, folder)
    if fault == "R30":
        return kill_backfills(engine, amount, seed, folder, _say)
    return mix_cocktails(engine, range(first, first + amount), seed, folder, _say)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.torture.trials", description=__doc__)
    parser.add_argument("fault", choices=["R1", "R20", "R30", "R35"])
    parser.add_argument("engine", choices=["duckdb", "postgres"])
    parser.add_argument("amount", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--scratch", type=Path, required=True)
    options = parser.parse_args()
    given = (options.fault, options.engine, options.amount, options.first, options.seed, options.scratch)
    print(run_trials(*given).to_json())
