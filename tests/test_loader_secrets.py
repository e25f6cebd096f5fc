"""R31: whatever fails, neither the password nor a token stands in what is printed, logged, traced or left on the disk."""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.jde_simulator.clock import Clock
from tests.jde_simulator.faults import Fault
from tests.jde_simulator.sessions import new_token
from tests.jde_simulator.settings import ServerSettings
from tests.loader_lab import Lab, environment, open_lab
from tests.torture.cocktails import INGREDIENTS
from tests.torture.runner import Runner

PASSWORD = "Gu3ss/me+nöt=24"
# a token begins so; a digest of hexadecimal digits does not
TOKEN = re.compile(rb"044(?=[a-f0-9]{0,16}[A-Zg-z+/%])[A-Za-z0-9+/%]{30,}")
# settings that make a run fail, each with the R number or the part that fails
SETTINGS = {
    "R5 wrong password": {"SOURCES__JDE__PASSWORD": f"{PASSWORD}?"},
    "R32 another host": {"SOURCES__JDE__BASE_URL": "http://127.0.0.1:9/jderest"},
    "R32 plain http elsewhere": {"SOURCES__JDE__BASE_URL": "http://ais.corp:9300/jderest"},
    "no such environment": {"SOURCES__JDE__ENVIRONMENT": "NOWHERE"},
    "a wrong date format": {"SOURCES__JDE__DATE_FORMAT": "yyyy.dd.MM"},
    "no such warehouse": {"JDE_DESTINATION": "postgres", "PGHOST": "127.0.0.1", "PGPORT": "9", "PGPASSWORD": PASSWORD},
    "no such table": {"SOURCES__JDE__TABLES": "F9999"},
    "dlt tells all": {"RUNTIME__LOG_LEVEL": "DEBUG"},
}  # fmt: skip
CALLS = {
    "R6 sign-in answers 500": Fault("status", call="login", status=500),
    "R6 a page at the sign-in": Fault("html", call="login", status=200),
    "R2 logout fails": Fault("status", call="logout", status=500),
    "R32 a link to another host": Fault("foreign_link", call="data", body="http://127.0.0.1:9/jderest/v2/dataservice/next"),
    "R9 an error that quotes the token": Fault("status", call="next", status=500, body='{"message": "token 044Ab/cd+efGHijklmnopqrstuvwxyz0123456789=MDE4"}'),
}  # fmt: skip
INSIDE = {name: fault for name, fault in INGREDIENTS.items() if fault.table is None}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Orders on DuckDB, of a user whose password is a trap."""
    [user] = ServerSettings().users
    server = ServerSettings(users=(replace(user, password=PASSWORD),))
    with open_lab(tmp_path_factory.mktemp("secrets"), tables=("F4301", "F4311"), server=server) as lab:
        lab.configure(page_size=7)
        yield lab


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    """A process that has everything imported."""
    with Runner() as runner:
        yield runner


def hidden() -> list[bytes]:
    """The password in every form in which it could stand somewhere."""
    user = ServerSettings().users[0].name
    forms = {PASSWORD, quote(PASSWORD), quote(PASSWORD, safe=""), json.dumps(PASSWORD)[1:-1]}
    forms |= {base64.b64encode(text.encode()).decode() for text in (PASSWORD, f"{user}:{PASSWORD}")}
    return [form.encode() for form in forms]


def leaks(lab: Lab, output: Path) -> list[str]:
    """Where a secret is given away: what was printed, the state folder, every value in the warehouse."""
    places = {str(path): path.read_bytes() for path in lab.target.state_dir.rglob("*") if path.is_file()}
    places[output.name] = output.read_bytes()
    if lab.target.duckdb_path.exists():
        names = lab.query("select table_name from duckdb_tables() where schema_name like 'raw%'")
        places |= {name: repr(lab.query(f"select * from raw.{name}")).encode() for [name] in names}
    return [
        f"{place}: {found!r}"
        for place, content in places.items()
        for found in [*(form for form in hidden() if form in content), *TOKEN.findall(content)]
    ]


def test_the_search_would_find_a_token() -> None:
    token = new_token("jde-loader", Clock(date(2026, 6, 15)))
    assert TOKEN.match(token.encode())
    assert TOKEN.match(quote(token, safe="").encode())


@pytest.mark.parametrize("name", [*SETTINGS, *CALLS, *INSIDE])
def test_r31_a_failure_gives_no_secret_away(lab: Lab, runner: Runner, name: str, tmp_path: Path) -> None:
    output = tmp_path / "output.txt"
    variables = {
        **os.environ,
        **environment(lab),
        "SOURCES__JDE__MAX_ATTEMPTS": "3",
        "SOURCES__JDE__SIGN_IN_INTERVAL": "0.01",
        **SETTINGS.get(name, {}),
    }
    lab.server.faults.add(*(fault for fault in [CALLS.get(name), INSIDE.get(name)] if fault))
    lab.jde.execute("update f4311 set aexp = aexp + 1")
    try:
        runner.run(variables, "run", "--full-refresh", output=str(output))
    finally:
        lab.server.faults.clear()
    assert "jde-loader: " in output.read_text()
    assert leaks(lab, output) == []
    runner.run({**os.environ, **environment(lab)}, "unlock")


def test_r31_at_least_thirty_ways_to_fail_are_searched() -> None:
    assert len({*SETTINGS, *CALLS, *INSIDE}) >= 30
