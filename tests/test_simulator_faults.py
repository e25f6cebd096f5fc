"""The faults of the simulated AIS Server: each hits the calls it names, and does what it says."""

from __future__ import annotations

import json
import time
from typing import Any

import duckdb
import pytest
import requests

from tests.jde_simulator import AisServer, Fault, FaultPlan
from tests.jde_simulator.caller import Caller, ascending, condition, grid
from tests.jde_simulator.faults import replaced
from tests.jde_simulator.sample import SETTINGS

pytest_plugins = ["tests.protocol_fixtures"]

ORDERED = {"aggregation": ascending("F0411.DOC")}
PAGED = {**ORDERED, "enableNextPageProcessing": True}


def _page(response: requests.Response) -> dict[str, Any]:
    return grid(response.json(), "F0411")


def _statuses(caller: Caller, calls: int, target: str = "F0411") -> list[int]:
    return [caller.ask(target, maxPageSize="1").status_code for _ in range(calls)]


def test_nth_every_and_times_choose_the_calls(caller: Caller) -> None:
    faults = caller.server.faults
    faults.add(Fault("status", call="browse", nth=(2, 4), status=500))
    assert _statuses(caller, 5) == [200, 500, 200, 500, 200]
    faults.clear()
    faults.add(Fault("status", call="data", every=3, status=503))
    assert _statuses(caller, 7) == [200, 200, 503, 200, 200, 503, 200]
    faults.clear()
    faults.add(Fault("status", times=2, status=429))
    assert _statuses(caller, 4) == [429, 429, 200, 200]
    assert faults.hits == 2


def test_a_fault_hits_only_its_table_and_call(caller: Caller) -> None:
    caller.server.faults.add(Fault("status", call="browse", table="F0101", status=403))
    assert _statuses(caller, 2) == [200, 200]
    assert _statuses(caller, 2, "F0101") == [403, 403]
    assert caller.ask("F0101", dataServiceType="COUNT").status_code == 200


def test_probability_is_repeatable_by_seed() -> None:
    def hits(seed: int) -> list[bool]:
        plan = FaultPlan([Fault("status", probability=0.2)], seed=seed)
        return [bool(plan.due("browse", "F0411")) for _ in range(500)]

    assert hits(1) == hits(1) != hits(2)
    assert 70 < sum(hits(1)) < 130


def test_unknown_effects_calls_and_members_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown effect 'explode'"):
        Fault("explode")
    with pytest.raises(ValueError, match="unknown call 'browze'"):
        Fault("reset", call="browze")
    with pytest.raises(ValueError, match="unknown members of a fault: foo"):
        Fault.from_json({"effect": "reset", "foo": 1})
    assert Fault.from_json({"effect": "reset", "nth": [1, 2]}) == Fault("reset", nth=(1, 2))


def test_login_page_comes_with_200(caller: Caller) -> None:
    caller.server.faults.add(Fault("html", times=1))
    login_page = caller.ask("F0411")
    assert (login_page.status_code, login_page.text[:6]) == (200, "<html>")
    assert login_page.headers["Content-Type"].startswith("text/html")


def test_empty_body(caller: Caller) -> None:
    caller.server.faults.add(Fault("empty", times=1))
    assert (caller.ask("F0411").status_code, caller.ask("F0411").content[:1]) == (200, b"{")


def test_cut_body_ends_before_its_length(caller: Caller) -> None:
    caller.server.faults.add(Fault("cut", times=1, fraction=0.4))
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        caller.ask("F0411")
    assert caller.ask("F0411").status_code == 200


def test_hang_outlasts_the_callers_patience_and_ends_with_the_server(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    began = time.monotonic()
    hanging = AisServer(sample, SETTINGS, [Fault("hang", call="config", seconds=60)])
    with hanging as server, pytest.raises(requests.Timeout):
        requests.get(f"{server.base_url}/v2/defaultconfig", timeout=0.3)
    assert time.monotonic() - began < 10


def test_slow_body_arrives_whole(caller: Caller) -> None:
    caller.server.faults.add(Fault("slow", times=1, bytes_per_second=4000))
    began = time.monotonic()
    answer = caller.ask("F0411", maxPageSize="20", returnControlIDs="DOC|AG|VINV")
    assert len(_page(answer)["rowset"]) == 20
    assert time.monotonic() - began > len(answer.content) / 4000 * 0.7


def test_half_a_page_as_if_whole(caller: Caller) -> None:
    caller.server.faults.add(Fault("half_page", nth=(1,)), Fault("half_page", nth=(2,), declared=False))
    declared, silent, whole = (_page(caller.ask("F0411")) for _ in range(3))
    assert (len(declared["rowset"]), declared["summary"]["records"]) == (50, 100)
    assert (len(silent["rowset"]), silent["summary"]["records"]) == (50, 50)
    assert (len(whole["rowset"]), whole["summary"]["records"]) == (100, 100)


def test_a_lost_answer_moves_the_result_set_on(caller: Caller) -> None:
    first = caller.ask("F0411", **PAGED).json()
    caller.server.faults.add(Fault("lose_answer", call="next", times=1))
    with pytest.raises(requests.ConnectionError):
        caller.follow(first)
    rows = _page(caller.follow(first))["rowset"]
    assert [rows[0]["F0411_DOC"], rows[-1]["F0411_DOC"]] == [201, 250]


def test_a_link_called_twice_advances_repeats_or_has_expired(caller: Caller) -> None:
    seen = []
    for mode in ("advance", "repeat", "expire"):
        caller.server.configure(reused_link=mode)
        first = caller.ask("F0411", **PAGED).json()
        caller.follow(first)
        again = caller.follow(first)
        seen.append(_page(again)["rowset"][0]["F0411_DOC"] if again.status_code == 200 else again.status_code)
    assert seen == [201, 101, 500]


def test_token_expires_on_every_kth_call(caller: Caller) -> None:
    caller.server.faults.add(Fault("expire_token", call="data", every=2))
    assert _statuses(caller, 3) == [200, 444, 444]
    caller.login()
    assert _statuses(caller, 1) == [444]
    caller.login()
    assert _statuses(caller, 2) == [200, 444]


def test_links_lost_or_leading_elsewhere(caller: Caller) -> None:
    caller.server.faults.add(
        Fault("drop_links", nth=(1,)),
        Fault("foreign_link", nth=(2,), body="http://169.254.169.254/latest/meta-data"),
    )
    lost, foreign = (caller.ask("F0411", **PAGED).json() for _ in range(2))
    assert "links" not in lost
    assert grid(lost, "F0411")["summary"]["moreRecords"] is True
    assert foreign["links"][0]["href"].startswith("http://169.254.169.254/latest/meta-data?stackId=1&")


def test_redirects_are_a_status_with_a_location(caller: Caller) -> None:
    caller.server.faults.add(
        Fault("status", status=302, headers={"Location": "http://127.0.0.1:9/"}, times=1)
    )
    body = caller.request("F0411")
    url = f"{caller.server.base_url}/v2/dataservice"
    answer = caller.http.post(url, json=body, allow_redirects=False, timeout=30)
    assert (answer.status_code, answer.headers["Location"]) == (302, "http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("column", "raw", "shown"),
    [
        ("AG", '"n/a"', "n/a"),
        ("AG", "1e-9", 1e-9),
        ("AG", "123456789012345678901234567890123", 123456789012345678901234567890123),
        ("VINV", '"A\\u0000B"', "A\x00B"),
        ("VINV", '"\\ud800"', "\ud800"),
        ("DGJ", '"20261399"', "20261399"),
        ("DGJ", None, "missing"),
    ],
)
def test_values_are_garbled_in_the_row_named(
    caller: Caller, column: str, raw: str | None, shown: Any
) -> None:
    caller.server.faults.add(Fault("garble", column=column, raw=raw, row=1))
    rows = json.loads(caller.ask("F0411", **ORDERED).text)["fs_DATABROWSE_F0411"]["data"]["gridData"][
        "rowset"
    ]
    assert rows[1].get(f"F0411_{column}", "missing") == shown
    assert rows[0][f"F0411_{column}"] != shown
    assert rows[2][f"F0411_{column}"] != shown


def test_invalid_utf_8_goes_out_as_it_is(caller: Caller) -> None:
    caller.server.faults.add(Fault("garble", column="VINV", raw='"A\udcffB"'))
    assert b'"F0411_VINV":"A\xffB"' in caller.ask("F0411", **ORDERED).content


def test_a_column_disappears_from_titles_and_rows(caller: Caller) -> None:
    caller.server.faults.add(Fault("drop_column", column="DOC"))
    page = _page(caller.ask("F0411", returnControlIDs="DOC|AG|VINV"))
    assert set(page["columns"]) == set(page["rowset"][0]) == {"F0411_AG", "F0411_VINV"}


def test_duplicate_rows_across_a_seam(caller: Caller) -> None:
    caller.server.faults.add(Fault("duplicate_row", times=1))
    rows = _page(caller.ask("F0411", maxPageSize="3", **ORDERED))["rowset"]
    assert [row["F0411_DOC"] for row in rows] == [1, 2, 3, 3]


@pytest.mark.parametrize("shape", ["sysErrors", "fs_errors", "warnings", "exception"])
def test_messages_inside_200_beside_rows(caller: Caller, shape: str) -> None:
    caller.server.faults.add(Fault("message", shape=shape, body="Something is wrong."))
    answer = caller.ask("F0411").json()
    form = answer["fs_DATABROWSE_F0411"]
    told = {
        "sysErrors": answer["sysErrors"],
        "fs_errors": form["errors"],
        "warnings": form["warnings"],
        "exception": [{"DESC": answer["message"]}] if "exception" in answer else [],
    }
    assert {place: [item["DESC"] for item in items] for place, items in told.items() if items} == {
        shape: ["Something is wrong."]
    }
    assert len(form["data"]["gridData"]["rowset"]) == 100


def test_messages_instead_of_figures(caller: Caller) -> None:
    caller.server.faults.add(Fault("message", call="count", shape="ds_error", body="No figures."))
    answer = caller.ask("F0411", [condition("F0411.DOC", "EQUAL", "1")], dataServiceType="COUNT")
    assert answer.json()["ds_F0411"] == {"error": {"message": "No figures."}}


def test_replacing_a_member_keeps_the_rest_of_the_row() -> None:
    row = '{"F_A":"x \\" ,\\"F_B\\":1","F_B":12.5,"F_C":null}'
    assert json.loads(replaced(row, "F_B", "7")) == {"F_A": 'x " ,"F_B":1', "F_B": 7, "F_C": None}
    assert json.loads(replaced(row, "F_B", None)) == {"F_A": 'x " ,"F_B":1', "F_C": None}
    assert json.loads(replaced(row, "F_A", None)) == {"F_B": 12.5, "F_C": None}
