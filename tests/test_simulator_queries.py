"""The simulated AIS Server against the protocol's checklist: queries and the rows that they find; items 12 to 19. A test's number is the item's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.jde_simulator import AisServer
from tests.jde_simulator.caller import Caller, condition, document_numbers, grid, ordered
from tests.jde_simulator.sample import VOUCHERS

pytest_plugins = ["tests.protocol_fixtures"]

SINCE_2026 = condition("F0411.UPMJ", "GREATER_EQUAL", "01/01/2026")
DAYS_OF_2026 = 61


def _with_user(server: AisServer, **changes: Any) -> None:
    server.configure(users=(replace(server.settings.users[0], **changes),))


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
    rows = caller.rows("F0411", [condition("F0411.UPMJ", "GREATER_EQUAL", literal)], **ordered())
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
    rows = caller.rows("F0411", asked, **ordered())
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
    assert document_numbers(caller.rows("F0411", [asked], **ordered())) == found


def test_15_match_any_and_complex_query_from_left_to_right(caller: Caller) -> None:
    low, high = condition("F0411.DOC", "LESS", "3"), condition("F0411.DOC", "GREATER", "249")
    odd = condition("F0411.KCO", "EQUAL", "00001")
    any_of = {"autoFind": True, "matchType": "MATCH_ANY", "condition": [low, high]}
    assert document_numbers(caller.rows("F0411", query=any_of, **ordered())) == [1, 2, 250]
    elements = [
        {"andOr": word, "query": {"matchType": "MATCH_ALL", "condition": [part]}}
        for word, part in (("AND", low), ("OR", high), ("AND", odd))
    ]
    complex_query = {"autoFind": True, "complexQuery": elements}
    assert document_numbers(caller.rows("F0411", query=complex_query, **ordered())) == [1]


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
    assert document_numbers(caller.rows("F0411", maxPageSize="500", **ordered())) == list(
        range(1, VOUCHERS + 1)
    )
    first, second = (document_numbers(caller.rows("F0411", maxPageSize="500")) for _ in range(2))
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
