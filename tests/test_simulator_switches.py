"""The switches of the simulated AIS Server that no other test turns: each way of a fact that is not settled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pytest

from tests.jde_simulator import Fault
from tests.jde_simulator.caller import Caller, ascending, condition, grid
from tests.jde_simulator.sample import VOUCHERS

pytest_plugins = ["tests.protocol_fixtures"]

SINCE_MARCH = "03/01/2026"


def _since(literal: str) -> list[dict[str, Any]]:
    return [condition("F0411.UPMJ", "GREATER_EQUAL", literal)]


def test_any_way_of_signing_in_may_be_off(caller: Caller) -> None:
    server, basic = caller.server, ("SVCELT", "simulated")
    bearer = {"Authorization": "Bearer jwt-of-the-service-user"}
    assert caller.post("/v2/tokenrequest", {}, headers=bearer).status_code == 403
    server.configure(allow_basic=False, bearer_tokens={"jwt-of-the-service-user": "SVCELT"})
    assert caller.post("/v2/tokenrequest", {}, auth=basic).status_code == 403
    assert caller.post("/v2/tokenrequest", {}, headers=bearer).json()["username"] == "SVCELT"
    server.configure(allow_basic=True, allow_body_credentials=False)
    assert caller.login().status_code == 403
    assert caller.post("/v2/tokenrequest", {}, auth=basic).status_code == 200
    assert server.sessions.failures("SVCELT") == 0


def test_a_disabled_user_is_told_so(caller: Caller) -> None:
    server = caller.server
    server.configure(users=(replace(server.settings.users[0], enabled=False),))
    assert caller.login().json()["message"] == "Authorization Failure: The user is disabled."


def test_data_calls_without_credentials_are_refused(caller: Caller) -> None:
    assert caller.ask("F0411", token=None).status_code == 403
    assert caller.post("/v2/tokenrequest", {}).status_code == 403


def test_the_aliases_of_login_and_validate(caller: Caller) -> None:
    answer = caller.get("/v2/orchestrator/jde-login", auth=("SVCELT", "simulated")).json()
    who = {"jde-AIS-Auth": answer["userInfo"]["token"]}
    assert caller.get("/v2/orchestrator/jde-validate-session", headers=who).json() == {"isValidSession": True}


def test_a_token_in_the_headers_alone(caller: Caller) -> None:
    assert caller.token is not None
    headers = {"jde-AIS-Auth": caller.token, "jde-AIS-Auth-Device": "test-device"}
    body = caller.request("F0411", token=None, deviceName=None, maxPageSize="3")
    answer = caller.post("/v2/dataservice", body, headers=headers)
    assert grid(answer.json(), "F0411")["summary"]["records"] == 3


def test_a_next_link_may_be_bound_to_the_device(caller: Caller) -> None:
    first = caller.ask("F0411", enableNextPageProcessing=True).json()
    assert caller.follow(first).status_code == 200
    caller.server.configure(bind_next_link=True)
    assert caller.follow(first).status_code == 444
    caller.http.headers["jde-AIS-Auth-Device"] = "test-device"
    assert caller.follow(first).status_code == 200


@pytest.mark.parametrize(("shape", "literal"), [("yyyyMMdd", "20260301"), ("julian", "126060")])
def test_further_date_literals(caller: Caller, shape: str, literal: str) -> None:
    assert caller.ask("F0411", _since(literal)).status_code == 500
    caller.server.configure(date_literals=("user", shape))
    for asked in (literal, SINCE_MARCH):
        assert len(caller.rows("F0411", _since(asked))) == 2


def test_wildcards_may_be_plain_text(caller: Caller) -> None:
    asked = [condition("F0101.ALPH", "EQUAL", "*STAR")]
    assert [row["F0101_AN8"] for row in caller.rows("F0101", asked)] == [3]
    everything = [condition("F0101.ALPH", "EQUAL", "*")]
    assert len(caller.rows("F0101", everything)) == 5
    caller.server.configure(wildcards=False)
    assert [row["F0101_AN8"] for row in caller.rows("F0101", asked)] == [3]
    assert caller.rows("F0101", everything) == []


def test_business_units_may_want_their_padding(caller: Caller) -> None:
    caller.server.configure(pad_business_units=False)
    assert caller.rows("F0006", [condition("F0006.MCU", "EQUAL", "20100")]) == []
    assert len(caller.rows("F0006", [condition("F0006.MCU", "EQUAL", "       20100")])) == 1


def test_nested_complex_queries(caller: Caller) -> None:
    inner = {
        "complexQuery": [{"andOr": "AND", "query": {"condition": [condition("F0411.DOC", "LESS", "4")]}}]
    }
    query = {"autoFind": True, "complexQuery": [{"andOr": "AND", "query": inner}]}
    assert caller.ask("F0411", query=query).json()["message"] == "Nested complexQuery is not supported."
    caller.server.configure(nested_complex_query=True)
    assert len(caller.rows("F0411", query=query)) == 3


def test_blanks_are_found_as_blanks(caller: Caller) -> None:
    for asked in (
        condition("F0411.CRCD", "EQUAL", ""),
        condition("F0411.CRCD", "EQUAL", " "),
        condition("F0411.CRCD", "STR_BLANK"),
        condition("F0411.VINV", "STR_NOT_BLANK"),
        condition("F0411.DGJ", "NOT_EQUAL", ""),
    ):
        assert len(caller.rows("F0411", [asked], maxPageSize="500")) == VOUCHERS
    assert len(caller.rows("F0411", [condition("F0411.DIVJ", "EQUAL", "")])) == VOUCHERS // 10


def test_the_login_user_as_a_value(caller: Caller) -> None:
    asked = [condition("F0101.ALPH", "EQUAL", "", special="LOGIN_USER")]
    assert caller.rows("F0101", asked) == []
    assert len(caller.rows("F0101", [condition("F0101.ALPH", "NOT_EQUAL", "", special="LOGIN_USER")])) == 5


def test_keys_come_in_no_promised_order(caller: Caller) -> None:
    caller.server.configure(shuffle_keys=True)
    asked = "|".join(("DOC", "DCT", "KCO", "SFX", "AN8", "AG", "AAP", "DGJ"))
    orders = {tuple(caller.rows("F0411", maxPageSize="1", returnControlIDs=asked)[0]) for _ in range(4)}
    assert len(orders) > 1
    assert len({frozenset(order) for order in orders}) == 1


def test_null_numbers(caller: Caller, sample: duckdb.DuckDBPyConnection) -> None:
    sample.execute(
        "CREATE TABLE f55null AS SELECT 1 AS ukid, NULL::DECIMAL(15,2) AS uorg, NULL::VARCHAR AS dsc1"
    )
    [row] = caller.rows("F55NULL")
    assert row == {"F55NULL_UKID": 1, "F55NULL_UORG": 0, "F55NULL_DSC1": " "}
    caller.server.configure(null_numbers="null")
    assert caller.rows("F55NULL")[0]["F55NULL_UORG"] is None
    sample.execute("DROP TABLE f55null")


def test_members_that_may_be_absent(caller: Caller) -> None:
    caller.server.configure(columns_when_empty=False, grid_identity=False)
    nothing = [condition("F0411.DOC", "GREATER", "9999")]
    assert set(grid(caller.ask("F0411", nothing).json(), "F0411")) == {"rowset", "summary"}


def test_get_may_link_on(caller: Caller) -> None:
    assert caller.token is not None
    url = "/v2/dataservice/table/F0411?$limit=200&$sort=%2BF0411.DOC"
    headers = {"jde-AIS-Auth": caller.token, "jde-AIS-Auth-Device": "test-device"}
    assert "links" not in caller.get(url, headers=headers).json()
    caller.server.configure(simple_get_links=True)
    answer = caller.get(url, headers=headers).json()
    assert grid(caller.follow(answer).json(), "F0411")["summary"]["records"] == 50


def test_having_and_the_order_of_groups(caller: Caller) -> None:
    wanted = {
        "aggregations": [{"column": "F0911.AA", "aggregation": "SUM"}],
        "groupBy": [{"column": "F0911.CRCD"}],
        "orderBy": [{"column": "F0911.AA_SUM", "direction": "DESC"}],
    }
    asked: dict[str, Any] = {"dataServiceType": "AGGREGATION", "aggregation": wanted}
    output = caller.ask("F0911", **asked).json()["ds_F0911"]["output"]
    assert [group["groupBy"]["F0911.CRCD"] for group in output] == ["JPY", "USD"]
    more_than = {**condition("F0911.AA", "LESS", "6000"), "aggregation": "SUM"}
    output = caller.ask("F0911", **asked, having={"condition": [more_than]}).json()["ds_F0911"]["output"]
    assert output == [{"groupBy": {"F0911.CRCD": "USD"}, "F0911.AA_SUM": 5332.88}]
    wrong = {**asked, "aggregation": {"aggregations": [{"column": "F0911.CRCD", "aggregation": "SUM"}]}}
    assert caller.ask("F0911", **wrong).json()["message"] == "Invalid aggregation SUM of CRCD."


def test_what_does_not_exist_is_refused(caller: Caller) -> None:
    assert caller.ask("F9999").json()["message"] == "Invalid table or view F9999."
    assert caller.ask("V0411A", targetType="view").status_code == 500
    assert caller.get("/v2/dataservice/nothing").status_code == 404
    assert (
        caller.ask("F0411", dataServiceType="DELETE").json()["message"] == "Invalid dataServiceType DELETE."
    )


def test_a_fault_can_run_an_action_between_pages(caller: Caller) -> None:
    called: list[int] = []
    caller.server.faults.add(Fault("run", call="next", nth=(1,), action=lambda: called.append(1)))
    assert len(list(caller.pages("F0411", aggregation=ascending("F0411.DOC")))) == 3
    assert called == [1]
