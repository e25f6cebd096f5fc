"""The simulated AIS Server against the protocol's checklist: pages and result sets; items 22 to 30. A test's number is the item's."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests

from tests.jde_simulator import AisServer, Fault
from tests.jde_simulator.caller import Caller, document_numbers, grid, ordered
from tests.jde_simulator.sample import SETTINGS, sample_tables

pytest_plugins = ["tests.protocol_fixtures"]


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
    first = caller.ask("F0411", enableNextPageProcessing=True, **ordered()).json()
    second = caller.follow(first, "GET").json()
    third = caller.follow(second, "POST").json()
    grids = [grid(answer, "F0411") for answer in (first, second, third)]
    assert [found["summary"]["records"] for found in grids] == [100, 100, 50]
    assert [found["summary"]["moreRecords"] for found in grids] == [True, True, False]
    assert "links" not in third
    assert [number for found in grids for number in document_numbers(found["rowset"])] == list(range(1, 251))


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
        first = caller.ask("F0411", enableNextPageProcessing=True, **ordered("F0411.UPMJ")).json()
        tables.execute("UPDATE f0411 SET upmj = 126062 WHERE doc = 1")
        tables.execute("UPDATE f0411 SET upmj = 125000 WHERE doc = 249")
        numbers = document_numbers(grid(first, "F0411")["rowset"])
        for _ in range(2):
            first = caller.follow(first).json()
            numbers += document_numbers(grid(first, "F0411")["rowset"])
        assert numbers.count(100) == 1
        assert numbers.count(1) == 2
        assert numbers.count(249) == 0


def test_27_a_result_set_stands_still_otherwise(server: AisServer) -> None:
    with sample_tables() as tables, AisServer(tables, SETTINGS) as still:
        caller = Caller(still)
        caller.login()
        pages = caller.pages("F0411", **ordered("F0411.DOC"))
        numbers = document_numbers(grid(next(pages), "F0411")["rowset"])
        tables.execute("DELETE FROM f0411 WHERE doc > 150")
        for answer in pages:
            numbers += document_numbers(grid(answer, "F0411")["rowset"])
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
    pages = caller.pages("F0411", **ordered())
    numbers = [document_numbers(grid(next(pages), "F0411")["rowset"]) for _ in range(5)]
    assert numbers == [list(range(1, 101))] * 5
