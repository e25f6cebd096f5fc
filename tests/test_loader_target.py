"""The target fails in the middle of a run: lost sessions, locks, a full disk; and what must not cancel out."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import psycopg2
import pytest

from loader.cycle import Options, run_cycle
from loader.engine import local_engine
from loader.errors import ConfigurationError, LoaderError, WarehouseError
from loader.lock import run_lock
from loader.progress import PlainProgress
from loader.reading import accounted, new_run
from loader.registry import load_registry
from loader.settings import Settings, Target, load_target
from loader.staging_area import StagingArea
from loader.warehouses.postgres import PostgresWarehouse
from tests import small_company
from tests.loader_lab import Lab, environment, open_lab, written
from tests.small_company import add, stamp
from tests.torture.hooks import MOMENTS, install

ORDERS = ("F0006", "F4301", "F4311")
TABLES = ("F0011", "F0911", "F4301", "F4311")
READ = ("F0008", "F0010", *TABLES)


@pytest.fixture
def postgres_lab(tmp_path: Path, libpq: None) -> Iterator[Lab]:
    """Orders on PostgreSQL, loaded once and then changed."""
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


@pytest.mark.parametrize("name", ["PGSERVICE", "PGHOSTADDR"])
def test_a_database_that_dbt_would_not_find_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv("PGHOST", raising=False)
    monkeypatch.setenv(name, "127.0.0.1")
    with pytest.raises(ConfigurationError, match="Missing setting: PGHOST"):
        load_target("postgres")
    monkeypatch.setenv("PGHOST", "warehouse")
    if name == "PGSERVICE":
        with pytest.raises(ConfigurationError, match="Unset it"):
            load_target("postgres")
    monkeypatch.delenv(name)
    assert load_target("postgres").destination == "postgres"


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


@pytest.mark.parametrize("failure", ["pg_terminate_backend(pg_backend_pid())::int", "1 / (row - last)"])
def test_r26_a_target_that_fails_in_the_middle_of_an_answer(
    tmp_path: Path, libpq: None, failure: str
) -> None:
    sql = (
        f"select case when row = last then {failure} else row end as n"
        " from generate_series(1, 1000000) row, (select 900000 as last) the"
    )
    with (
        local_engine(tmp_path) as engine,
        pytest.raises(WarehouseError) as failed,
        PostgresWarehouse("jde_raw").comparison(engine) as target,
    ):
        target.fetch(sql, "answer", {"n": "integer"})
    assert re.match(
        "PostgreSQL failed: (server closed the connection unexpectedly|terminating connection|division by zero)",
        str(failed.value),
    )


def test_texts_are_compared_whatever_the_client_s_encoding_is(
    tmp_path: Path, libpq: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    with local_engine(tmp_path) as engine, PostgresWarehouse("jde_raw").comparison(engine) as target:
        engine.execute("create table texts as select * from (values ('é'), (''), (null)) t(text)")
        shared = target.share("texts")
        target.fetch(
            f"select text, text = chr(233) as is_same from {shared}",
            "back",
            {"text": "varchar", "is_same": "boolean"},
        )
        found = engine.execute("select text, is_same from back order by text nulls last").fetchall()
    assert found == [("", False), ("é", True), (None, None)]


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


def test_r27_a_disk_too_small_for_the_comparison_fails_the_run(tmp_path: Path) -> None:
    table = load_registry()["F4311"]
    with StagingArea(tmp_path / "stage") as area, local_engine(tmp_path / "engine") as engine:
        engine.execute("set memory_limit = '20MB'; set max_temp_directory_size = '1MB'")
        run = new_run(table, area.table(table), None)
        with pytest.raises(WarehouseError, match=r"F4311: .*JDE_STATE_DIR"), accounted(run):
            engine.execute("create table rows as select * from range(10000000) order by hash(range)")


@pytest.mark.parametrize("most_bytes", [2_000, 20_000])
def test_r27_a_disk_that_is_full_loses_nothing(tmp_path: Path, most_bytes: int) -> None:
    """No room for the warehouse's first blocks (the smaller limit), or for the first transaction."""
    with open_lab(tmp_path, tables=ORDERS) as lab:
        code, line = command(lab, most_bytes)
        assert code == 5
        assert line.startswith("jde-loader: ")
        assert command(lab)[0] == 0
        assert lab.out_of_step() == []


@pytest.fixture(scope="module")
def loaded(libpq: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The four tables, loaded into PostgreSQL once."""
    with open_lab(tmp_path_factory.mktemp("lab"), "postgres", READ) as lab:
        lab.run().raise_failures()
        yield lab


@pytest.mark.parametrize("moment", MOMENTS)
def test_r26_sessions_ended_in_the_middle_need_at_most_one_rerun(loaded: Lab, moment: str) -> None:
    loaded.jde.execute("update f4311 set aexp = aexp + 1, upmj = ? where doco > 3006", [stamp()])
    loaded.jde.execute("update f4301 set otot = otot + 1, upmj = ? where doco > 3006", [stamp()])
    ended: list[str] = []

    def end_sessions() -> None:
        connection = server_connection()
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        connection.close()
        ended.append(moment)

    undo = install(moment, end_sessions)
    with suppress(WarehouseError):
        loaded.run(*TABLES)
    undo()
    assert ended
    loaded.run(*TABLES).raise_failures()
    assert loaded.out_of_step() == []


def test_r26_a_lock_and_a_statement_time_out_are_told_and_survived(
    loaded: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded.jde.execute("update f4311 set aexp = aexp + 1, upmj = ? where doco > 3006", [stamp()])
    holder = psycopg2.connect("")
    with holder.cursor() as cursor:
        cursor.execute(f'lock table "{loaded.target.schema}".f4311 in access exclusive mode')
    monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=1000")
    with pytest.raises(WarehouseError, match="PostgreSQL"):
        loaded.run(*TABLES).raise_failures()
    holder.close()
    monkeypatch.delenv("PGOPTIONS")
    loaded.run(*TABLES).raise_failures()
    assert loaded.out_of_step() == []


def _limited(target: Target, settings: Settings, limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        with run_lock(target):
            run_cycle(
                target, settings, small_company.registry(), Options(READ), PlainProgress(lambda text: None)
            ).raise_failures()
    except LoaderError as error:
        os._exit(error.exit_code)
    os._exit(0)


@pytest.mark.parametrize("kilobytes", [4, 64])
def test_r27_a_disk_that_takes_no_more_is_told_and_harms_nothing(tmp_path: Path, kilobytes: int) -> None:
    with open_lab(tmp_path, tables=READ) as lab:
        lab.run().raise_failures()
        lab.jde.execute("update f4311 set aexp = aexp + 1, upmj = ? where doco > 3006", [stamp()])
        process = get_context("forkserver").Process(
            target=_limited, args=(lab.target, lab.settings, kilobytes * 1024)
        )
        process.start()
        process.join(120)
        assert process.exitcode == 5
        lab.run().raise_failures()
        assert lab.out_of_step() == []


def test_r28_several_workers_bring_the_same_rows_and_a_second_run_writes_nothing(tmp_path: Path) -> None:
    with open_lab(tmp_path, tables=READ) as lab:
        lab.configure(workers=3)
        lab.run().raise_failures()
        assert lab.out_of_step() == []
        before = lab.contents(*READ)
        assert written(lab.run()) == {}
        assert written(lab.run(full_refresh=True)) == {}
        assert lab.contents(*READ) == before
        add(lab.jde, "F4301", doco=4000, dcto="OP", kcoo="00001", sfxo="000", upmj=stamp())
        assert written(lab.run()) == {"F4301": (1, 0, 0)}
        assert lab.server.sessions.open == 0


def test_r20_as_many_lost_as_surplus_rows_do_not_cancel_out(tmp_path: Path) -> None:
    with open_lab(tmp_path, tables=READ) as lab:
        lab.run().raise_failures()
        lab.jde.execute("update f0011 set icu = icu + 500 where icu = 5002")
        assert written(lab.reconcile("F0011", approve=True)) == {"F0011": (1, 0, 1)}
        assert lab.out_of_step() == []
