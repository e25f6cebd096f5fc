"""PostgreSQL itself goes down in the middle of a load, or its disk takes no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from loader.errors import WarehouseError
from tests.jde_simulator.tables import insert_rows
from tests.loader_lab import Lab, open_lab
from tests.postgres import PostgresServer
from tests.small_company import stamp
from tests.torture.hooks import MOMENTS, install

ORDERS = ("F0006", "F4301", "F4311")
# room for a file of the write-ahead log, and not for the new rows
MOST_BYTES = 1_200_000
NEW_LINES = 3_000


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of these tests' own, since they do harm to it."""
    with PostgresServer(wal_megabytes=1) as server:
        yield server


@pytest.fixture(scope="module")
def postgres(server: PostgresServer) -> dict[str, str]:
    """A database of that server, in place of the one that other tests share."""
    return server.create_database("down")


@pytest.fixture
def lab(tmp_path: Path, libpq: None) -> Iterator[Lab]:
    """Orders, loaded once."""
    with open_lab(tmp_path, "postgres", ORDERS) as lab:
        lab.run().raise_failures()
        yield lab


@pytest.mark.parametrize("moment", MOMENTS)
def test_r26_a_server_that_crashes_is_right_after_one_rerun(
    server: PostgresServer, lab: Lab, moment: str
) -> None:
    lab.jde.execute("update f4311 set aexp = aexp + 1, upmj = ?", [stamp()])
    lab.jde.execute("update f4301 set otot = otot + 1, upmj = ?", [stamp()])
    undo = install(moment, server.restart)
    with suppress(WarehouseError):
        lab.run()
    undo()
    lab.run().raise_failures()
    assert lab.out_of_step() == []


def test_r27_a_server_whose_disk_is_full_is_told_and_survived(server: PostgresServer, lab: Lab) -> None:
    lines = [
        {"doco": 90_000 + number, "dcto": "OP", "kcoo": "00001", "sfxo": "000", "lnid": 1000, "upmj": stamp()}
        for number in range(NEW_LINES)
    ]
    insert_rows(lab.jde, lab.table("F4311"), lines)
    lab.configure(page_size=1_000)
    before = lab.contents("F4311")
    server.restart(MOST_BYTES)
    try:
        with pytest.raises(WarehouseError, match="PostgreSQL failed"):
            lab.run()
    finally:
        server.restart()
    assert lab.contents("F4311") == before
    lab.run().raise_failures()
    assert lab.out_of_step() == []
