"""`python -m tests.looker_simulator exec -- jde-lookml plan`: a simulated Looker for as long as a command runs.

It is empty but for what docs/looker.md has an administrator prepare, and forgets everything at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from tests.looker_simulator.prepared import marts_of, prepared, settings
from tests.looker_simulator.server import LookerSimulator


def main() -> int:
    """Serve until Ctrl-C, or run one command against it and return its exit code."""
    arguments = _parser().parse_args()
    if not arguments.warehouse.is_file():
        print(
            f"There is no warehouse {arguments.warehouse}: run `make demo`, or name yours.", file=sys.stderr
        )
        return 2
    engine = marts_of(arguments.warehouse.resolve())
    with (
        tempfile.TemporaryDirectory(prefix="looker-") as space,
        prepared(engine, Path(space) / "lookml.git") as looker,
    ):
        if arguments.mode == "serve":
            return _serve(looker)
        warehouse = {"JDE_DESTINATION": "duckdb", "JDE_DUCKDB_PATH": str(arguments.warehouse)}
        own = {**os.environ, **warehouse, **settings(looker)}
        return subprocess.run(arguments.command, env=own, check=False).returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.looker_simulator", description=__doc__)
    modes = parser.add_subparsers(dest="mode", required=True, metavar="MODE")
    serve = modes.add_parser("serve", help="print the variables to set, and serve until Ctrl-C")
    run = modes.add_parser("exec", help="run one command with the variables set")
    for mode in (serve, run):
        mode.add_argument(
            "--warehouse",
            type=Path,
            default=Path(os.environ.get("JDE_DUCKDB_PATH", ".jde/demo/warehouse.duckdb")),
            help="DuckDB file with the marts that Looker queries (default: the demo's)",
        )
    run.add_argument("command", nargs="+", help="after --")
    return parser


def _serve(simulator: LookerSimulator) -> int:
    for name, value in settings(simulator).items():
        print(f"{name}={value}", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
