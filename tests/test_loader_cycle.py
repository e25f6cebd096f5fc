"""`run` over a small company, on both engines: first load, no change, changes, deletions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from loader.errors import ApprovalNeeded
from tests.loader_lab import TABLES, Lab, open_lab, report_of, written
from tests.small_company import add, stamp

LINE = {"doco": 3012, "dcto": "OP", "kcoo": "00001", "sfxo": "000"}


@pytest.fixture(scope="module")
def loaded(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A company that has been loaded once, shared by the tests of this module in their order."""
    with open_lab(tmp_path_factory.mktemp(engine), engine) as lab:
        report = lab.run()
        assert [table.error for table in report.tables] == [None] * len(TABLES)
        yield lab


def test_the_first_load_brings_every_row(loaded: Lab) -> None:
    assert loaded.out_of_step() == []
    rows = dict(loaded.query("select table_name, rows_inserted from raw.jde_loads"))
    assert rows == {name.lower(): len(loaded.source(name)) for name in TABLES}


def test_a_run_without_change_writes_no_row_and_asks_little(loaded: Lab) -> None:
    before = loaded.contents(*TABLES)
    report = loaded.run()
    assert written(report) == {}
    assert loaded.contents(*TABLES) == before
    assert [table.load_id for table in report.tables] == [None] * len(TABLES)
    assert report_of(report, "F4301").requests <= 2
    runs = loaded.query("select count(distinct run_id), count(*) from raw.jde_loads")
    assert runs == [(2, 2 * len(TABLES))]


def test_only_what_changed_moves(loaded: Lab) -> None:
    loaded.jde.execute("update f0411 set rmk = 'Paid', upmj = ? where doc = 9012", [stamp()])
    add(loaded.jde, "F4301", **{**LINE, "doco": 3013}, upmj=stamp(), trdj=stamp())
    add(loaded.jde, "F4311", **{**LINE, "doco": 3013}, lnid=1000, aexp=5, nxtr="220", upmj=stamp())
    report = loaded.run()
    assert written(report) == {"F0411": (0, 1, 0), "F4301": (1, 0, 0), "F4311": (1, 0, 0)}
    assert loaded.out_of_step() == []
    load_id = report_of(report, "F0411").load_id
    assert loaded.query(f"select doc from raw.f0411 where _dlt_load_id = '{load_id}'") == [(9012,)]


def test_a_line_that_vanishes_from_a_touched_order_is_marked_with_its_last_values(loaded: Lab) -> None:
    loaded.jde.execute("delete from f4311 where doco = 3012 and lnid = 2000")
    report = loaded.run()
    assert written(report) == {"F4311": (0, 0, 1)}
    assert loaded.tombstones("F4311") == {(3012, "OP", "00001", "000", 2000): "deleted"}
    assert loaded.query("select aexp from raw.f4311 where doco = 3012 and lnid = 2000") == [(24,)]
    assert loaded.out_of_step() == []


def test_an_order_whose_lines_are_all_gone_is_read_and_found_empty(loaded: Lab) -> None:
    loaded.jde.execute("delete from f4311 where doco = 3013")
    loaded.run()
    assert (3013, "OP", "00001", "000", 1000) in loaded.tombstones("F4311")
    assert loaded.out_of_step() == []


def test_a_reversal_that_changes_the_key_is_told_from_a_deletion(loaded: Lab) -> None:
    loaded.jde.execute("update f43121 set matc = '4', uopn = 0, aopn = 0 where doco = 3012")
    report = loaded.run()
    assert written(report) == {"F43121": (1, 0, 1)}
    assert list(loaded.tombstones("F43121").values()) == ["rekeyed"]
    assert loaded.out_of_step() == []


def test_a_row_that_comes_back_lives_again(loaded: Lab) -> None:
    add(loaded.jde, "F4311", **LINE, lnid=2000, aexp=24, nxtr="400", trdj=stamp(), upmj=stamp(), tday=70000)
    report = loaded.run()
    assert written(report) == {"F4311": (0, 1, 0)}
    assert (3012, "OP", "00001", "000", 2000) not in loaded.tombstones("F4311")
    assert loaded.out_of_step() == []


def test_a_journal_line_gone_from_an_open_period_is_marked(loaded: Lab) -> None:
    loaded.jde.execute("delete from f0911 where doc = 7011 and jeln = 4")
    report = loaded.run()
    assert written(report) == {"F0911": (0, 0, 1)}
    assert loaded.out_of_step() == []


def test_an_item_paid_without_a_new_stamp_leaves_the_scope_with_its_new_values(loaded: Lab) -> None:
    loaded.jde.execute("update f0411 set aap = 0 where doc = 9002")
    report = loaded.run()
    assert written(report) == {"F0411": (0, 1, 0)}
    assert loaded.tombstones("F0411") == {}
    assert loaded.out_of_step() == []


def test_an_open_item_that_is_gone_is_marked(loaded: Lab) -> None:
    loaded.jde.execute("delete from f0411 where doc = 9001")
    assert written(loaded.run()) == {"F0411": (0, 0, 1)}
    assert loaded.tombstones("F0411") == {(9001, "PV", "00002", "001", 0): "deleted"}


def test_balances_of_the_current_and_the_prior_year_are_read_whole(loaded: Lab) -> None:
    loaded.jde.execute("update f0902 set an01 = an01 + 1 where fy in (24, 25) and aid = '00000001'")
    report = loaded.run()
    assert written(report) == {"F0902": (0, 1, 0)}
    assert loaded.out_of_step() == ["F0902"]  # 2024 is no longer current: reconcile finds it
    loaded.jde.execute("update f0902 set an01 = an01 - 1 where fy = 24 and aid = '00000001'")


def test_a_replaced_table_loses_what_jde_lost_and_knows_its_blank_key(loaded: Lab) -> None:
    loaded.jde.execute("delete from f0014 where ptc = 'N10'")
    assert written(loaded.run()) == {"F0014": (0, 0, 1)}
    assert loaded.query("select ptc, ptd from raw.f0014 where _jde_deleted_at is null") == [("", "Net 30")]


def test_a_replaced_table_that_comes_back_empty_waits_for_approval(loaded: Lab) -> None:
    loaded.jde.execute("create table kept as from f0014")
    loaded.jde.execute("delete from f0014")
    report = loaded.run("F0014")
    assert isinstance(report_of(report, "F0014").error, ApprovalNeeded)
    with pytest.raises(ApprovalNeeded, match=r"F0014: JDE returned no row where the warehouse has \d"):
        report.raise_failures()
    assert loaded.query("select outcome from raw.jde_loads where table_name = 'f0014' order by finished_at")[
        -1
    ] == ("failed",)
    assert written(loaded.run("F0014", approve=True)) == {"F0014": (0, 0, 1)}
    loaded.jde.execute("insert into f0014 from kept")
    assert written(loaded.run("F0014")) == {"F0014": (0, 1, 0)}


def test_r28_a_full_refresh_over_loaded_data_changes_nothing(loaded: Lab) -> None:
    before = loaded.contents(*TABLES)
    report = loaded.run(full_refresh=True)
    assert written(report) == {}
    assert loaded.contents(*TABLES) == before
    assert loaded.out_of_step() == []


def test_loader_columns_say_where_a_row_comes_from(loaded: Lab) -> None:
    rows = loaded.query(
        "select count(*), count(_jde_extracted_at), count(_jde_extract_seq), count(_jde_row_hash),"
        " count(_dlt_load_id), count(distinct _jde_extract_seq) from raw.f0911"
    )
    assert rows == [(48, 48, 48, 48, 48, 48)]
    assert loaded.query("select count(*) from raw.f0911 where _jde_text_fixed") == [(0,)]
