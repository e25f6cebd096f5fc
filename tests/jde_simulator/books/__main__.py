"""`python -m tests.jde_simulator.books copy-raw`: build books and write them into a warehouse's raw schema."""

from __future__ import annotations

import argparse
import sys

import duckdb

from tests.jde_simulator import books


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 when the warehouse holds the books."""
    parser = argparse.ArgumentParser(prog="python -m tests.jde_simulator.books", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    copy = commands.add_parser("copy-raw", help="build books and copy them into a raw schema")
    target = copy.add_mutually_exclusive_group(required=True)
    target.add_argument("--duckdb", metavar="FILE", help="a DuckDB file, created when missing")
    target.add_argument("--postgres", metavar="DSN", help="a PostgreSQL connection string")
    copy.add_argument("--schema", default="raw_jde")
    copy.add_argument("--scale", type=float, default=0.1, help="1 is about 60,000 ledger lines (default 0.1)")
    copy.add_argument("--seed", type=int, default=7)
    copy.add_argument(
        "--days", type=int, default=0, help="then let days pass and copy again, as a second load"
    )
    copy.add_argument(
        "--database-shaped", action="store_true", help="implied decimals, for jde_values_scaled: false"
    )
    copy.add_argument("--keep-purged", action="store_true", help="mark what was purged from payables so")
    options = parser.parse_args(arguments)
    shape = {"database_shaped": options.database_shaped, "keep_purged": options.keep_purged}
    with duckdb.connect() as connection:
        books.build(connection, seed=options.seed, scale=options.scale)
        where = options.duckdb or options.postgres
        books.copy_raw(connection, where, options.schema, **shape)
        if options.days:
            books.advance(connection, options.days)
            books.copy_raw(connection, where, options.schema, **shape)
        print(
            f"{options.schema} holds the books of seed {options.seed}, scale {options.scale:g} as of {books.today(connection)}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
