"""`python -m tests.benchmarks.books FILE SCALE`: the simulated company in the raw schema of the loader's target.

The books are built into FILE unless they are there, so that sections of one scale share them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb

from loader.registry import load_registry
from loader.settings import load_target
from loader.warehouses import open_warehouse
from tests.benchmarks.measure import python, run
from tests.jde_simulator import books
from tests.jde_simulator.cli import build

SEED = 7


def copy_raw(folder: Path, scale: float, variables: Mapping[str, str]) -> None:
    """Fill the raw schema of the warehouse that the variables name, in a process of its own.

    Args:
        folder: Where the books are kept.
    """
    file = folder / f"books-{scale:g}.duckdb"
    run(python("tests.benchmarks.books", str(file), f"{scale:g}"), variables)


def main() -> None:
    """Build the books where they are missing, copy them, and tune the tables as the loader does."""
    file, scale = Path(sys.argv[1]), float(sys.argv[2])
    if not file.exists():
        build(file, SEED, scale)
    target = load_target()
    dsn = "host={PGHOST} port={PGPORT} user={PGUSER} password={PGPASSWORD} dbname={PGDATABASE}"
    with duckdb.connect(str(file)) as connection:
        books.copy_raw(
            connection,
            target.duckdb_path if target.destination == "duckdb" else dsn.format_map(os.environ),
        )
    warehouse = open_warehouse(target)
    there = warehouse.columns()
    for table in load_registry().values():
        if table.raw_name in there:
            warehouse.tune(table)


if __name__ == "__main__":
    main()
