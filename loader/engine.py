"""The local DuckDB that compares what was read with what the target holds; in memory, spilling to disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY_LIMIT = "512MB"
# each thread wants its share of the memory
MOST_THREADS = 4


@contextmanager
def local_engine(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty DuckDB in memory whose overflow goes to `folder`; sessions are in UTC."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    try:
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        connection.execute(f"set threads = {min(MOST_THREADS, os.cpu_count() or 1)}")
        connection.execute("set temp_directory = ?", [str(folder)])
        connection.execute("set preserve_insertion_order = false")
        # else DuckDB marks columns without nulls as required in parquet, and dlt rewrites such files
        connection.execute("set disabled_optimizers = 'statistics_propagation'")
        connection.execute("set enable_progress_bar = false")
        connection.execute("set TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def count(engine: duckdb.DuckDBPyConnection, relation: str) -> int:
    """Rows of a table, view or bracketed query of the engine."""
    return int(engine.execute(f"select count(*) from {relation}").fetchall()[0][0])
