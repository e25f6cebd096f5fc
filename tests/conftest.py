"""Fixtures that more than one test file uses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.finance_lab import Lab, prepare
from tests.lookml_warehouse import SHARED_MARTS
from tests.postgres import PostgresServer
from tests.prepare_once import prepare_once

# begun first, so that at the end no worker is left alone with one of them
LONGEST = ("test_incremental_builds", "test_torture", "test_end_to_end", "test_mutations")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest in front; the others keep their order."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the whole session, started by the first test that asks."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="module")
def postgres(postgres_server: PostgresServer, request: pytest.FixtureRequest) -> dict[str, str]:
    """A fresh database for the module: PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE."""
    return postgres_server.create_database(request.module.__name__.rpartition(".")[2])


@pytest.fixture(scope="module")
def libpq(postgres: dict[str, str]) -> Iterator[None]:
    """The module's database, named by libpq's variables as users name theirs."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in postgres.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn; libpq's variables are set where it is PostgreSQL."""
    if request.param == "postgres":
        request.getfixturevalue("libpq")
    return str(request.param)


@pytest.fixture(scope="session", autouse=True)
def _shared_marts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where the workers of a run build the marts of the simulated company, the first for all."""
    os.environ[SHARED_MARTS] = str(_shared_base(tmp_path_factory) / "marts")


@pytest.fixture(scope="session")
def finance_lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """The built books of sixty days. Read it; copy it to break it."""
    return _shared_lab(tmp_path_factory, "finance_lab", database_shaped=False)


@pytest.fixture(scope="session")
def shaped_lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """The same books as the JDE database holds them, with implied decimals. Read it."""
    return _shared_lab(tmp_path_factory, "shaped_lab", database_shaped=True)


def _shared_lab(factory: pytest.TempPathFactory, name: str, *, database_shaped: bool) -> Lab:
    """A lab that the first worker of a run prepares and the others wait for."""
    folder = _shared_base(factory) / name
    prepare_once(folder, lambda: prepare(folder, database_shaped=database_shaped))
    return Lab(folder)


def _shared_base(factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
