"""`make bench`: measure section by section, print, and write BENCHMARKS.md."""

from __future__ import annotations

import argparse
import compileall
import os
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.benchmarks import dbt, deploys, loading, memory, requests, startup, tiles, workers
from tests.benchmarks.report import Bench, Section, commit, document
from tests.postgres import PostgresServer

SECTIONS: dict[str, Callable[[Bench], Section]] = {
    "startup": startup.section,
    "loading": loading.section,
    "workers": workers.section,
    "memory": memory.section,
    "requests": requests.section,
    "dbt": dbt.section,
    "tiles": tiles.section,
    "deploy": deploys.section,
}


def main() -> None:
    """Run the sections that were asked for."""
    options = _parser().parse_args()
    names = options.sections.split(",")
    if unknown := set(names) - set(SECTIONS):
        raise SystemExit(f"No such section: {', '.join(unknown)}. There are: {', '.join(SECTIONS)}.")
    os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")
    _compile_bytecode()
    found = []
    with tempfile.TemporaryDirectory(prefix="jde-bench-") as scratch, PostgresServer() as server:
        bench = Bench(
            commit=commit(),
            folder=Path(scratch),
            database=server.create_database,
            backend_seconds=server.cpu_seconds,
            rows=20_000 if options.quick else options.rows,
            runs=1 if options.quick else options.runs,
            scales=(0.1, 0.2) if options.quick else tuple(map(float, options.scales.split(","))),
            tile_scale=0.1 if options.quick else options.tile_scale,
            repeat=2 if options.quick else options.repeat,
        )
        for name in names:
            started = time.perf_counter()
            folder = bench.folder / name
            folder.mkdir()
            section = SECTIONS[name](replace(bench, folder=folder))
            found.append((section, time.perf_counter() - started))
            print(f"  {name} took {found[-1][1]:.0f} s", flush=True)
            if options.output:
                # after each section, so that whoever breaks off keeps what was measured
                options.output.write_text(document(found, bench, sys.argv[1:]), encoding="utf-8")


def _compile_bytecode() -> None:
    """As pip does at installation; other installers leave it to every start, which costs each command a second."""
    for folder in (sysconfig.get_path("purelib"), "loader", "lookml", "tests"):
        compileall.compile_dir(folder, quiet=2)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--sections", default=",".join(SECTIONS), help=f"some of: {', '.join(SECTIONS)}; default all"
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, one run: does it work at all?")
    parser.add_argument("--rows", type=int, default=500_000, help="rows of the loader's first load")
    parser.add_argument("--runs", type=int, default=3, help="how often; the median counts")
    parser.add_argument("--repeat", type=int, default=10, help="the large load has so many times the rows")
    parser.add_argument("--scales", default="1,10,20,50", help="scales of the dbt section")
    parser.add_argument("--tile-scale", type=float, default=50, help="scale of the dashboards' warehouse")
    parser.add_argument("--output", type=Path, help="write the tables as Markdown to this file")
    return parser


if __name__ == "__main__":
    main()
