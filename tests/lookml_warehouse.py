"""The marts of the simulated company, built once for all tests of a session, on DuckDB and copied to PostgreSQL."""

from __future__ import annotations

import atexit
import io
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import duckdb
import psycopg2

from tests.jde_simulator import books
from tests.prepare_once import prepare_once

SCALE = 0.05
SEED = 7
SCHEMAS = ("marts", "trust")
# names the folder that all workers of a test run share; without it each process has its own
SHARED_MARTS = "JDE_TEST_MARTS"
POSTGRES_TYPES = {
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "DOUBLE": "double precision",
    "HUGEINT": "numeric",
}


@cache
def built_duckdb() -> Path:
    """A DuckDB file with raw data and everything dbt builds of it. Read it; copy it to change it."""
    folder = Path(os.environ.get(SHARED_MARTS) or tempfile.mkdtemp(prefix="jde-lookml-"))
    if SHARED_MARTS not in os.environ:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    prepare_once(folder, lambda: _build(folder))
    return folder / "warehouse.duckdb"


def _build(folder: Path) -> None:
    warehouse = folder / "warehouse.duckdb"
    with duckdb.connect() as connection:
        books.build(connection, seed=SEED, scale=SCALE)
        books.copy_raw(connection, warehouse)
    dbt = Path(sys.executable).with_name("dbt")
    arguments = [
        "build",
        "--quiet",
        "--project-dir",
        "dbt_project",
        "--exclude-resource-type",
        "test",
        "unit_test",
    ]
    subprocess.run(
        [str(dbt), *arguments, "--target-path", str(folder / "target"), "--log-path", str(folder / "logs")],
        check=True,
        env={**os.environ, "JDE_DESTINATION": "duckdb", "JDE_DUCKDB_PATH": str(warehouse)},
    )


def copy_to_postgres(warehouse: Path, settings: dict[str, str]) -> None:
    """Bring the marts and the trust tables of a DuckDB file into a PostgreSQL database."""
    target = psycopg2.connect(
        host=settings["PGHOST"],
        port=settings["PGPORT"],
        user=settings["PGUSER"],
        password=settings["PGPASSWORD"],
        dbname=settings["PGDATABASE"],
    )
    with target, target.cursor() as cursor, duckdb.connect(str(warehouse), read_only=True) as source:
        tables = source.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
            f" WHERE table_schema IN {SCHEMAS} ORDER BY ALL"
        ).fetchall()
        for schema in SCHEMAS:
            cursor.execute(f"CREATE SCHEMA {schema}")
        for schema, table in tables:
            columns = source.execute(f"DESCRIBE {schema}.{table}").fetchall()
            spelled = ", ".join(f"{name} {POSTGRES_TYPES.get(kind, kind)}" for name, kind, *_ in columns)
            cursor.execute(f"CREATE TABLE {schema}.{table} ({spelled})")
            file = warehouse.parent / f"{table}.csv"
            source.execute(f"COPY {schema}.{table} TO '{file}' (HEADER false, NULLSTR '\\N', FORCE_QUOTE *)")
            cursor.copy_expert(
                f"COPY {schema}.{table} FROM STDIN (FORMAT csv, NULL '\\N')", io.StringIO(file.read_text())
            )
            file.unlink()
        cursor.execute("ANALYZE")
    target.close()
