"""The simulated AIS Server against the protocol's checklist: values, errors inside a 200, figures, and the configuration; items 20, 21 and 31 to 34. A test's number is the item's."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.jde_simulator import AisServer
from tests.jde_simulator.caller import Caller, condition, document_numbers, grid, ordered
from tests.jde_simulator.sample import SETTINGS, VOUCHERS, sample_tables

pytest_plugins = ["tests.protocol_fixtures"]

SINCE_2026 = condition("F0411.UPMJ", "GREATER_EQUAL", "01/01/2026")
DAYS_OF_2026 = 61


def test_20_values_in_their_ais_form(caller: Caller) -> None:
    text = caller.ask("F0411", maxPageSize="500", **ordered()).text
    rows = grid(json.loads(text, parse_float=str), "F0411")["rowset"]
    assert (rows[3]["F0411_AG"], rows[0]["F0411_AG"], rows[4]["F0411_AAP"]) == (5, "1.25", "0.5")
    assert rows[0]["F0411_VINV"] == "20240131"
    assert rows[1]["F0411_VINV"] == "INV2  "
    assert (rows[0]["F0411_CRCD"], rows[0]["F0411_UPMT"]) == (" ", 93015)
    assert (rows[249]["F0411_DGJ"], rows[249]["F0411_DIVJ"]) == ("20260302", None)
    names = [row["F0101_ALPH"] for row in caller.rows("F0101", **ordered("F0101.AN8"))]
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
        assert document_numbers(caller.rows("F0411", today)) == [VOUCHERS]
        tables.execute("UPDATE f0411 SET ag = 1 WHERE doc = 7")
        tables.execute("DELETE FROM f0411 WHERE doc = 8")
        tables.execute("UPDATE f0411 SET upmj = 136001 WHERE doc = 9")
        changing.clock.set_day(date(2026, 3, 3))
        assert document_numbers(caller.rows("F0411", today)) == [9]
        found = {row["F0411_DOC"]: row for row in caller.rows("F0411", maxPageSize="500")}
        assert (found[7]["F0411_AG"], 8 in found, found[9]["F0411_UPMJ"]) == (1, False, "20360101")
