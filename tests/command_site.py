"""A site that the users' own commands run on: a simulated JDE and a warehouse beside it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import psycopg2

from loader.registry import load_registry
from tests import row_places
from tests.jde_simulator.server import AisServer

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Site:
    """A simulated JDE, a warehouse beside it, and the environment that the commands run in."""

    engine: str
    server: AisServer
    books: duckdb.DuckDBPyConnection
    environment: dict[str, str]

    def command(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one of the users' commands; fails with its output unless it ends with 0."""
        done = subprocess.run(
            [str(BIN / words[0]), *words[1:]], cwd=ROOT, env={**os.environ, **self.environment},
            capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert not check or done.returncode == 0, (
            f"{words} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        )
        return done

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the warehouse."""
        if self.engine == "duckdb":
            with duckdb.connect(self.environment["JDE_DUCKDB_PATH"], read_only=True) as connection:
                return connection.execute(sql).fetchall()
        with psycopg2.connect(self.dsn) as connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    @property
    def dsn(self) -> str:
        """libpq's connection string of the PostgreSQL warehouse."""
        names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
        return " ".join(f"{key}={self.environment[name]}" for key, name in names.items()) + (
            f" dbname={self.environment['PGDATABASE']}"
        )

    def build(self, *options: str) -> dict[str, str]:
        """`dbt build`; returns the status of every node."""
        self.command("dbt", "build", "--quiet", "--project-dir", "dbt_project", *options)
        results = json.loads((Path(self.environment["DBT_TARGET_PATH"]) / "run_results.json").read_text())
        return {result["unique_id"]: result["status"] for result in results["results"]}

    def build_incremental_models(self) -> None:
        """Build the incremental models and what they stand on, without tests."""
        kinds = ("--resource-type", "model", "--resource-type", "seed")
        self.command(
            "dbt",
            "build",
            "--quiet",
            "--project-dir",
            "dbt_project",
            *kinds,
            "--select",
            "+config.materialized:incremental",
        )

    def places(self) -> dict[str, tuple[Any, ...]]:
        """Where the rows of the incremental models lie."""
        return row_places.places(
            self.query, self.engine, Path(self.environment["DBT_TARGET_PATH"]) / "manifest.json"
        )

    def raw_hashes(self) -> dict[str, str]:
        """A digest of every F-table in raw, loader columns included."""
        return {table.raw_name: self._hash(table.raw_name) for table in load_registry().values()}

    def _hash(self, table: str) -> str:
        rows = self.query(f"select * from raw_jde.{table}")
        return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
