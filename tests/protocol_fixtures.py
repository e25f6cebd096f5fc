"""The simulated AIS Server over a sample of tables: what the tests of the protocol's checklist work with."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.jde_simulator import AisServer
from tests.jde_simulator.caller import Caller
from tests.jde_simulator.sample import SETTINGS, sample_tables


@pytest.fixture(scope="module")
def sample() -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's tables."""
    with sample_tables() as connection:
        yield connection


@pytest.fixture
def server(sample: duckdb.DuckDBPyConnection) -> Iterator[AisServer]:
    """A server over the sample, without faults."""
    with AisServer(sample, SETTINGS) as running:
        yield running


@pytest.fixture
def caller(server: AisServer) -> Caller:
    """A caller with a token of that server."""
    signed_in = Caller(server)
    signed_in.login()
    return signed_in
