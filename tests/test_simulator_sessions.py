"""The simulated AIS Server against the protocol's checklist: signing in, sessions, and statuses other than 200; items 1 to 11. A test's number is the item's."""

from __future__ import annotations

import base64

import pytest
import requests

from tests.jde_simulator import AisServer, Fault, User
from tests.jde_simulator.caller import Caller
from tests.jde_simulator.errors import ENVIRONMENT_REFUSED, TOKEN_REFUSED

pytest_plugins = ["tests.protocol_fixtures"]


def test_01_token_by_body_by_basic_and_by_headers(server: AisServer) -> None:
    caller = Caller(server)
    basic = {"Authorization": "Basic " + base64.b64encode(b"SVCELT:simulated").decode()}
    further = {
        "jde-AIS-Auth-Environment": "JPD920",
        "jde-AIS-Auth-Role": "*ALL",
        "jde-AIS-Auth-Device": "by-header",
    }
    by_body = caller.login().json()
    by_basic = caller.post("/v2/tokenrequest", {}, headers=basic).json()
    by_headers = caller.http.post(
        f"{server.base_url}/v2/tokenrequest",
        headers={**basic, **further, "Content-Type": "application/json"},
        timeout=30,
    ).json()
    tokens = {answer["userInfo"]["token"] for answer in (by_body, by_basic, by_headers)}
    assert len(tokens) == 3
    assert by_body["userInfo"]["simpleDateFormat"] == "MM/dd/yyyy"
    assert (by_headers["environment"], by_headers["role"]) == ("JPD920", "*ALL")
    assert server.log.select("login")[2].device == "by-header"


def test_02_415_without_json_and_400_for_broken_json(server: AisServer) -> None:
    url = f"{server.base_url}/v2/tokenrequest"
    form = requests.post(url, data={"username": "SVCELT"}, timeout=30)
    broken = requests.post(url, data="{", headers={"Content-Type": "application/json"}, timeout=30)
    assert (form.status_code, broken.status_code) == (415, 400)
    assert server.sessions.failures("SVCELT") == 0


def test_03_bad_password_is_403_and_locks_the_user(server: AisServer) -> None:
    caller = Caller(server)
    assert [caller.login(password="wrong").status_code for _ in range(3)] == [403] * 3
    assert server.sessions.failures("SVCELT") == 3
    locked = caller.login()
    assert (locked.status_code, locked.json()["message"]) == (
        403,
        "Authorization Failure: The user is disabled.",
    )
    server.sessions.unlock("SVCELT")
    assert caller.login().status_code == 200


@pytest.mark.parametrize("member", ["environment", "role"])
def test_04_bad_environment_or_role_is_403_with_its_text(server: AisServer, member: str) -> None:
    refused = Caller(server).login(**{member: "NOPE"})
    assert refused.status_code == 403
    assert refused.json()["message"] == ENVIRONMENT_REFUSED
    assert server.sessions.failures("SVCELT") == 0


def test_05_token_is_hard_to_escape_and_bound_to_the_device(caller: Caller) -> None:
    assert caller.token is not None
    assert all(letter in caller.token for letter in "/+=")
    assert caller.ask("F0411", maxPageSize="1").status_code == 200
    assert caller.ask("F0411", deviceName="elsewhere").status_code == 444
    unbound = Caller(caller.server, device=None)
    unbound.login()
    assert unbound.ask("F0411", maxPageSize="1").status_code == 200


def test_06_strict_cookie_wants_the_session_cookie_back(caller: Caller) -> None:
    caller.server.configure(strict_cookie=True)
    assert "JSESSIONID" in caller.http.cookies
    assert caller.ask("F0411", maxPageSize="1").status_code == 200
    caller.http.cookies.clear()
    assert caller.ask("F0411", maxPageSize="1").status_code == 444


def test_07_tokens_end_when_idle_and_for_good(caller: Caller) -> None:
    clock = caller.server.clock
    for _ in range(3):
        clock.advance(29 * 60)
        assert caller.ask("F0411", maxPageSize="1").status_code == 200
    clock.advance(31 * 60)
    idle = caller.ask("F0411")
    assert idle.status_code == 444
    assert idle.json()["message"] == TOKEN_REFUSED
    assert idle.json()["timeStamp"] == clock.stamp()
    assert "exception" in idle.json()
    caller.login()
    caller.server.configure(idle_minutes=10_000)
    clock.advance(721 * 60)
    assert caller.ask("F0411").status_code == 444


def test_08_an_invalid_token_may_be_a_403(caller: Caller) -> None:
    caller.server.configure(invalid_token_status=403)
    caller.server.sessions.close_all()
    assert caller.ask("F0411").status_code == 403


def test_09_validate_touches_and_logout_kills_token_and_result_sets(caller: Caller) -> None:
    server, who = caller.server, {"token": caller.token, "deviceName": caller.device}
    first = caller.ask("F0411", enableNextPageProcessing=True, maxPageSize="10").json()
    for touch, status in ((True, 200), (True, 200), (False, 200), (False, 444)):
        server.clock.advance(20 * 60)
        answer = caller.post("/v2/tokenrequest/validate", {**who, "touch": touch})
        assert answer.status_code == status
    caller.login()
    first = caller.ask("F0411", enableNextPageProcessing=True, maxPageSize="10").json()
    assert server.result_sets.open == 1
    who["token"] = caller.token
    assert caller.post("/v2/tokenrequest/validate", who).json() == {"isValidSession": True}
    assert caller.post("/v2/tokenrequest/logout", who).status_code == 200
    assert (server.result_sets.open, server.sessions.open) == (0, 0)
    assert caller.follow(first).status_code == 444


def test_10_login_answers_with_missing_and_further_members(server: AisServer) -> None:
    caller = Caller(server)
    server.configure(login_members="minimal", report_date_format=False)
    assert set(caller.login().json()["userInfo"]) == {"token"}
    server.configure(login_members="extra", report_date_format=True)
    assert caller.login().json()["somethingNew"][0]["values"] == [1.5, None, True]
    server.configure(login_without_token=True)
    assert (caller.login().status_code, caller.token) == (200, None)


@pytest.mark.parametrize("status", [405, 429, 445, 446, 500, 502, 503])
def test_11_odd_statuses_and_bodies(caller: Caller, status: int) -> None:
    caller.server.faults.add(
        Fault("status", status=status, body="<html>proxy</html>", headers={"Retry-After": "7"}, times=1)
    )
    odd = caller.ask("F0411")
    assert (odd.status_code, odd.text, odd.headers["Retry-After"]) == (status, "<html>proxy</html>", "7")
    assert caller.ask("F0411").status_code == 200


def test_11_reset_and_slow_answers(caller: Caller) -> None:
    caller.server.faults.add(Fault("reset", nth=(1,)), Fault("delay", nth=(2,), seconds=0.3))
    with pytest.raises(requests.ConnectionError):
        caller.ask("F0411")
    slow = caller.ask("F0411")
    assert slow.status_code == 200
    assert slow.elapsed.total_seconds() > 0.3


def test_users_are_told_apart(server: AisServer) -> None:
    server.configure(users=(User(), User("OTHER", "second", date_format="dd/MM/yyyy")))
    caller = Caller(server)
    told = caller.login(username="other", password="second").json()
    assert (told["username"], told["userInfo"]["simpleDateFormat"]) == ("OTHER", "dd/MM/yyyy")
