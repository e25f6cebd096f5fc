"""The client against all in which AIS servers differ or fail, one test per item of the protocol's checklist.

Items 1-11 sign-in, 12-19 query, 20-21 values, 22-30 paging, 31 errors, 32 figures, 33 configuration,
34 incremental reading, 35 operation.
"""

from __future__ import annotations

import logging
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from loader.ais.dataservice import Condition, DataService, DaysAgo, Filter
from loader.ais.dates import cyyddd
from loader.errors import ConfigurationError, SignInError, SourceError
from tests.ais_site import REGISTRY, ROWS, TODAY, Site, server_settings, service_user, site
from tests.jde_simulator.faults import Fault
from tests.jde_simulator.settings import CAPABILITIES

F0411, F0911 = REGISTRY["F0411"], REGISTRY["F0911"]


def change(jde: Site, sql: str) -> None:
    with jde.server._connection.cursor() as connection:
        connection.execute(sql)


def since(day: date) -> Filter:
    return Filter((Condition("upmj", "GREATER_EQUAL", (day,)),))


def test_item_01_credentials_go_in_the_body_or_in_headers(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        with jde.session(environment="JPD920", role="*ALL") as session:
            assert (session.user.environment, session.user.role) == ("JPD920", "*ALL")
            (entry,) = jde.server.log.select("login")
            assert entry.body["username"] == "SVCELT"
            assert entry.device == "jde-loader"
        with jde.session(environment="JPD920", role="*ALL", auth="basic") as session:
            assert (session.user.environment, session.user.role) == ("JPD920", "*ALL")
            assert "username" not in jde.server.log.select("login")[-1].body


def test_item_02_every_call_says_that_it_is_json(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        for auth in ("token", "basic"):
            jde.read("F0010", auth=auth)
        assert {entry.status for entry in jde.server.log.entries} == {200}


def test_item_03_a_rejected_password_is_tried_once(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(lock_after=2)) as jde:
        for _ in range(5):
            with pytest.raises(SignInError, match="JDE rejected"):
                jde.read(password="wrong")
        assert jde.server.sessions.failures("SVCELT") == 1
        assert jde.read().rows.num_rows == ROWS


def test_item_04_a_wrong_environment_is_explained(tmp_path: Path) -> None:
    with site(tmp_path) as jde, pytest.raises(SignInError, match="environment and role"):
        jde.read(role="NOBODY")


def test_item_05_the_device_goes_with_every_call(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(bind_next_link=True)) as jde:
        assert jde.read(device_name="plant-7").keys(F0411) == jde.expected("F0411")
        signed = [entry for entry in jde.server.log.entries if entry.call != "config"]
        assert {entry.device for entry in signed} == {"plant-7"}


def test_item_06_the_cookie_goes_with_the_token(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(strict_cookie=True)) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")
        jde.server.faults.add(Fault("expire_token", call="next", nth=(2,)))
        assert jde.read().keys(F0411) == jde.expected("F0411")
        assert jde.server.log.logins == 3


@pytest.mark.parametrize("limit", [{"idle_minutes": 0.0005}, {"ttl_minutes": 0.0005}])
def test_item_07_a_token_past_its_time_is_renewed(tmp_path: Path, limit: dict[str, float]) -> None:
    with site(tmp_path, server_settings(**limit)) as jde, jde.session() as session:
        service = DataService(session)
        time.sleep(0.05)
        assert service.count(F0411) == ROWS
        assert jde.server.log.logins == 2


def test_item_08_a_403_on_a_data_call_renews_like_a_444(tmp_path: Path) -> None:
    faults = [Fault("expire_token", call="data", nth=(3,))]
    with site(tmp_path, server_settings(invalid_token_status=403), faults) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")
        assert jde.server.log.logins == 2


def test_item_09_logout_ends_the_session_and_its_errors_do_no_harm(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        jde.read("F0010")
        assert jde.server.sessions.open == 0
        for effect in ("status", "reset", "html", "hang"):
            jde.server.faults.clear()
            jde.server.faults.add(Fault(effect, call="logout", seconds=0.2))
            assert jde.read("F0010").rows.num_rows == 5


@pytest.mark.parametrize("members", ["minimal", "extra"])
def test_item_10_a_sign_in_with_more_or_fewer_members_works(tmp_path: Path, members: str) -> None:
    with site(tmp_path, server_settings(login_members=members)) as jde:
        assert jde.read(where=since(date(2026, 3, 2))).keys(F0411) == jde.expected("F0411", "upmj >= 126061")
    with site(tmp_path, server_settings(login_without_token=True)) as jde, pytest.raises(SignInError):
        jde.read()


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        ({"effect": "status", "status": 405}, SourceError, "Allowed Hosts"),
        ({"effect": "status", "status": 445}, SourceError, "Single sign-on"),
        ({"effect": "status", "status": 446}, SourceError, "Single sign-on"),
        ({"effect": "status", "status": 415}, SourceError, "HTTP 415"),
        ({"effect": "status", "status": 502, "body": "<html>Bad Gateway</html>"}, SourceError, "HTTP 502"),
        ({"effect": "status", "status": 404, "body": "<html/>"}, ConfigurationError, "version 2"),
        ({"effect": "reset"}, SourceError, "connection broke"),
    ],
)
def test_item_11_other_refusals_each_have_their_words(
    tmp_path: Path, fault: dict[str, Any], error: type[Exception], words: str
) -> None:
    with site(tmp_path, faults=[Fault(call="login", **fault)]) as jde, pytest.raises(error, match=words):
        jde.read()


def test_item_12_find_is_pressed_and_a_condition_is_given(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(needs_find=True, query_security=True)) as jde:
        for table in ("F0411", "F0911", "F0010"):
            assert jde.read(table).keys(REGISTRY[table]) == jde.expected(table)
        jde.server.faults.add(Fault("message", call="browse", shape="fs_errors", body="Query suppressed"))
        with pytest.raises(SourceError, match="Query suppressed"):
            jde.read("F0010")


def test_item_13_a_date_that_jde_misreads_never_passes(tmp_path: Path) -> None:
    for mode in ("error", "no_match", "ignore"):
        settings = server_settings(service_user(date_format="dd/MM/yyyy"), unknown_date_literal=mode)
        with site(tmp_path, settings) as jde:
            with pytest.raises((ConfigurationError, SourceError)):
                jde.read(where=since(date(2026, 3, 2)), date_format="MM/dd/yyyy")
            relative = Filter((Condition("upmj", "GREATER_EQUAL", (DaysAgo(29),)),))
            keys = jde.read(where=relative, date_format="MM/dd/yyyy").keys(F0411)
            assert keys == jde.expected("F0411", f"upmj >= {cyyddd(TODAY - timedelta(days=29))}")


def test_item_14_all_date_formats_bring_the_same_rows(tmp_path: Path) -> None:
    found = []
    for pattern in ("dd/MM/yyyy", "MM/dd/yyyy", "yyyy/MM/dd"):
        with site(tmp_path, server_settings(service_user(date_format=pattern))) as jde:
            found.append(jde.read(where=since(date(2026, 2, 3)), columns=None).rows)
    assert found[0].num_rows > 0
    assert found[0].equals(found[1])
    assert found[0].equals(found[2])


def test_item_15_an_unknown_column_is_named_with_its_table(tmp_path: Path) -> None:
    for errors_as in ("500", "exception", "sysErrors", "fs_errors", "ds_error"):
        with site(tmp_path, server_settings(errors_as=errors_as)) as jde:
            change(jde, "alter table f0411 drop column ag")
            with pytest.raises(SourceError, match=r"F0411.*AG"):
                jde.read(columns=["ag"])


def test_item_16_a_business_unit_is_found_padded_or_not(tmp_path: Path) -> None:
    for pad in (True, False):
        with site(tmp_path, server_settings(pad_business_units=pad)) as jde:
            where = Filter((Condition("mcu", "EQUAL", ("         101",)),))
            assert jde.read(where=where).keys(F0411) == jde.expected("F0411", "trim(mcu) = '101'")
    with site(tmp_path) as jde:
        rows = jde.read(where=Filter((Condition("mcu", "EQUAL", ("101",)),)), columns=["mcu"]).rows
        assert rows.num_rows == 75
        assert set(rows.column("mcu").to_pylist()) == {"         101"}


def test_item_17_every_reading_is_ordered_by_the_whole_key(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        jde.read("F0911", auth="basic")
        for entry in jde.server.log.select("browse"):
            order = [item["column"] for item in entry.body["aggregation"]["orderBy"]]
            assert order == [f"F0911.{name.upper()}" for name in F0911.primary_key]


@pytest.mark.parametrize("table", ["F0411", "F0911"])
def test_item_18_a_secured_column_is_an_error_that_names_it(tmp_path: Path, table: str) -> None:
    settings = server_settings(secured_columns={table: frozenset({"UPMJ"})})
    words = f"{table}: JDE left out column UPMJ"
    with site(tmp_path, settings) as jde, pytest.raises(SourceError, match=words):
        jde.read(table)


def test_item_19_a_capped_page_is_never_taken_for_the_end(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(page_size_cap=50, omit_links=True)) as jde:
        read = jde.read(page_size=100_000)
        assert read.keys(F0411) == jde.expected("F0411")
        assert {entry.body["maxPageSize"] for entry in jde.server.log.select("browse")} == {"100000"}


@pytest.mark.parametrize("null_dates", ["null", "empty", "blank", "missing"])
@pytest.mark.parametrize("number_form", ["plain", "padded", "scientific"])
def test_item_20_values_arrive_exactly_in_every_form(
    tmp_path: Path, null_dates: str, number_form: str
) -> None:
    settings = server_settings(null_dates=null_dates, number_form=number_form, shuffle_keys=True)
    with site(tmp_path, settings) as jde:
        change(jde, "update f0411 set dgj = null where doc % 2 = 0")
        change(jde, "update f0411 set ag = 98765432109.25 where doc = 1001")
        rows = jde.read(columns=["ag", "vinv", "dgj", "dct"]).rows
        total = jde.server._connection.cursor().execute("select sum(ag), count(dgj) from f0411").fetchone()
        assert total is not None
        assert sum(rows.column("ag").to_pylist()) == total[0]
        assert rows.num_rows - rows.column("dgj").null_count == total[1]
        assert set(rows.column("vinv").to_pylist()) == {"20240131"}


def test_item_21_another_output_type_is_refused(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        cell = '{"internalValue":1,"value":"1","dataType":9}'
        jde.server.faults.add(Fault("garble", call="browse", column="UPMJ", raw=cell))
        with pytest.raises(SourceError, match="another output type"):
            jde.read()


@pytest.mark.parametrize("link", ["none", "dead"])
def test_item_22_credentials_with_every_call_mean_reading_by_key(tmp_path: Path, link: str) -> None:
    with site(tmp_path, server_settings(stateless_link=link)) as jde:
        assert jde.read(auth="basic").keys(F0411) == jde.expected("F0411")
        assert jde.server.log.count("next") == 0


@pytest.mark.parametrize("base", ["http://ais.corp:9300/jderest/", "https://10.1.2.3/jderest", "/jderest//"])
def test_item_23_links_are_led_back_to_the_configured_host(tmp_path: Path, base: str) -> None:
    with site(tmp_path, server_settings(link_base=base)) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")
        assert jde.server.log.count("next") == 7


def test_item_24_pages_end_where_the_server_says(tmp_path: Path) -> None:
    for page_size in (299, 300, 301, 150):
        with site(tmp_path) as jde:
            assert jde.read(page_size=page_size).rows.num_rows == ROWS
            calls = jde.server.log.count("browse") + jde.server.log.count("next")
            assert calls == -(-ROWS // page_size)


@pytest.mark.parametrize("expired_as", ["500", "200"])
@pytest.mark.parametrize("table", ["F0411", "F0911"])
def test_item_25_an_expired_result_set_is_read_on_by_key(tmp_path: Path, expired_as: str, table: str) -> None:
    faults = [Fault("expire_result_set", call="next", every=3)]
    with site(tmp_path, server_settings(expired_as=expired_as), faults) as jde:
        assert jde.read(table).keys(REGISTRY[table]) == jde.expected(table)


def test_item_26_truncation_is_never_success(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("drop_links", call="data", every=2)]) as jde:
        assert jde.read("F0911").keys(F0911) == jde.expected("F0911")


def test_item_27_a_row_on_two_pages_is_passed_on_in_order(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("duplicate_row", call="data")]) as jde:
        keys = jde.read().keys(F0411)
        assert list(dict.fromkeys(keys)) == jde.expected("F0411")


@pytest.mark.parametrize("status", [444, 500])
def test_item_28_another_node_without_the_session_is_survived(tmp_path: Path, status: int) -> None:
    faults = [Fault("restart", call="next", nth=(3,))]
    with site(tmp_path, server_settings(invalid_token_status=status), faults) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")
        assert jde.server.log.logins == 2
        assert jde.server.sessions.open == 0


def test_item_29_empty_pages_that_promise_more_end_with_an_error(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("empty_page", call="data")]) as jde:
        with pytest.raises(SourceError, match="empty pages"):
            jde.read()
        assert len(jde.server.log.entries) < 10


@pytest.mark.parametrize("table", ["F0411", "F0911"])
def test_item_30_a_loop_of_links_ends_with_an_error(tmp_path: Path, table: str) -> None:
    with site(tmp_path, faults=[Fault("repeat_page", call="next")]) as jde:
        with pytest.raises(SourceError, match="same page again"):
            jde.read(table)
        assert jde.server.log.count("next") <= 2


@pytest.mark.parametrize("shape", ["exception", "sysErrors", "fs_errors", "warnings"])
@pytest.mark.parametrize("call", ["browse", "next"])
def test_item_31_errors_inside_a_200_are_raised_and_warnings_told(
    tmp_path: Path, shape: str, call: str, caplog: pytest.LogCaptureFixture
) -> None:
    with site(tmp_path, faults=[Fault("message", call=call, shape=shape, body="Table is locked")]) as jde:
        if shape == "warnings":
            with caplog.at_level(logging.WARNING):
                assert jde.read().keys(F0411) == jde.expected("F0411")
            assert "JDE warns: Table is locked" in caplog.text
        elif call == "next":
            assert jde.read().keys(F0411) == jde.expected("F0411")
        else:
            with pytest.raises(SourceError, match="F0411: JDE reports: Table is locked"):
                jde.read()


@pytest.mark.parametrize("count_shape", ["nested", "flat"])
@pytest.mark.parametrize("count_key", ["COUNT", "F0911.*_COUNT", "F0911.COUNT"])
@pytest.mark.parametrize("group_values", ["plain", "object"])
def test_item_32_figures_are_read_in_every_shape(
    tmp_path: Path, count_shape: str, count_key: str, group_values: str
) -> None:
    settings = server_settings(count_shape=count_shape, count_all_key=count_key, group_values=group_values)
    with site(tmp_path, settings) as jde, jde.session() as session:
        service = DataService(session)
        assert service.count(F0911) == ROWS
        totals = {
            total.keys: (total.count, total.sums["aa"]) for total in service.totals(F0911, ["aa"], ["dct"])
        }
        assert totals == {("JE",): (150, Decimal(0)), ("PV",): (150, Decimal(-150))}


def test_item_33_capabilities_decide_how_pages_are_read(tmp_path: Path) -> None:
    without = tuple(name for name in CAPABILITIES if name != "nextPage")
    for settings in (server_settings(capabilities=without), server_settings(next_page=False)):
        with site(tmp_path, settings) as jde:
            read = jde.read()
            assert read.keys(F0411) == jde.expected("F0411")
            assert not read.session.capabilities.next_page
            assert jde.server.log.count("next") == 0
    with site(tmp_path, faults=[Fault("status", call="config", status=404)]) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")
    settings, words = server_settings(version_2=False), "no version 2 services"
    with site(tmp_path, settings) as jde, pytest.raises(ConfigurationError, match=words):
        jde.read()


def test_item_34_null_zero_and_future_stamps_are_read_as_they_are(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        change(jde, "update f0411 set upmj = null where doc = 1000")
        change(jde, "update f0411 set upmj = 0 where doc = 1001")
        change(jde, "update f0411 set upmj = 999365 where doc = 1002")
        read = jde.read()
        assert read.keys(F0411) == jde.expected("F0411")
        assert read.rows.column("upmj").to_pylist()[:9] == [None] * 6 + [999365] * 3
        assert read.session.business_date == TODAY
        keys = jde.read(where=since(TODAY)).keys(F0411)
        assert keys == jde.expected("F0411", f"upmj >= {cyyddd(TODAY)}")


def test_item_35_each_worker_has_its_own_session_on_a_stable_device(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        with jde.session() as one, jde.session() as other:
            assert jde.server.sessions.open == 2
            pages = zip(
                DataService(one).browse(F0411, columns=["ag"]),
                DataService(other).browse(F0911, columns=["aa"]),
                strict=True,
            )
            assert sum(first.rows.num_rows + second.rows.num_rows for first, second in pages) == 2 * ROWS
        assert jde.server.sessions.open == 0
        assert {entry.device for entry in jde.server.log.entries if entry.device} == {"jde-loader"}
