"""The simulated AIS Server against the protocol's checklist; a test's number is the item's."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import pytest
import requests

from tests.jde_simulator import AisServer, Fault, ServerSettings, User
from tests.jde_simulator.caller import Caller, ascending, condition, grid
from tests.jde_simulator.errors import ENVIRONMENT_REFUSED, TOKEN_REFUSED
from tests.jde_simulator.sample import TODAY, VOUCHERS, sample_tables

SETTINGS = ServerSettings(today=TODAY)
SINCE_2026 = condition("F0411.UPMJ", "GREATER_EQUAL", "01/01/2026")
DAYS_OF_2026 = 61


@pytest.fixture(scope="module")
def tables() -> Iterator[duckdb.DuckDBPyConnection]:
    with sample_tables() as connection:
        yield connection


@pytest.fixture
def server(tables: duckdb.DuckDBPyConnection) -> Iterator[AisServer]:
    with AisServer(tables, SETTINGS) as running:
        yield running


@pytest.fixture
def caller(server: AisServer) -> Caller:
    signed_in = Caller(server)
    signed_in.login()
    return signed_in


def _numbers(rows: list[Any]) -> list[int]:
    return [row["F0411_DOC"] for row in rows]


def _with_user(server: AisServer, **changes: Any) -> None:
    server.configure(users=(replace(server.settings.users[0], **changes),))


# signing in and sessions


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


# queries


def test_12_no_rows_without_find(caller: Caller) -> None:
    unpressed = {"findOnEntry": None, "query": {"condition": [SINCE_2026]}}
    assert caller.rows("F0411", **unpressed) == []
    assert len(caller.rows("F0411", **{**unpressed, "findOnEntry": "TRUE"})) == DAYS_OF_2026
    assert len(caller.rows("F0411", [SINCE_2026], findOnEntry=None)) == DAYS_OF_2026


def test_12_query_security_suppresses_a_search_without_criteria(caller: Caller) -> None:
    caller.server.configure(query_security=True)
    answer = caller.ask("F0411").json()["fs_DATABROWSE_F0411"]
    assert answer["data"]["gridData"]["rowset"] == []
    assert [error["CODE"] for error in answer["errors"]] == ["034J"]
    assert len(caller.rows("F0411", [SINCE_2026])) == DAYS_OF_2026


@pytest.mark.parametrize("literal", ["28/02/2026", "28022026"])
def test_13_date_literals_are_the_users(caller: Caller, literal: str) -> None:
    _with_user(caller.server, date_format="dd/MM/yyyy")
    caller.login()
    rows = caller.rows("F0411", [condition("F0411.UPMJ", "GREATER_EQUAL", literal)], **_ordered())
    assert [row["F0411_UPMJ"] for row in rows] == ["20260228", "20260301", "20260302"]


@pytest.mark.parametrize("literal", ["2026-02-28", "20260228", "126059", "02/28/2026"])
def test_13_other_date_literals_fail_or_match_nothing(caller: Caller, literal: str) -> None:
    _with_user(caller.server, date_format="dd/MM/yyyy")
    caller.login()
    asked = [condition("F0411.UPMJ", "GREATER_EQUAL", literal)]
    failed = caller.ask("F0411", asked)
    assert failed.status_code == 500
    assert failed.json()["message"] == f"Invalid date {literal} for F0411.UPMJ."
    caller.server.configure(unknown_date_literal="no_match")
    assert caller.rows("F0411", asked) == []
    caller.server.configure(unknown_date_literal="ignore")
    assert len(caller.rows("F0411", asked, maxPageSize="500")) == VOUCHERS


def test_13_a_literal_of_another_format_may_mean_another_day(caller: Caller) -> None:
    asked = [condition("F0411.UPMJ", "GREATER_EQUAL", "01/02/2026")]
    assert len(caller.rows("F0411", asked)) == DAYS_OF_2026 - 1
    _with_user(caller.server, date_format="dd/MM/yyyy")
    caller.login()
    assert len(caller.rows("F0411", asked)) == 30


@pytest.mark.parametrize(
    ("special", "count", "first"),
    [
        ("TODAY", "", "20260302"),
        ("TODAY_MINUS_DAY", "3", "20260227"),
        ("TODAY_MINUS_MONTH", "1", "20260202"),
        ("TODAY_PLUS_DAY", "0", "20260302"),
    ],
)
def test_13_special_values_count_from_jdes_day(caller: Caller, special: str, count: str, first: str) -> None:
    asked = [condition("F0411.UPMJ", "GREATER_EQUAL", count, special=special)]
    rows = caller.rows("F0411", asked, **_ordered())
    assert rows[0]["F0411_UPMJ"] == first


@pytest.mark.parametrize(
    ("date_format", "code", "literal"),
    [
        ("MM/dd/yyyy", "MDE", "02/27/2026"),
        ("dd/MM/yyyy", "DME", "27/02/2026"),
        ("yyyy/MM/dd", "EMD", "2026/02/27"),
    ],
)
def test_14_users_of_three_date_formats_see_the_same(
    caller: Caller, date_format: str, code: str, literal: str
) -> None:
    _with_user(caller.server, date_format=date_format)
    told = caller.login().json()["userInfo"]
    assert (told["simpleDateFormat"], told["dateFormat"], told["dateSeperator"]) == (date_format, code, "/")
    rows = caller.rows("F0411", [condition("F0411.UPMJ", "EQUAL", literal)])
    assert [(row["F0411_DOC"], row["F0411_DGJ"]) for row in rows] == [(VOUCHERS - 3, "20260227")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (condition("F0411.DOC", "EQUAL", "5"), [5]),
        (condition("F0411.DOC", "LESS", "3"), [1, 2]),
        (condition("F0411.DOC", "LESS_EQUAL", 3), [1, 2, 3]),
        (condition("F0411.DOC", "GREATER", "248"), [249, 250]),
        (condition("F0411.DOC", "BETWEEN", "7", "9"), [7, 8, 9]),
        (condition("F0411.DOC", "LIST", "7", "9", "999"), [7, 9]),
        (condition("F0411.VINV", "STR_START_WITH", "INV24"), [24, *range(240, 250)]),
        (condition("F0411.VINV", "STR_END_WITH", "V9"), [9]),
        (condition("F0411.VINV", "STR_CONTAIN", "2024"), [1]),
        (condition("F0411.VINV", "EQUAL", "INV7"), [7]),
        (condition("F0411.AG", "EQUAL", "312.50"), [250]),
    ],
    ids=lambda value: value["operator"] if isinstance(value, dict) else "",
)
def test_15_operators(caller: Caller, asked: dict[str, Any], found: list[int]) -> None:
    assert _numbers(caller.rows("F0411", [asked], **_ordered())) == found


def test_15_match_any_and_complex_query_from_left_to_right(caller: Caller) -> None:
    low, high = condition("F0411.DOC", "LESS", "3"), condition("F0411.DOC", "GREATER", "249")
    odd = condition("F0411.KCO", "EQUAL", "00001")
    any_of = {"autoFind": True, "matchType": "MATCH_ANY", "condition": [low, high]}
    assert _numbers(caller.rows("F0411", query=any_of, **_ordered())) == [1, 2, 250]
    elements = [
        {"andOr": word, "query": {"matchType": "MATCH_ALL", "condition": [part]}}
        for word, part in (("AND", low), ("OR", high), ("AND", odd))
    ]
    complex_query = {"autoFind": True, "complexQuery": elements}
    assert _numbers(caller.rows("F0411", query=complex_query, **_ordered())) == [1]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (condition("F0411.DOC", "STARTS_WITH", "5"), "Invalid operator STARTS_WITH."),
        (condition("F0411.RPAG", "EQUAL", "5"), "Invalid column F0411.RPAG in F0411."),
        (condition("F0411.DOC", "EQUAL", "five"), "Invalid number five for F0411.DOC."),
        (condition("F0411.DOC", "BETWEEN", "5"), "Operator BETWEEN on DOC needs 2 values."),
    ],
)
def test_15_what_jde_does_not_know_is_a_500(caller: Caller, asked: dict[str, Any], message: str) -> None:
    failed = caller.ask("F0411", [asked])
    assert (failed.status_code, failed.json()["message"]) == (500, message)


def test_16_business_units_are_padded_and_found_unpadded(caller: Caller) -> None:
    for literal in ("20100", "       20100"):
        rows = caller.rows("F0006", [condition("F0006.MCU", "EQUAL", literal)])
        assert [row["F0006_MCU"] for row in rows] == ["       20100"]
    assert len(caller.rows("F0006", [condition("F0006.MCU", "LIST", "1", "20100A")])) == 2
    assert len(caller.rows("F0006", [condition("F0006.MCU", "EQUAL", "*")])) == 3


def test_17_order_is_as_asked_and_otherwise_different_each_time(caller: Caller) -> None:
    assert _numbers(caller.rows("F0411", maxPageSize="500", **_ordered())) == list(range(1, VOUCHERS + 1))
    first, second = (_numbers(caller.rows("F0411", maxPageSize="500")) for _ in range(2))
    assert first != second
    assert sorted(first) == sorted(second) == list(range(1, VOUCHERS + 1))


def test_18_columns_are_those_asked_for_without_the_secured(caller: Caller) -> None:
    asked = {"returnControlIDs": "F0411.DOC|AG", "maxPageSize": "1"}
    assert set(caller.rows("F0411", **asked)[0]) == {"F0411_DOC", "F0411_AG"}
    assert len(caller.rows("F0411", maxPageSize="1")[0]) > 100
    caller.server.configure(secured_columns={"F0411": frozenset({"AG"})})
    found = grid(caller.ask("F0411", **asked).json(), "F0411")
    assert set(found["columns"]) == {"F0411_DOC"} == set(found["rowset"][0])
    caller.server.configure(secured_as="blank")
    assert caller.rows("F0411", **asked)[0]["F0411_AG"] == 0


def test_18_a_table_without_the_right(caller: Caller) -> None:
    _with_user(caller.server, denied_tables=frozenset({"F0411"}))
    caller.login()
    assert caller.ask("F0411").status_code == 403
    assert caller.ask("F0101").status_code == 200
    caller.server.configure(denied_as="ds_error")
    assert caller.ask("F0411").json()["ds_F0411"]["error"]["message"] == "Not authorized to access F0411."


def test_19_page_sizes(caller: Caller) -> None:
    caller.server.configure(fetch_limit=200)
    for size, records, more in (
        (None, 100, True),
        ("7", 7, True),
        ("No Max", 200, True),
        ("9999", 250, False),
    ):
        summary = grid(caller.ask("F0411", maxPageSize=size).json(), "F0411")["summary"]
        assert summary == {"records": records, "moreRecords": more}
    assert caller.ask("F0411", maxPageSize="many").status_code == 500


# values


def test_20_values_in_their_ais_form(caller: Caller) -> None:
    text = caller.ask("F0411", maxPageSize="500", **_ordered()).text
    rows = grid(json.loads(text, parse_float=str), "F0411")["rowset"]
    assert (rows[3]["F0411_AG"], rows[0]["F0411_AG"], rows[4]["F0411_AAP"]) == (5, "1.25", "0.5")
    assert rows[0]["F0411_VINV"] == "20240131"
    assert rows[1]["F0411_VINV"] == "INV2  "
    assert (rows[0]["F0411_CRCD"], rows[0]["F0411_UPMT"]) == (" ", 93015)
    assert (rows[249]["F0411_DGJ"], rows[249]["F0411_DIVJ"]) == ("20260302", None)
    names = [row["F0101_ALPH"] for row in caller.rows("F0101", **_ordered("F0101.AN8"))]
    assert names[:2] == ["Abel & Söhne  ", 'Quote " back \\ slash']


def test_20_large_amounts_keep_every_digit(caller: Caller) -> None:
    asked = [condition("F0911.DOC", "EQUAL", "4")]
    assert '"F0911_AA":999999999999999.9901,' in caller.ask("F0911", asked).text
    caller.server.configure(number_form="scientific")
    assert '"F0911_AA":9.999999999999999901E14,' in caller.ask("F0911", asked).text
    caller.server.configure(number_form="padded")
    assert '"F0911_AA":999999999999999.9901,' in caller.ask("F0911", asked).text
    assert '"F0911_AA":100.0000,' in caller.ask("F0911", [condition("F0911.DOC", "EQUAL", "2")]).text


@pytest.mark.parametrize(("mode", "shown"), [("null", None), ("empty", ""), ("blank", " " * 8)])
def test_20_null_dates(caller: Caller, mode: str, shown: str | None) -> None:
    caller.server.configure(null_dates=mode)
    [row] = caller.rows("F0911", [condition("F0911.DOC", "EQUAL", "4")])
    assert row["F0911_DGJ"] == shown


def test_20_null_dates_may_be_left_out(caller: Caller) -> None:
    caller.server.configure(null_dates="missing")
    [row] = caller.rows("F0911", [condition("F0911.DOC", "EQUAL", "4")])
    assert "F0911_DGJ" not in row
    assert (row["F0911_UPMJ"], row["F0911_DOC"]) == ("20260302", 4)


def test_21_other_output_types_are_refused_or_answered(caller: Caller) -> None:
    assert caller.ask("F0411", outputType="VERSION1").status_code == 500
    caller.server.configure(refuse_versions=False)
    asked = [condition("F0411.DOC", "EQUAL", "250")]
    [row] = caller.rows("F0411", asked, outputType="VERSION1")
    assert row["F0411_DGJ"]["dataType"] == 11
    assert row["F0411_DGJ"]["internalValue"] == 1772409600000
    assert row["F0411_AG"]["internalValue"] == 312.5


# paging


def test_22_links_only_for_token_sessions_that_ask(caller: Caller) -> None:
    assert "links" not in caller.ask("F0411").json()
    assert "links" in caller.ask("F0411", enableNextPageProcessing="true").json()
    stateless = {"token": None, "username": "SVCELT", "password": "simulated"}
    answer = caller.ask("F0411", enableNextPageProcessing=True, **stateless).json()
    assert grid(answer, "F0411")["summary"]["moreRecords"] is True
    assert not {"links", "rid"} & set(answer)
    caller.server.configure(stateless_link="dead")
    dead = caller.ask("F0411", enableNextPageProcessing=True, **stateless).json()
    assert caller.follow(dead).status_code == 444
    assert (caller.server.sessions.open, caller.server.sessions.stateless) == (1, 2)


def test_23_links_name_the_server_as_it_sees_itself(caller: Caller) -> None:
    assert caller.token is not None
    answer = caller.ask("F0411", enableNextPageProcessing=True, returnControlIDs="DOC|AG").json()
    link = answer["links"][0]["href"]
    assert link.startswith("http://ais.corp:9300/jderest//v2/dataservice/next?stackId=1&")
    assert link.endswith("&outputType=GRID_DATA&returnControlIDs=F0411.DOC|F0411.AG")
    assert f"&token={requests.utils.quote(caller.token, safe='')}&" in link


def test_24_next_pages_by_get_and_post_keep_size_and_order(caller: Caller) -> None:
    first = caller.ask("F0411", enableNextPageProcessing=True, **_ordered()).json()
    second = caller.follow(first, "GET").json()
    third = caller.follow(second, "POST").json()
    grids = [grid(answer, "F0411") for answer in (first, second, third)]
    assert [found["summary"]["records"] for found in grids] == [100, 100, 50]
    assert [found["summary"]["moreRecords"] for found in grids] == [True, True, False]
    assert "links" not in third
    assert [number for found in grids for number in _numbers(found["rowset"])] == list(range(1, 251))


def test_25_result_sets_expire(caller: Caller) -> None:
    for shape, status in (("500", 500), ("200", 200)):
        caller.server.configure(expired_as=shape)
        first = caller.ask("F0411", enableNextPageProcessing=True, maxPageSize="50").json()
        caller.server.clock.advance(59)
        second = caller.follow(first)
        assert second.status_code == 200
        caller.server.clock.advance(61)
        over = caller.follow(second.json())
        assert over.status_code == status
        assert over.json()["sysErrors"][0]["TITLE"].startswith("JAS_MSG347: The query results expired.")
        assert list(over.json()) == ["sysErrors"]


def test_26_more_records_without_links(caller: Caller) -> None:
    caller.server.configure(omit_links=True)
    answer = caller.ask("F0411", enableNextPageProcessing=True).json()
    assert grid(answer, "F0411")["summary"]["moreRecords"] is True
    assert "links" not in answer


def test_27_rows_move_between_pages_where_data_moves(server: AisServer) -> None:
    with sample_tables() as tables, AisServer(tables, replace(SETTINGS, moving_data=True)) as moving:
        caller = Caller(moving)
        caller.login()
        first = caller.ask("F0411", enableNextPageProcessing=True, **_ordered("F0411.UPMJ")).json()
        tables.execute("UPDATE f0411 SET upmj = 126062 WHERE doc = 1")
        tables.execute("UPDATE f0411 SET upmj = 125000 WHERE doc = 249")
        numbers = _numbers(grid(first, "F0411")["rowset"])
        for _ in range(2):
            first = caller.follow(first).json()
            numbers += _numbers(grid(first, "F0411")["rowset"])
        assert numbers.count(100) == 1
        assert numbers.count(1) == 2
        assert numbers.count(249) == 0


def test_27_a_result_set_stands_still_otherwise(server: AisServer) -> None:
    with sample_tables() as tables, AisServer(tables, SETTINGS) as still:
        caller = Caller(still)
        caller.login()
        pages = caller.pages("F0411", **_ordered("F0411.DOC"))
        numbers = _numbers(grid(next(pages), "F0411")["rowset"])
        tables.execute("DELETE FROM f0411 WHERE doc > 150")
        for answer in pages:
            numbers += _numbers(grid(answer, "F0411")["rowset"])
        assert numbers == list(range(1, 251))


@pytest.mark.parametrize(("effect", "status"), [("expire_result_set", 500), ("restart", 444)])
def test_28_another_node_knows_neither_result_set_nor_token(caller: Caller, effect: str, status: int) -> None:
    caller.server.faults.add(Fault(effect, call="next", nth=(1,)))
    first = caller.ask("F0411", enableNextPageProcessing=True).json()
    assert caller.follow(first).status_code == status


def test_29_empty_pages_that_promise_more(caller: Caller) -> None:
    caller.server.faults.add(Fault("empty_page", call="next", nth=(1, 2)))
    sizes = [grid(answer, "F0411")["summary"] for answer in caller.pages("F0411")]
    assert [size["records"] for size in sizes] == [100, 0, 0, 100, 50]
    assert [size["moreRecords"] for size in sizes] == [True, True, True, True, False]


def test_30_an_endless_loop_of_the_same_page(caller: Caller) -> None:
    caller.server.faults.add(Fault("repeat_page", call="next"))
    pages = caller.pages("F0411", **_ordered())
    numbers = [_numbers(grid(next(pages), "F0411")["rowset"]) for _ in range(5)]
    assert numbers == [list(range(1, 101))] * 5


# errors inside 200, figures, configuration, and the life of data


@pytest.mark.parametrize("shape", ["exception", "sysErrors", "fs_errors", "ds_error"])
def test_31_errors_inside_200(caller: Caller, shape: str) -> None:
    caller.server.configure(errors_as=shape)
    answer = caller.ask("F0411", [condition("F0411.NOPE", "EQUAL", "1")])
    assert answer.status_code == 200
    told = {
        "exception": lambda body: body["message"],
        "sysErrors": lambda body: body["sysErrors"][0]["DESC"],
        "fs_errors": lambda body: body["fs_DATABROWSE_F0411"]["errors"][0]["TITLE"],
        "ds_error": lambda body: body["ds_F0411"]["error"]["message"],
    }[shape](answer.json())
    assert told == "Invalid column F0411.NOPE in F0411."


def test_32_count_in_both_shapes(caller: Caller) -> None:
    asked: dict[str, Any] = {"dataServiceType": "COUNT"}
    assert caller.ask("F0411", [SINCE_2026], **asked).json()["ds_F0411"] == {"count": DAYS_OF_2026}
    caller.server.configure(count_shape="flat")
    assert caller.ask("F0411", **asked).json()["count"] == VOUCHERS


def test_32_aggregation_with_groups_and_dotted_keys(caller: Caller) -> None:
    wanted = {
        "aggregations": [
            {"column": "F0911.AA", "aggregation": "SUM"},
            {"column": "*", "aggregation": "COUNT"},
            {"column": "F0911.DGJ", "aggregation": "MAX"},
            {"column": "F0911.DOC", "aggregation": "AVG"},
            {"column": "F0911.CRCD", "aggregation": "COUNT_DISTINCT"},
        ],
        "groupBy": [{"column": "F0911.KCO"}],
        "orderBy": [{"column": "F0911.KCO", "direction": "DESC"}],
    }
    answer = caller.ask("F0911", dataServiceType="AGGREGATION", aggregation=wanted)
    found = json.loads(answer.text, parse_float=str)["ds_F0911"]["output"]
    assert found[0] == {
        "groupBy": {"F0911.KCO": "00002"},
        "F0911.AA_SUM": "999999999987654.9901",
        "COUNT": 2,
        "F0911.DGJ_MAX": "20260302",
        "F0911.DOC_AVG": "3.5",
        "F0911.CRCD_COUNT_DISTINCT": 1,
    }
    assert found[1]["F0911.AA_SUM"] == "5332.88"
    caller.server.configure(group_values="object", aggregate_decimals="display", count_all_key="COUNT(*)")
    answer = caller.ask("F0911", dataServiceType="AGGREGATION", aggregation=wanted)
    shown = json.loads(answer.text, parse_float=str)["ds_F0911"]["output"][0]
    assert shown["groupBy"] == {"F0911.KCO": {"internalValue": "00002"}}
    assert shown["F0911.AA_SUM"] == "999999999987654.99"
    assert shown["COUNT(*)"] == 2


def test_33_configuration_with_and_without_next_page(server: AisServer) -> None:
    caller = Caller(server)
    asked = "/v2/defaultconfig?requiredCapabilities=dataservice,nextPage"
    with_links = caller.get(asked).json()
    assert "nextPage" in {capability["name"] for capability in with_links["capabilityList"]}
    assert with_links["requiredCapabilityMissing"] is False
    server.configure(next_page=False)
    without = caller.post(asked).json()
    assert "nextPage" not in {capability["name"] for capability in without["capabilityList"]}
    assert without["requiredCapabilityMissing"] is True


def test_33_a_server_without_version_2(server: AisServer) -> None:
    server.configure(version_2=False)
    caller = Caller(server)
    assert caller.get("/v2/defaultconfig").status_code == 404
    assert caller.get("/defaultconfig").status_code == 200
    assert caller.post("/v2/tokenrequest", {}).status_code == 404


def test_34_rows_changed_behind_the_stamp_and_jdes_own_day(server: AisServer) -> None:
    with sample_tables() as tables, AisServer(tables, SETTINGS) as changing:
        caller = Caller(changing)
        caller.login()
        today = [condition("F0411.UPMJ", "GREATER_EQUAL", "", special="TODAY")]
        assert _numbers(caller.rows("F0411", today)) == [VOUCHERS]
        tables.execute("UPDATE f0411 SET ag = 1 WHERE doc = 7")
        tables.execute("DELETE FROM f0411 WHERE doc = 8")
        tables.execute("UPDATE f0411 SET upmj = 136001 WHERE doc = 9")
        changing.clock.set_day(date(2026, 3, 3))
        assert _numbers(caller.rows("F0411", today)) == [9]
        found = {row["F0411_DOC"]: row for row in caller.rows("F0411", maxPageSize="500")}
        assert (found[7]["F0411_AG"], 8 in found, found[9]["F0411_UPMJ"]) == (1, False, "20360101")


def _ordered(control: str = "F0411.DOC") -> dict[str, Any]:
    return {"aggregation": ascending(control)}


def test_users_are_told_apart(server: AisServer) -> None:
    server.configure(users=(User(), User("OTHER", "second", date_format="dd/MM/yyyy")))
    caller = Caller(server)
    told = caller.login(username="other", password="second").json()
    assert (told["username"], told["userInfo"]["simpleDateFormat"]) == ("OTHER", "dd/MM/yyyy")
