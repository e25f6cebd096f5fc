"""`jde-loader` as people and schedulers run it: exit codes, one clear line, locks, kills.

Commands run in processes of their own against a simulated server in this one. The numbers R1 ... are those of
the fault list in the README's section on what happens when something fails.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from loader.lock import run_lock
from tests.jde_simulator.faults import Fault
from tests.jde_simulator.settings import ServerSettings
from tests.loader_lab import Lab, environment, open_lab
from tests.small_company import REPOSITORY, add, stamp

ORDERS = ("F0006", "F4301", "F4311")
KILLS = 2


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """Orders, not yet loaded, on DuckDB."""
    with open_lab(tmp_path, tables=ORDERS) as lab:
        yield lab


@pytest.fixture
def either(engine: str, tmp_path: Path) -> Iterator[Lab]:
    """Orders, not yet loaded, on each engine."""
    with open_lab(tmp_path, engine, tables=ORDERS) as lab:
        yield lab


def start(lab: Lab, *arguments: str, **changes: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "loader", *arguments]
    variables = {**os.environ, **environment(lab), **changes}
    return subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    output, errors = process.communicate(timeout=120)
    return process.returncode, output, errors


def command(lab: Lab, *arguments: str, **changes: str) -> tuple[int, str, str]:
    return finish(start(lab, *arguments, **changes))


def complaint(errors: str) -> str:
    """The one line that says what went wrong."""
    assert "Traceback" not in errors
    [line] = [line for line in errors.splitlines() if not line.startswith("jde-loader: reading ")]
    assert line.startswith("jde-loader: ")
    return line


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_run_says_what_it_did_and_what_comes_next(lab: Lab) -> None:
    code, output, _ = command(lab, "run")
    assert code == 0
    lines = output.splitlines()
    assert lines[0].split() == ["table", "read", "inserted", "changed", "deleted", "held", "seconds"]
    assert [line.split()[:3] for line in lines[1:5]] == [
        ["F0006", "3", "3"],
        ["F4301", "12", "12"],
        ["F4311", "36", "36"],
        ["total", "51", "51"],
    ]
    assert lines[-1] == "Next: dbt build --project-dir dbt_project --target dev"
    code, output, _ = command(lab, "status")
    assert code == 0
    assert output.splitlines()[-1] == "All loaded tables are in step."


def test_a_missing_setting_is_named(lab: Lab) -> None:
    code, _, errors = command(lab, "run", SOURCES__JDE__PASSWORD="")
    assert code == 2
    assert "SOURCES__JDE__PASSWORD" in complaint(errors)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "--tables", "F4301,F9999"), "Unknown table F9999"),
        (("run", "--destination", "oracle"), "Unknown destination 'oracle'"),
        (("reconcile", "--tables", "F9999"), "Unknown table F9999"),
    ],
)
def test_a_wrong_argument_is_refused(lab: Lab, arguments: tuple[str, ...], words: str) -> None:
    code, _, errors = command(lab, *arguments)
    assert code == 2
    assert words in complaint(errors)


def test_r5_a_wrong_password_is_tried_once_and_never_again_until_unlocked(lab: Lab) -> None:
    code, _, errors = command(lab, "run", SOURCES__JDE__PASSWORD="guess-me-not")
    assert code == 3
    assert "rejected the sign-in" in complaint(errors)
    assert "guess-me-not" not in errors
    shutil.rmtree(lab.target.state_dir)  # another host, with the same target
    code, _, errors = command(lab, "run", SOURCES__JDE__PASSWORD="guess-me-not")
    assert code == 3
    assert "jde-loader unlock" in complaint(errors)
    assert lab.server.log.logins == 1
    assert command(lab, "unlock")[0] == 0
    assert command(lab, "run", SOURCES__JDE__PASSWORD="guess-me-not")[0] == 3
    assert lab.server.log.logins == 2


def test_a_wrong_host_is_the_jde_sides_failure(lab: Lab) -> None:
    address = f"http://127.0.0.1:{unused_port()}/jderest"
    code, _, errors = command(lab, "run", SOURCES__JDE__BASE_URL=address)
    assert code == 4
    assert address in complaint(errors)


def test_an_unreachable_target_is_the_warehouse_sides_failure(lab: Lab) -> None:
    port = str(unused_port())
    code, _, errors = command(lab, "run", JDE_DESTINATION="postgres", PGHOST="127.0.0.1", PGPORT=port)
    assert code == 5
    assert "PostgreSQL" in complaint(errors)


def test_r34_some_tables_failing_is_exit_6_and_says_what_dbt_builds_from(lab: Lab) -> None:
    lab.run().raise_failures()
    before = lab.contents("F4311")
    lab.jde.execute("update f4311 set aexp = aexp + 1, upmj = ?", [stamp()])
    lab.server.faults.add(Fault("status", call="browse", table="F4311", status=400))
    code, _, errors = command(lab, "run")
    assert code == 6
    line = errors.splitlines()[-1]
    assert "1 of 3 tables failed: F4311." in line
    assert "Raw holds the last good rows" in line
    assert "`dbt build --project-dir dbt_project --target dev`" in line
    assert lab.contents("F4311") == before
    assert "Not in step: F4311." in command(lab, "status")[1]


@pytest.mark.parametrize("words", ["status", "unlock", "tables add F4311"])
def test_commands_look_at_the_target_that_is_named(lab: Lab, words: str, tmp_path: Path) -> None:
    sources = Path("models", "sources")
    # a table can be added where it has no file yet
    shutil.copytree(
        REPOSITORY / "dbt_project" / sources, tmp_path / sources, ignore=shutil.ignore_patterns("f4311.yml")
    )
    elsewhere = {"JDE_DESTINATION": "postgres", "PGHOST": "127.0.0.1", "PGPORT": str(unused_port())}
    elsewhere["JDE_DBT_PROJECT_DIR"] = str(tmp_path)
    assert command(lab, *words.split(), **elsewhere)[0] == 5
    assert command(lab, *words.split(), "--destination", "duckdb", **elsewhere)[0] == 0


def test_r25_a_second_run_refuses_at_once_and_names_the_holder(either: Lab) -> None:
    with run_lock(either.target):
        began = time.monotonic()
        code, _, errors = command(either, "run")
        seconds = time.monotonic() - began
    assert code == 7
    line = complaint(errors)
    assert str(os.getpid()) in line
    assert " since 20" in line
    assert seconds < 20
    assert command(either, "run")[0] == 0


def test_a_duckdb_file_that_another_program_has_open_is_exit_7(lab: Lab) -> None:
    with duckdb.connect(str(lab.target.duckdb_path)):
        code, _, errors = command(lab, "run")
    assert code == 7
    assert f"PID {os.getpid()}" in complaint(errors)


def test_r1_runs_killed_at_random_moments_need_no_hand(either: Lab) -> None:
    moments = random.Random(20260615)
    command(either, "run")
    for number in range(KILLS):
        either.jde.execute("update f4311 set aexp = aexp + 1, upmj = ? where doco > 3006", [stamp()])
        add(either.jde, "F4301", doco=4000 + number, dcto="OP", kcoo="00001", sfxo="000", upmj=stamp())
        either.jde.execute("delete from f4311 where doco = ? and lnid = 1000", [3007 + number])
        process = start(either, "run")
        time.sleep(moments.uniform(0.5, 5.0))
        process.send_signal(signal.SIGKILL)
        finish(process)
        code, _, errors = command(either, "run")
        assert (code, "Traceback" in errors) == (0, False)
        assert either.out_of_step() == []
        keys = either.query("select count(*), count(distinct (doco, dcto, kcoo, sfxo, lnid)) from raw.f4311")
        assert keys == [(36, 36)]


def test_r2_a_terminated_run_ends_soon_logs_out_and_leaves_nothing_half_done(lab: Lab) -> None:
    lab.server.faults.add(Fault("delay", call="browse", table="F4311", seconds=5.0, times=1))
    process = start(lab, "run")
    while not any(entry.table == "F4301" for entry in lab.server.log.entries):
        time.sleep(0.1)
    began = time.monotonic()
    process.terminate()
    code, _, errors = finish(process)
    assert time.monotonic() - began < 30
    assert code == 130
    assert "interrupted" in complaint(errors)
    assert lab.server.sessions.open == 0
    assert command(lab, "run")[0] == 0
    assert lab.out_of_step() == []


@pytest.mark.parametrize(
    ("pattern", "auth", "links"),
    [
        ("MM/dd/yyyy", "token", True),
        ("dd/MM/yyyy", "token", False),
        ("yyyy/MM/dd", "token", True),
        ("dd/MM/yyyy", "basic", True),
        ("yyyy/MM/dd", "basic", False),
    ],
)
def test_every_way_of_a_site_brings_the_same_rows(
    tmp_path: Path, pattern: str, auth: str, links: bool
) -> None:
    [user] = ServerSettings().users
    user = type(user)(**{**vars(user), "date_format": pattern})
    behaviour = ServerSettings(users=(user,), next_page=links)
    with open_lab(tmp_path, tables=ORDERS, server=behaviour) as lab:
        lab.configure(auth=auth)
        lab.run()
        lab.jde.execute("update f4311 set aexp = 99, upmj = ? where doco = 3005", [stamp(2)])
        report = lab.run()
        assert sum(table.changed for table in report.tables) == 3
        assert lab.out_of_step() == []
