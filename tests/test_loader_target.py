"""What happens when the warehouse or the disk fails in the middle of a load."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.loader_lab import Lab, environment, open_lab
from tests.small_company import stamp

ORDERS = ("F0006", "F4301", "F4311")


@pytest.fixture
def postgres_lab(tmp_path: Path, postgres: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    """Orders on PostgreSQL, loaded once and then changed."""
    for name, value in postgres.items():
        monkeypatch.setenv(name, value)
    with open_lab(tmp_path, "postgres", tables=ORDERS) as lab:
        lab.run()
        lab.jde.execute("update f4311 set aexp = aexp + 1, upmj = ?", [stamp()])
        yield lab


def command(lab: Lab, most_bytes: int | None = None) -> tuple[int, str]:
    """`jde-loader run` in a process of its own, whose files may be no larger than that."""

    def limit() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    done = subprocess.run(
        [sys.executable, "-m", "loader", "run"],
        env={**os.environ, **environment(lab)},
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.splitlines()[-1]


def server_connection() -> psycopg2.extensions.connection:
    connection = psycopg2.connect("")
    connection.autocommit = True
    return connection


def test_r26_connections_that_die_while_rows_are_loaded(postgres_lab: Lab) -> None:
    stop = threading.Event()

    def kill_writers() -> None:
        connection = server_connection()
        with connection.cursor() as cursor:
            while not stop.wait(0.01):
                cursor.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                    " and datname = current_database() and query ilike '%\"f4311%'"
                )
        connection.close()

    killer = threading.Thread(target=kill_writers)
    killer.start()
    try:
        code, line = command(postgres_lab)
    finally:
        stop.set()
        killer.join()
    assert code == 5
    assert line.startswith("jde-loader: ")
    assert command(postgres_lab)[0] == 0
    assert postgres_lab.out_of_step() == []


def test_r26_a_lock_that_outlasts_the_statement_time_out(postgres_lab: Lab) -> None:
    connection = server_connection()
    with connection.cursor() as cursor:
        cursor.execute(f"alter database {os.environ['PGDATABASE']} set statement_timeout = '2s'")
        cursor.execute("begin")
        cursor.execute(f"lock table {postgres_lab.target.schema}.f4311 in share mode")
        code, line = command(postgres_lab)
        cursor.execute("rollback")
        cursor.execute(f"alter database {os.environ['PGDATABASE']} reset statement_timeout")
    connection.close()
    assert code == 5
    assert "timeout" in line
    assert command(postgres_lab)[0] == 0
    assert postgres_lab.out_of_step() == []


@pytest.mark.parametrize("most_bytes", [2_000, 20_000])
def test_r27_a_disk_that_is_full_loses_nothing(tmp_path: Path, most_bytes: int) -> None:
    """No room for the warehouse's first blocks (the smaller limit), or for the first transaction."""
    with open_lab(tmp_path, tables=ORDERS) as lab:
        code, line = command(lab, most_bytes)
        assert code == 5
        assert line.startswith("jde-loader: ")
        assert command(lab)[0] == 0
        assert lab.out_of_step() == []
