"""Fixtures of the LookML tests: the project, and the marts of the simulated company."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import duckdb
import pytest

from lookml.project import Project, load_project
from lookml.warehouse import Warehouse, open_warehouse
from tests.lookml_warehouse import built_duckdb


@pytest.fixture(scope="session")
def project() -> Project:
    """The LookML project."""
    return load_project()


@pytest.fixture(scope="session")
def warehouse() -> Iterator[Warehouse]:
    """The marts of the simulated company on DuckDB."""
    with open_warehouse("duckdb", {"JDE_DUCKDB_PATH": str(built_duckdb())}) as opened:
        yield opened


@pytest.fixture(scope="session")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The warehouse as if there were a group currency in which every amount is three times the company's."""
    path = tmp_path_factory.mktemp("grouped") / "warehouse.duckdb"
    shutil.copy(built_duckdb(), path)
    with duckdb.connect(str(path)) as connection:
        columns = connection.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'marts' and column_name like '%\\_group' escape '\\'"
            " and data_type like 'DECIMAL%' order by all"
        ).fetchall()
        for table in dict.fromkeys(name for name, _ in columns):
            changes = [f"{c} = 3 * {c.removesuffix('_group')}" for name, c in columns if name == table]
            connection.execute(f"update marts.{table} set group_currency_code = 'XGC', {', '.join(changes)}")
    with open_warehouse("duckdb", {"JDE_DUCKDB_PATH": str(path)}) as opened:
        yield opened
