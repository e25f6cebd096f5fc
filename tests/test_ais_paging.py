"""Reading a table complete or not at all, whatever happens between its pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from loader.ais import keyset
from loader.ais.dataservice import Condition, DataService, DaysAgo, Filter
from loader.ais.dates import DateFormat
from loader.ais.filters import query, typed
from loader.errors import ConfigurationError, SourceError
from tests.ais_site import REGISTRY, ROWS, TODAY, server_settings, service_user, site
from tests.jde_simulator.faults import Fault

F0411, F0911, F0010 = REGISTRY["F0411"], REGISTRY["F0911"], REGISTRY["F0010"]
SINCE = Filter((Condition("upmj", "GREATER_EQUAL", (date(2026, 3, 2),)),))


@pytest.mark.parametrize("table", ["F0411", "F0911", "F0010"])
@pytest.mark.parametrize("page_size", [7, 40, 1000])
@pytest.mark.parametrize("auth", ["token", "basic"])
def test_every_row_comes_once_in_key_order(tmp_path: Path, table: str, page_size: int, auth: str) -> None:
    with site(tmp_path) as jde:
        read = jde.read(table, page_size=page_size, auth=auth)
        assert read.keys(REGISTRY[table]) == jde.expected(table)
        assert [page.number for page in read.pages] == list(range(1, len(read.pages) + 1))
        assert jde.server.sessions.open == 0


def test_basic_reads_by_key_and_never_follows_a_link(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(stateless_link="dead")) as jde:
        assert jde.read("F0911", auth="basic").keys(F0911) == jde.expected("F0911")
        assert jde.server.log.count("next") == 0
        assert jde.server.log.count("browse") == 8


@pytest.mark.parametrize("collation", ["binary", "ebcdic"])
@pytest.mark.parametrize("table", ["F0411", "F0911"])
def test_R4_a_dead_link_goes_on_behind_the_last_key(tmp_path: Path, table: str, collation: str) -> None:
    faults = [Fault("expire_result_set", call="next", every=2)]
    with site(tmp_path, server_settings(collation=collation), faults) as jde:
        read = jde.read(table)
        assert sorted(read.keys(REGISTRY[table])) == sorted(jde.expected(table))
        assert jde.server.log.count("browse") > 1


@pytest.mark.parametrize("expired_as", ["500", "200"])
def test_R4_an_expired_result_set_is_told_in_either_way(tmp_path: Path, expired_as: str) -> None:
    faults = [Fault("expire_result_set", call="next", nth=(2,))]
    with site(tmp_path, server_settings(expired_as=expired_as), faults) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")
        assert jde.server.log.count("browse") == 2


def test_R4_links_that_always_die_are_given_up(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("expire_result_set", call="next")]) as jde:
        assert jde.read(page_size=10).keys(F0411) == jde.expected("F0411")
        assert jde.server.log.count("next") == 3


@pytest.mark.parametrize("effect", ["reset", "lose_answer", "cut", "html", "empty", "half_page", "status"])
def test_R9_a_next_link_is_never_sent_twice(tmp_path: Path, effect: str) -> None:
    with site(tmp_path, faults=[Fault(effect, call="next", nth=(2,), status=502)]) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")
        assert jde.server.log.count("next") + jde.server.log.count("browse") == 9
        assert jde.server.log.count("browse") == 2


@pytest.mark.parametrize("effect", ["cut", "html", "empty", "half_page"])
@pytest.mark.parametrize("auth", ["token", "basic"])
def test_R9_a_spoilt_first_page_is_asked_for_again(tmp_path: Path, effect: str, auth: str) -> None:
    with site(tmp_path, faults=[Fault(effect, call="browse", nth=(1, 2))]) as jde:
        assert jde.read(auth=auth).keys(F0411) == jde.expected("F0411")


@pytest.mark.parametrize("effect", ["cut", "html", "empty", "half_page"])
def test_R9_a_page_that_is_always_spoilt_is_never_accepted(tmp_path: Path, effect: str) -> None:
    with site(tmp_path, faults=[Fault(effect, call="browse")]) as jde:
        with pytest.raises(SourceError, match="no usable answer in 4 attempts"):
            jde.read()
        assert jde.server.log.count("browse") == 4


@pytest.mark.parametrize("call", ["browse", "next"])
@pytest.mark.parametrize("fraction", [0.5, 0.9])
def test_R9_half_a_page_declared_as_whole_loses_nothing(tmp_path: Path, call: str, fraction: float) -> None:
    fault = Fault("half_page", call=call, nth=(1, 3), fraction=fraction, declared=False)
    with site(tmp_path, faults=[fault]) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")


def test_R9_half_a_page_is_noticed_after_a_first_page_was_half(tmp_path: Path) -> None:
    faults = [
        Fault("half_page", call="browse", nth=(1,), declared=False),
        Fault("half_page", call="next", nth=(2,), fraction=0.7, declared=False),
    ]
    with site(tmp_path, faults=faults) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")


def test_R10_the_same_page_again_is_an_error(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("repeat_page", call="next")]) as jde:
        with pytest.raises(SourceError, match="same page again"):
            jde.read()
        assert jde.server.log.count("next") <= 2


def test_pages_without_rows_that_promise_more_end_in_an_error(tmp_path: Path) -> None:
    faults = [Fault("empty_page", call="data")]
    with site(tmp_path, faults=faults) as jde, pytest.raises(SourceError, match="3 empty pages"):
        jde.read()


def test_next_pages_without_rows_are_made_up_for_by_key(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("empty_page", call="next")]) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")


def test_one_page_without_rows_does_no_harm(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("empty_page", call="next", nth=(2,))]) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")


@pytest.mark.parametrize("auth", ["token", "basic"])
def test_more_records_without_a_link_goes_on_by_key(tmp_path: Path, auth: str) -> None:
    with site(tmp_path, server_settings(omit_links=True)) as jde:
        assert jde.read(auth=auth).keys(F0411) == jde.expected("F0411")


def test_a_server_that_caps_its_pages_is_read_to_the_end(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(page_size_cap=25)) as jde:
        assert jde.read(page_size=1000).keys(F0411) == jde.expected("F0411")
        # the cap shows on the first two pages; from then on, links are followed
        assert jde.server.log.count("browse") == 2
        assert jde.server.log.count("next") == 10


def test_R11_a_row_that_comes_twice_is_handed_on_twice(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("duplicate_row", call="next", nth=(1,))]) as jde:
        keys = jde.read().keys(F0411)
        assert len(keys) == ROWS + 1
        assert list(dict.fromkeys(keys)) == jde.expected("F0411")


@pytest.mark.parametrize("pattern", ["MM/dd/yyyy", "dd/MM/yyyy", "yyyy/MM/dd"])
@pytest.mark.parametrize("auth", ["token", "basic"])
def test_every_users_date_format_brings_the_same_rows(tmp_path: Path, pattern: str, auth: str) -> None:
    with site(tmp_path, server_settings(service_user(date_format=pattern))) as jde:
        read = jde.read(where=SINCE, columns=["ag"], auth=auth)
        assert read.keys(F0411) == jde.expected("F0411", "upmj >= 126061")
        assert read.rows.column_names == [*F0411.primary_key, "ag"]


@pytest.mark.parametrize("mode", ["error", "no_match", "ignore"])
@pytest.mark.parametrize(("real", "set_"), [("dd/MM/yyyy", "MM/dd/yyyy"), ("yyyy/MM/dd", "dd/MM/yyyy")])
def test_a_wrong_date_format_is_found_out_before_it_loses_rows(
    tmp_path: Path, mode: str, real: str, set_: str
) -> None:
    settings = server_settings(service_user(date_format=real), unknown_date_literal=mode)
    with site(tmp_path, settings) as jde, pytest.raises((ConfigurationError, SourceError), match="date"):
        jde.read(where=SINCE, date_format=set_)


def test_without_a_date_format_relative_days_still_work(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(report_date_format=False)) as jde:
        with pytest.raises(ConfigurationError, match="SOURCES__JDE__DATE_FORMAT"):
            jde.read(where=SINCE)
        days = (TODAY - date(2026, 3, 2)).days
        where = Filter((Condition("upmj", "GREATER_EQUAL", (DaysAgo(days),)),))
        assert jde.read(where=where).keys(F0411) == jde.expected("F0411", "upmj >= 126061")


def test_groups_and_common_conditions_select_what_sql_selects(tmp_path: Path) -> None:
    where = Filter(
        (Condition("dct", "EQUAL", ("PV",)), Condition("doc", "GREATER", (1010,))),
        (
            (Condition("sfx", "EQUAL", ("001",)), Condition("ag", "LESS", (Decimal("90.5"),))),
            (
                Condition("sfx", "LIST", ("002", "003")),
                Condition("upmj", "BETWEEN", (date(2026, 2, 1), TODAY)),
            ),
            (Condition("mcu", "EQUAL", ("102",)),),
        ),
    )
    sql = """dct = 'PV' and doc > 1010 and ((sfx = '001' and ag < 90.5)
        or (sfx in ('002', '003') and upmj between 126032 and 126090) or trim(mcu) = '102')"""
    with site(tmp_path) as jde:
        expected = jde.expected("F0411", sql)
        assert 0 < len(expected) < ROWS
        for auth in ("token", "basic"):
            assert jde.read(where=where, page_size=7, auth=auth).keys(F0411) == expected


def test_counts_and_totals_are_the_servers(tmp_path: Path) -> None:
    for shape, key, form in (("nested", "COUNT", "plain"), ("flat", "F0411.COUNT", "object")):
        settings = server_settings(count_shape=shape, count_all_key=key, group_values=form)
        with site(tmp_path, settings) as jde, jde.session() as session:
            service = DataService(session)
            assert service.count(F0411) == ROWS
            assert service.count(F0411, SINCE) == len(jde.expected("F0411", "upmj >= 126061"))
            (total,) = service.totals(F0411, ["ag", "aap"], [])
            assert (total.keys, total.count) == ((), ROWS)
            assert total.sums == {"ag": Decimal("56062.5"), "aap": Decimal("27937.5")}
            totals = service.totals(F0911, ["aa"], ["dct", "extl", "dgj"])
            assert sum(total.count for total in totals) == ROWS
            assert {total.keys[:2] for total in totals} == {
                ("JE", ""),
                ("JE", "AM"),
                ("PV", ""),
                ("PV", "AM"),
            }
            assert {total.keys[2] for total in totals} == {126001, 126002, 126003}
            assert sum(total.sums["aa"] or 0 for total in totals) == Decimal(-150)


def test_a_filter_that_does_not_fit_the_table_is_refused(tmp_path: Path) -> None:
    for condition in (
        Condition("nope", "EQUAL", ("1",)),
        Condition("ag", "STR_BLANK"),
        Condition("ag", "EQUAL", ("x",)),
        Condition("dgj", "EQUAL", ("x",)),
        Condition("ag", "BETWEEN", (1,)),
        Condition("ag", "STARTS_WITH", (1,)),
    ):
        with pytest.raises(ConfigurationError, match=r"F0411"):
            typed(F0411, Filter((condition,)))


def test_a_query_always_has_a_condition() -> None:
    (condition,) = query(F0411, Filter(), None)["condition"]
    assert condition == {
        "controlId": "F0411.DOC",
        "operator": "GREATER_EQUAL",
        "value": [{"content": "-99999999", "specialValueId": "LITERAL"}],
    }
    (condition,) = query(F0010, Filter(), None)["condition"]
    assert (condition["controlId"], condition["operator"]) == ("F0010.CO", "NOT_EQUAL")


def test_a_key_becomes_or_elements_with_the_common_conditions() -> None:
    where = keyset.after(F0911, ("PV", Decimal(7), "", 126059, Decimal("3.0"), "AA", "AM"), SINCE)
    elements = query(F0911, where, DateFormat("dd/MM/yyyy"))["complexQuery"]
    assert [element["andOr"] for element in elements] == ["AND", *["OR"] * 6]
    forms = [
        [
            (c["controlId"], c["operator"], *[v["content"] for v in c["value"]])
            for c in e["query"]["condition"]
        ]
        for e in elements
    ]
    assert forms[0] == [("F0911.UPMJ", "GREATER_EQUAL", "02/03/2026"), ("F0911.DCT", "GREATER", "PV")]
    assert forms[2][-1] == ("F0911.KCO", "STR_NOT_BLANK")
    assert forms[4][-3:] == [
        ("F0911.KCO", "STR_BLANK"),
        ("F0911.DGJ", "EQUAL", "28/02/2026"),
        ("F0911.JELN", "GREATER", "3"),
    ]


def test_a_key_without_its_date_reads_more_and_never_less() -> None:
    where = keyset.after(F0911, ("PV", Decimal(7), "00001", 0, Decimal(3), "AA", "AM"), Filter())
    assert [group[-1] for group in where.any_of] == [
        Condition("dct", "GREATER", ("PV",)),
        Condition("doc", "GREATER", (Decimal(7),)),
        Condition("kco", "GREATER_EQUAL", ("00001",)),
    ]


def test_keys_with_wildcards_do_not_lose_rows(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        with jde.server._connection.cursor() as connection:
            connection.execute("delete from f0010")
            connection.execute(
                "insert into f0010 (co) select c from (values ('*'), ('*A'), ('0*'), ('A'), ('~a')) t(c)"
            )
        assert jde.read("F0010", page_size=1, auth="basic").keys(F0010) == jde.expected("F0010")


def test_null_dates_in_the_key_do_not_lose_rows(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        with jde.server._connection.cursor() as connection:
            connection.execute("update f0911 set dgj = null where jeln % 3 = 0")
        for auth in ("token", "basic"):
            keys = set(jde.read("F0911", page_size=60, auth=auth).keys(F0911))
            assert len(keys) == ROWS
            assert sum(key[3] == 0 for key in keys) == 100


def test_rows_moving_between_pages_keep_the_rest_complete(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(moving_data=True)) as jde:
        before = set(jde.expected("F0411"))
        seen: list[tuple[object, ...]] = []
        with jde.session() as session:
            for page in DataService(session).browse(F0411, columns=["ag"]):
                seen += [tuple(row.values()) for row in page.rows.select(F0411.primary_key).to_pylist()]
                with jde.server._connection.cursor() as connection:
                    connection.execute("update f0411 set ag = ag + 1 where doc % 7 = 0")
        assert set(seen) == before
        assert all(one <= other for one, other in pairwise(key[0] for key in seen))  # type: ignore[operator]
