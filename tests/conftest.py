"""Fixtures that more than one test file uses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import PostgresServer


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the whole session, started by the first test that asks."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="module")
def postgres(postgres_server: PostgresServer, request: pytest.FixtureRequest) -> dict[str, str]:
    """A fresh database for the module: PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE."""
    return postgres_server.create_database(request.module.__name__.rpartition(".")[2])
