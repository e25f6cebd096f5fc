"""The simulated AIS Server as a server: what it counts, TLS, steering from outside, the command line."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import requests

from tests.jde_simulator import AisServer, Fault, ServerSettings, User
from tests.jde_simulator.admin import changed
from tests.jde_simulator.caller import Caller, ascending, condition, grid
from tests.jde_simulator.sample import SETTINGS, TODAY, VOUCHERS
from tests.jde_simulator.server import project_tables
from tests.jde_simulator.tables import create_table, insert_rows

pytest_plugins = ["tests.protocol_fixtures"]

CERTIFICATES = Path(__file__).parent / "jde_simulator" / "certificates"
SIMULATOR = [sys.executable, "-m", "tests.jde_simulator"]
CHILD = """
import os, requests
url = os.environ["SOURCES__JDE__BASE_URL"]
login = {name: os.environ["SOURCES__JDE__" + name.upper()] for name in ("username", "password", "environment", "role")}
login["deviceName"] = os.environ["SOURCES__JDE__DEVICE_NAME"]
answer = requests.post(url + "/v2/tokenrequest", json=login).json()
print(answer["userInfo"]["simpleDateFormat"], answer["environment"])
raise SystemExit(6)
"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    path = tmp_path / "books.duckdb"
    with duckdb.connect(str(path)) as connection:
        create_table(connection, project_tables()["F0010"], [{"co": "00001"}, {"co": "00002"}])
    return path


def test_the_log_says_what_was_asked_and_keeps_no_secret(server: AisServer) -> None:
    caller = Caller(server)
    caller.login()
    assert len(list(caller.pages("F0411", maxPageSize="200"))) == 2
    caller.ask("F0101", dataServiceType="COUNT")
    log = server.log
    assert [entry.call for entry in log.entries] == ["login", "browse", "next", "count"]
    assert (log.logins, log.count("next", "F0411"), log.count(table="F0101")) == (1, 1, 1)
    assert sum(entry.rows for entry in log.select(kind="BROWSE")) == VOUCHERS
    assert log.select("browse")[0].body["maxPageSize"] == "200"
    assert log.select("count")[0].device == "test-device"
    kept = repr(log.entries)
    assert caller.token is not None
    assert caller.token not in kept
    assert "simulated" not in kept


def test_sessions_are_counted(server: AisServer) -> None:
    callers = [Caller(server, device=f"worker-{number}") for number in range(3)]
    for caller in callers:
        caller.login()
    callers[0].post("/v2/tokenrequest/logout", {"token": callers[0].token})
    sessions = server.sessions
    assert (sessions.opened, sessions.closed, sessions.open, sessions.peak) == (3, 1, 2, 3)
    server.clock.advance(31 * 60)
    assert sessions.open == 0


def test_calls_at_once_are_counted(server: AisServer) -> None:
    server.faults.add(Fault("delay", seconds=0.5))
    threads = [threading.Thread(target=Caller(server).get, args=("/v2/defaultconfig",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.log.max_concurrent == 4
    assert server.log.running == 0


def test_two_result_sets_on_one_token_where_the_server_keeps_one(server: AisServer) -> None:
    server.configure(result_sets_per_session=1)
    caller = Caller(server)
    caller.login()
    first, second = (caller.ask("F0411", enableNextPageProcessing=True).json() for _ in range(2))
    assert caller.follow(first).status_code == 500
    assert caller.follow(second).status_code == 200


def test_page_limits_collation_and_row_security(server: AisServer) -> None:
    caller = Caller(server)
    caller.login()
    server.configure(page_size_cap=50, row_security={"F0411": "kco = '00001'"})
    page = grid(caller.ask("F0411", maxPageSize="500").json(), "F0411")
    assert page["summary"] == {"records": 50, "moreRecords": True}
    assert {row["F0411_KCO"] for row in page["rowset"]} == {"00001"}
    orders = []
    for collation in ("binary", "ebcdic"):
        server.configure(collation=collation)
        rows = caller.rows("F0101", aggregation=ascending("F0101.ALPH"))
        orders.append([row["F0101_AN8"] for row in rows])
    assert orders == [[3, 5, 1, 2, 4], [3, 4, 1, 2, 5]]
    after = [condition("F0101.ALPH", "GREATER", "abel")]
    assert {row["F0101_AN8"] for row in caller.rows("F0101", after)} == {1, 2, 5}


def test_simple_get_speaks_its_own_words(server: AisServer) -> None:
    query = "$field=F0411.DOC&$field=AG&$filter=F0411.UPMJ GE 02272026&$filter=DOC LT 250&$sort=-F0411.DOC&$limit=2"
    answer = requests.get(
        f"{server.base_url}/v2/dataservice/table/F0411?{query}", auth=("SVCELT", "simulated"), timeout=30
    )
    page = grid(answer.json(), "F0411")
    assert page["rowset"] == [{"F0411_DOC": 249, "F0411_AG": 311.25}, {"F0411_DOC": 248, "F0411_AG": 310}]
    assert page["summary"]["moreRecords"] is True
    assert "links" not in answer.json()
    assert (server.sessions.stateless, server.sessions.opened) == (1, 0)


def test_answers_are_compressed_for_those_who_accept_it(server: AisServer) -> None:
    server.configure(compress=True)
    answer = requests.get(f"{server.base_url}/v2/defaultconfig", stream=True, timeout=30)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"capabilityList" in gzip.decompress(answer.raw.read())


def test_the_demo_row_tells_types(server: AisServer) -> None:
    caller = Caller(server)
    caller.login()
    page = grid(caller.ask("F0411", formServiceDemo="TRUE").json(), "F0411")
    [row] = page["rowset"]
    assert (row["F0411_DCT"], row["F0411_DOC"], row["F0411_DGJ"]) == (" ", 1, "20260101")
    assert set(page["columns"]) == set(row)


@pytest.mark.parametrize(
    ("certificate", "trusted"),
    [("server", True), ("expired", False), ("wrong_host", False), ("self_signed", False)],
)
def test_tls(sample: duckdb.DuckDBPyConnection, certificate: str, trusted: bool) -> None:
    with AisServer(sample, SETTINGS, certificate=CERTIFICATES / f"{certificate}.pem") as server:
        url = f"{server.base_url}/v2/defaultconfig"
        assert url.startswith("https://127.0.0.1:")
        if trusted:
            assert requests.get(url, verify=str(CERTIFICATES / "ca.pem"), timeout=30).status_code == 200
        else:
            with pytest.raises(requests.exceptions.SSLError):
                requests.get(url, verify=str(CERTIFICATES / "ca.pem"), timeout=30)


def test_steering_from_outside(server: AisServer) -> None:
    caller = Caller(server)
    caller.login()

    def steer(method: str, action: str, **members: object) -> requests.Response:
        url = f"{server.origin}/_simulator/{action}"
        return requests.request(method, url, json=members or None, timeout=30)

    steer("POST", "faults", faults=[{"effect": "status", "status": 503, "call": "browse", "nth": 1}])
    assert caller.ask("F0411").status_code == 503
    assert caller.ask("F0411").status_code == 200
    assert steer("DELETE", "faults").json()["fault_hits"] == 0
    stats = steer("POST", "settings", default_page_size=7, user={"date_format": "dd/MM/yyyy"}).json()
    assert stats["sessions"]["open"] == 1
    assert len(caller.rows("F0411")) == 7
    assert server.settings.users[0].date_format == "dd/MM/yyyy"
    assert steer("POST", "settings", nonsense=1).json() == {"error": "unknown setting 'nonsense'"}
    assert steer("POST", "faults", faults=[{"effect": "explode"}]).status_code == 400
    steer("POST", "clock", seconds=31 * 60)
    assert steer("GET", "stats").json()["sessions"]["open"] == 0
    assert [entry["call"] for entry in steer("GET", "log").json()["entries"]][:2] == ["login", "browse"]
    assert steer("GET", "nothing").status_code == 404


def test_settings_from_text() -> None:
    settings = changed(
        ServerSettings(),
        {"idle_minutes": "5", "needs_find": "false", "date_literals": "user,julian", "today": "2026-03-02"},
    )
    assert (settings.idle_minutes, settings.needs_find, settings.date_literals) == (
        5,
        False,
        ("user", "julian"),
    )
    assert settings.today == TODAY
    assert changed(settings, {"user": {"denied_tables": ["F0411"]}}).users == (
        replace(User(), denied_tables=frozenset({"F0411"})),
    )


def test_tables_by_hand_take_only_their_columns(books: Path) -> None:
    with duckdb.connect(str(books)) as connection:
        insert_rows(connection, project_tables()["F0010"], [{"co": "00003", "crcd": None}])
        assert connection.execute("SELECT count(*), max(name) FROM f0010").fetchone() == (3, " ")
        with pytest.raises(KeyError, match="nope"):
            insert_rows(connection, project_tables()["F0010"], [{"nope": 1}])


def test_exec_points_the_command_at_the_server_and_returns_its_code(books: Path) -> None:
    options = ["exec", "--data", str(books), "--date-format", "dd/MM/yyyy", "--set", "idle_minutes=5"]
    done = subprocess.run(
        [*SIMULATOR, *options, "--", sys.executable, "-c", CHILD], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (6, "dd/MM/yyyy JPD920\n", "")


def test_usage_errors_are_one_line_and_code_2(books: Path) -> None:
    for options in (["--set", "nonsense=1"], ["--fault", '{"effect": "explode"}'], []):
        command = ["--", "true"] if options else []
        done = subprocess.run(
            [*SIMULATOR, "exec", "--data", str(books), *options, *command],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 2
        assert done.stderr.startswith("jde_simulator: ")
        assert done.stderr.count("\n") == 1


def test_serve_until_terminated(books: Path) -> None:
    command = [*SIMULATOR, "serve", "--data", str(books)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stdout is not None
            told = [serving.stdout.readline() for _ in range(2)]
            url = told[1].strip().removeprefix("SOURCES__JDE__BASE_URL=")
            assert told[0].startswith(f"JDE simulator at {url}, its day is ")
            query = "$field=CO&$sort=F0010.CO"
            answer = requests.get(
                f"{url}/v2/dataservice/table/F0010?{query}", auth=("SVCELT", "simulated"), timeout=30
            )
            assert [row["F0010_CO"] for row in grid(answer.json(), "F0010")["rowset"]] == ["00001", "00002"]
        finally:
            serving.send_signal(signal.SIGTERM)
        assert serving.wait(timeout=30) == 0
    with duckdb.connect(str(books)) as connection:
        assert connection.execute("SELECT count(*) FROM f0010").fetchone() == (2,)


def test_a_large_table_is_paged_to_its_end() -> None:
    table = project_tables()["F0411"]
    with duckdb.connect() as connection:
        create_table(connection, table, [{"dct": "PV", "kco": "00001", "sfx": "001"}])
        connection.execute(
            "INSERT INTO f0411 SELECT f0411.* REPLACE (i AS doc) FROM f0411, range(1, 60000) r(i)"
        )
        with AisServer(connection, SETTINGS) as server:
            caller = Caller(server)
            caller.login()
            rows = 0
            for answer in caller.pages(
                "F0411",
                maxPageSize="10000",
                returnControlIDs="DOC|DCT|KCO|AG|UPMJ",
                aggregation=ascending("DOC"),
            ):
                rows += len(grid(answer, "F0411")["rowset"])
            assert (rows, server.log.count("next"), server.result_sets.open) == (60_000, 5, 0)
