"""LookML behind the API: validation by the project's parser, queries by its compiler on DuckDB.

The one place where the fake leans on `lookml`; what Looker itself would answer is checked by the live suite.
"""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from lookml.compiler import compile_query
from lookml.dashboards import Dashboard
from lookml.datatests import failures_of
from lookml.errors import LookmlError, ProjectError
from lookml.project import Project, load_project
from lookml.query import Query
from lookml.warehouse import Warehouse
from tests.looker_simulator.state import Record

NEVER = re.compile(r"^\s*1\s*=\s*2\s*$")


class Engine:
    """Answers from the files of a commit and from the tables of a DuckDB connection."""

    def __init__(self, tables: str = "") -> None:
        self._connection = duckdb.connect(":memory:")
        self._lock = threading.Lock()
        self._refused: list[Record] = []
        if tables:
            self._connection.execute(tables)

    def execute(self, sql: str) -> None:
        """Change the tables."""
        with self._lock:
            self._connection.execute(sql)

    def refuse(self, file: str, message: str, severity: str = "error") -> None:
        """Find fault with a file from now on, as Looker does with what the offline check lets through."""
        fault = {
            "severity": severity,
            "kind": "lookml",
            "message": message,
            "file_path": file,
            "line_number": 1,
        }
        self._refused.append({"code": "refused", **fault})

    def errors(self, files: Path) -> list[Record]:
        """What `validate_project` finds."""
        if self._refused:
            return self._refused
        try:
            load(files)
        except ProjectError as error:
            return [
                {
                    "code": fault.check, "severity": "error", "kind": "lookml", "message": fault.message,
                    "file_path": fault.location.file, "line_number": fault.location.line,
                }
                for fault in error.faults
            ]  # fmt: skip
        return []

    def query(
        self, files: Path, query: Mapping[str, Any], attributes: Mapping[str, str]
    ) -> list[Record] | str:
        """Rows by field, or the error that Looker puts into the first row."""
        asked = Query(
            explore=str(query["view"]),
            fields=tuple(query.get("fields") or ()),
            filters={str(key): str(value) for key, value in (query.get("filters") or {}).items()},
            sorts=tuple(query.get("sorts") or ()),
            limit=None if str(query.get("limit", "500")) in ("-1", "0") else int(query.get("limit") or 500),
            model=str(query["model"]),
        )
        try:
            sql = compile_query(load(files), asked, "duckdb", attributes)
        except LookmlError as error:
            return str(error)
        if str(query.get("limit")) == "0" or NEVER.match(query.get("filter_expression") or ""):
            sql = f"SELECT * FROM ({sql}) AS asked LIMIT 0"
        try:
            with self._lock:
                cursor = self._connection.execute(sql)
                names = [column[0] for column in cursor.description or ()]
                return [dict(zip(names, map(_plain, row), strict=True)) for row in cursor.fetchall()]
        except duckdb.Error as error:
            return str(error)

    def failures(self, files: Path, model: str, test: str, attributes: Mapping[str, str]) -> list[str]:
        """What a LookML data test finds wrong."""
        project = load(files)
        parsed = project.models[model]
        with self._lock:
            warehouse = Warehouse("duckdb", self._connection)
            return failures_of(project, parsed, parsed.tests[test], warehouse, attributes)

    def explores(self, files: Path, model: str) -> list[str]:
        """Explores of a model."""
        return list(load(files).models[model].explores)


@functools.lru_cache(maxsize=64)
def load(files: Path) -> Project:
    """The parsed project of a folder. Raises ProjectError."""
    return load_project(files)


def dashboards(files: Path) -> dict[str, Dashboard]:
    """LookML dashboards by `model::name`, templates left out."""
    project = load(files)
    return {
        f"{model.name}::{name}": board
        for model in project.models.values()
        for name, board in model.dashboards.items()
        if not board.is_template
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
