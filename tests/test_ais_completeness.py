"""Rows that a page without an error does not show to be missing: only the server's count tells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from loader.ais.dataservice import Condition, DataService, Filter
from loader.errors import SourceError
from tests.ais_site import REGISTRY, ROWS, TODAY, site
from tests.jde_simulator.faults import Fault

F0411 = REGISTRY["F0411"]
SINCE = Filter((Condition("upmj", "GREATER_EQUAL", (date(2026, 3, 2),)),))


@pytest.mark.parametrize(("call", "fraction"), [("browse", 1.0), ("next", 1.0), ("next", 0.5)])
def test_R9_a_page_that_ends_the_reading_too_early_is_made_up_for(
    tmp_path: Path, call: str, fraction: float
) -> None:
    with site(tmp_path, faults=[Fault("end_early", call=call, nth=(1,), fraction=fraction)]) as jde:
        assert {*jde.read().keys(F0411)} == {*jde.expected("F0411")}


@pytest.mark.parametrize("nth", [1, 3])
def test_R10_a_page_left_out_is_made_up_for(tmp_path: Path, nth: int) -> None:
    with site(tmp_path, faults=[Fault("skip_page", call="next", nth=(nth,))]) as jde:
        assert {*jde.read().keys(F0411)} == {*jde.expected("F0411")}


def test_R9_half_of_a_single_page_is_noticed_where_the_count_is_asked_for(tmp_path: Path) -> None:
    faults = [Fault("end_early", call="browse", nth=(1,))]
    with site(tmp_path, faults=faults) as jde, jde.session(page_size=1000) as session:
        service = DataService(session)
        pages = list(service.browse(F0411, columns=["upmj"], counted=True))
        assert sum(page.rows.num_rows for page in pages) == ROWS // 2 + ROWS
        assert service.take_doubts() == []


@pytest.mark.parametrize(("known", "counts"), [(ROWS, 0), (ROWS - 1, 1), (ROWS + 1, 1), (None, 1)])
def test_a_count_that_is_known_is_asked_for_again_where_other_rows_came(
    tmp_path: Path, known: int | None, counts: int
) -> None:
    with site(tmp_path) as jde, jde.session() as session:
        service = DataService(session)
        before = jde.server.log.count("count")
        pages = list(service.browse(F0411, columns=["upmj"], counted=True, known=known))
        assert sum(page.rows.num_rows for page in pages) == ROWS
        assert jde.server.log.count("count") - before == counts


def test_R9_rows_that_are_missing_from_a_known_count_are_made_up_for(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("skip_page", call="next", nth=(1,))]) as jde, jde.session() as session:
        pages = DataService(session).browse(F0411, columns=["upmj"], counted=True, known=ROWS)
        keys = {
            tuple(row[name] for name in F0411.primary_key) for page in pages for row in page.rows.to_pylist()
        }
        assert len(keys) == ROWS


def test_R9_an_early_end_is_looked_behind_where_the_server_does_not_count(tmp_path: Path) -> None:
    faults = [
        Fault("end_early", call="next", nth=(2,), fraction=1.0),
        Fault("status", call="count", status=500),
    ]
    with site(tmp_path, faults=faults) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")


def test_rows_stamped_today_while_a_window_is_read_cost_no_second_reading_of_it(tmp_path: Path) -> None:
    def stamp() -> None:
        with jde.server._connection.cursor() as connection:
            connection.execute("update f0411 set upmj = ? where upmj < 126060 and doc % 7 = 0", [stamped])

    stamped = 126000 + TODAY.timetuple().tm_yday
    with site(tmp_path) as jde:
        jde.server.faults.add(Fault("run", call="count", nth=(1,), action=stamp))
        read = jde.read(where=SINCE)
        assert {*read.keys(F0411)} == {*jde.expected("F0411", "upmj >= 126061")}
        asked = [entry.body["query"] for entry in jde.server.log.entries if entry.call == "browse"]
        assert sum(len(query.get("condition", ())) == 2 for query in asked) == 1
        assert len(read.keys(F0411)) < 2 * len(jde.expected("F0411", "upmj >= 126061"))


def test_a_count_that_no_way_of_asking_reaches_is_told_and_believed_no_further(tmp_path: Path) -> None:
    faults = [Fault("skip_page", call="browse"), Fault("skip_page", call="next")]
    with site(tmp_path, faults=faults) as jde, pytest.raises(SourceError, match="JDE counts 300 rows"):
        jde.read()


def test_a_server_that_cannot_count_is_not_asked_for_ever(tmp_path: Path) -> None:
    faults = [Fault("status", call="count", status=500)]
    with site(tmp_path, faults=faults) as jde, jde.session(max_attempts=2) as session:
        service = DataService(session)
        for _ in range(4):
            assert sum(page.rows.num_rows for page in service.browse(F0411, columns=["upmj"])) == ROWS
        # two attempts each, and one more after the session was renewed
        assert jde.server.log.count("count") == 2 * 3
