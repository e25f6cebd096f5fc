"""How far a table has come: watermarks, windows, first loads in slices, and what a lost or false state does.

The numbers R12 ... are those of the fault list in the README's section on what happens when something fails.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from loader.ais.dates import cyyddd
from loader.errors import ApprovalNeeded, PartialError, SignInError, SourceError
from loader.registry import Registry
from tests.jde_simulator.faults import Fault
from tests.loader_lab import Lab, open_lab, report_of, written
from tests.small_company import TODAY, add, stamp

PAYABLES = ("F0008", "F0010", "F0411", "F0006")
JOURNAL = ("F0008", "F0010", "F0011", "F0911")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """Payables alone, not yet loaded."""
    with open_lab(tmp_path, tables=PAYABLES) as lab:
        yield lab


def watermark(lab: Lab, table: str) -> date | None:
    rows = lab.query(f"select watermark from raw.jde_watermarks where table_name = '{table.lower()}'")
    return rows[0][0] if rows else None


def test_r12_a_second_change_on_the_same_day_is_taken(lab: Lab) -> None:
    lab.run()
    for text, moment in (("first", 90000), ("second", 90000), ("third", 170000)):
        lab.jde.execute(
            "update f0411 set rmk = ?, upmj = ?, upmt = ? where doc = 9012", [text, stamp(), moment]
        )
        assert written(lab.run("F0411")) == {"F0411": (0, 1, 0)}
    assert lab.query("select rmk from raw.f0411 where doc = 9012") == [("third",)]


@pytest.mark.parametrize("days", [1, 7])
def test_r13_a_row_stamped_inside_the_window_is_not_missed(lab: Lab, days: int) -> None:
    lab.run()
    add(lab.jde, "F0006", mcu="         300", upmj=stamp(300 + days))
    assert written(lab.run("F0006")) == {"F0006": (1, 0, 0)}


def test_r13_a_row_stamped_before_the_window_is_found_by_reconcile(lab: Lab) -> None:
    lab.run()
    add(lab.jde, "F0006", mcu="         300", upmj=stamp(308))
    assert written(lab.run("F0006")) == {}
    assert written(lab.reconcile("F0006", approve=True)) == {"F0006": (1, 0, 0)}
    assert lab.out_of_step() == []


@pytest.mark.parametrize(
    ("newest", "late"),
    [
        (date(2025, 1, 2), date(2024, 12, 30)),
        (date(2024, 3, 2), date(2024, 2, 29)),
        (date(2000, 1, 3), date(1999, 12, 31)),
    ],
)
def test_r14_the_window_crosses_new_year_leap_day_and_century(lab: Lab, newest: date, late: date) -> None:
    lab.jde.execute("update f0006 set upmj = ?", [cyyddd(newest)])
    lab.run()
    assert watermark(lab, "F0006") == newest
    add(lab.jde, "F0006", mcu="         300", upmj=cyyddd(late))
    report = lab.run("F0006")
    assert report_of(report, "F0006").window_from == newest - timedelta(days=7)
    assert written(report) == {"F0006": (1, 0, 0)}


def test_r15_the_watermark_follows_the_rows_and_not_this_machines_clock(lab: Lab) -> None:
    lab.run()
    assert watermark(lab, "F0006") == TODAY - timedelta(days=300)
    assert watermark(lab, "F0411") == TODAY


def test_r16_null_and_future_stamps_load_and_do_not_move_the_watermark(lab: Lab) -> None:
    lab.jde.execute("update f0006 set upmj = 0 where mcu like '% 1'")
    lab.jde.execute("update f0006 set upmj = 199365 where mcu like '%100' and mcu not like '%20100'")
    report = lab.run("F0006")
    assert watermark(lab, "F0006") == TODAY - timedelta(days=300)
    assert len(report_of(report, "F0006").warnings) == 2
    assert report_of(report, "F0006").inserted == 3
    assert lab.live("F0006") == lab.source("F0006")
    assert written(lab.run("F0006")) == {}


def test_r29_a_lost_working_folder_and_a_false_watermark_do_no_harm(lab: Lab) -> None:
    lab.run()
    shutil.rmtree(lab.target.state_dir)
    lab.query("update raw.jde_watermarks set watermark = date '2099-01-01'")
    add(lab.jde, "F0411", doc=9100, dct="PV", kco="00001", sfx="001", aap=5, ag=5, upmj=stamp(3))
    report = lab.run("F0411")
    assert report_of(report, "F0411").window_from == TODAY - timedelta(days=7)
    assert written(report) == {"F0411": (1, 0, 0)}


def test_r29_a_warehouse_restored_from_a_backup_reads_again_what_it_lacks(lab: Lab) -> None:
    lab.run()
    shutil.copy(lab.target.duckdb_path, lab.target.duckdb_path.with_suffix(".backup"))
    lab.jde.execute("update f0411 set rmk = 'later', upmj = ? where doc = 9003", [stamp()])
    lab.run()
    shutil.copy(lab.target.duckdb_path.with_suffix(".backup"), lab.target.duckdb_path)
    assert written(lab.run()) == {"F0411": (0, 1, 0)}
    assert lab.out_of_step() == []


def test_r24_a_withdrawn_right_fails_one_table_and_the_run_says_so(lab: Lab) -> None:
    lab.run()
    [user] = lab.server.settings.users
    lab.server.configure(users=(type(user)(**{**vars(user), "denied_tables": frozenset({"F0006"})}),))
    add(lab.jde, "F0411", doc=9100, dct="PV", kco="00001", sfx="001", aap=5, upmj=stamp())
    report = lab.run()
    assert [table.table for table in report.tables if table.error] == ["F0006"]
    assert isinstance(report_of(report, "F0006").error, SignInError)
    assert written(report) == {"F0411": (1, 0, 0)}
    with pytest.raises(PartialError, match="1 of 4 tables failed: F0006"):
        report.raise_failures()
    outcomes = dict(lab.query("select table_name, outcome from raw.jde_loads order by finished_at"))
    assert outcomes == {"f0006": "failed", "f0008": "ok", "f0010": "ok", "f0411": "ok"}


def test_r24_children_that_are_all_hidden_are_not_taken_for_deleted(tmp_path: Path) -> None:
    with open_lab(tmp_path, tables=("F4301", "F4311")) as lab:
        lab.run()
        lab.server.configure(row_security={"F4311": "false"})
        lab.jde.execute("update f4301 set upmj = ?", [stamp()])
        error = report_of(lab.run(), "F4311").error
        assert isinstance(error, ApprovalNeeded)
        assert lab.tombstones("F4311") == {}
        lab.server.configure(row_security={})
        lab.run()
        assert lab.out_of_step() == []


def test_r21_r22_bad_text_is_mended_and_bad_numbers_stay_out(lab: Lab) -> None:
    lab.server.faults.add(
        Fault("garble", call="browse", table="F0411", row=0, column="AG", raw='"n/a"', times=1)
    )
    lab.server.faults.add(
        Fault("garble", call="browse", table="F0006", row=0, column="DL01", raw='"A\\u0000B"', times=1)
    )
    report = lab.run()
    assert report_of(report, "F0411").quarantined == 1
    with pytest.raises(PartialError, match="F0411"):
        report.raise_failures()
    held = lab.query("select table_name, column_name, action from raw.jde_quarantine order by table_name")
    assert held == [("f0006", "dl01", "fixed"), ("f0411", "ag", "held")]
    assert lab.query("select dl01 from raw.f0006 where _jde_text_fixed") == [("AB",)]
    lab.server.faults.add(
        Fault("garble", call="browse", table="F0006", row=0, column="DL01", raw='"A\\u0000B"')
    )
    assert written(lab.run("F0006", full_refresh=True)) == {}
    assert lab.query("select count(*) from raw.jde_quarantine where action = 'fixed'") == [(1,)]
    assert len(lab.live("F0411")) == 11
    assert lab.tombstones("F0411") == {}


def test_r22_a_row_without_a_readable_key_is_no_deletion_and_no_success(lab: Lab) -> None:
    nameless = Fault("garble", call="browse", table="F0411", row=0, column="DOC", raw="null", times=1)
    lab.server.faults.add(nameless)
    report = lab.run()
    assert report_of(report, "F0411").quarantined == 1
    with pytest.raises(PartialError, match="F0411"):
        report.raise_failures()
    lab.run(full_refresh=True).raise_failures()
    assert lab.out_of_step() == []
    lab.jde.execute("delete from f0411 where doc = 9012")
    lab.server.faults.add(nameless)
    error = report_of(lab.run("F0411", full_refresh=True), "F0411").error
    assert isinstance(error, SourceError)
    assert "1 came without a readable key" in str(error)
    assert lab.tombstones("F0411") == {}
    lab.run("F0411", full_refresh=True).raise_failures()
    assert list(lab.tombstones("F0411").values()) == ["deleted"]
    assert lab.out_of_step() == []


def test_r30_a_first_load_goes_by_slices_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with open_lab(tmp_path, tables=JOURNAL) as lab:
        lab.configure(slice_rows=10, max_attempts=1)
        lab.server.faults.add(Fault("status", call="browse", table="F0911", nth=(4, 5, 6, 7, 8, 9)))
        report = lab.run()
        assert isinstance(report_of(report, "F0911").error, SourceError)
        loaded = lab.contents("F0911")["F0911"]
        assert 0 < len(loaded) < 48
        assert watermark(lab, "F0911") is None
        lab.server.faults.clear()
        report = lab.run()
        assert report_of(report, "F0911").error is None
        assert lab.out_of_step() == []
        contents = lab.contents("F0911")["F0911"]
        assert len(contents) == 48
        assert set(loaded) < set(contents)
        assert watermark(lab, "F0911") == TODAY
        assert written(lab.run()) == {}


def test_r30_what_changed_behind_an_interrupted_first_load_is_there_at_its_end(
    engine: str, tmp_path: Path
) -> None:
    """Stamped changes, and lines of which only their batch tells that they are gone, long before the end."""
    with open_lab(tmp_path, engine, tables=JOURNAL) as lab:
        lab.configure(slice_rows=10, max_attempts=1)
        lab.server.faults.add(Fault("status", call="browse", table="F0911", nth=tuple(range(4, 40))))
        lab.run()
        first, *_, last = sorted(row[0] for row in lab.query("select icu from raw.f0911"))
        lab.jde.execute(
            "update f0911 set aa = aa + 1, upmj = ? where icu = ? and jeln = 1", [stamp(1), first]
        )
        lab.jde.execute("update f0011 set upmj = ? where icu = ?", [stamp(1), last])
        lab.jde.execute("delete from f0911 where icu = ? and jeln = 2", [last])
        lab.server.clock.set_day(TODAY + timedelta(days=1))
        lab.run()
        lab.server.faults.clear()
        lab.server.clock.set_day(TODAY + timedelta(days=9))
        report = lab.run()
        assert report_of(report, "F0911").error is None
        assert (report_of(report, "F0911").changed, report_of(report, "F0911").deleted) == (1, 1)
        assert lab.out_of_step() == []
        assert written(lab.run()) == {}


def test_r30_a_row_held_back_by_a_first_load_comes_once_it_is_mended_in_jde(tmp_path: Path) -> None:
    with open_lab(tmp_path, tables=JOURNAL) as lab:
        lab.configure(slice_rows=10)
        lab.server.faults.add(
            Fault("garble", call="browse", table="F0911", row=0, column="AA", raw='"n/a"', times=1)
        )
        assert report_of(lab.run(), "F0911").quarantined == 1
        assert len(lab.live("F0911")) == 47
        lab.run().raise_failures()
        assert lab.out_of_step() == []
        assert written(lab.run()) == {}


def test_rows_of_a_sliced_load_name_their_packages(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loader.backfill.PACKAGE_ROWS", 0)
    with open_lab(tmp_path, engine, tables=JOURNAL) as lab:
        lab.configure(slice_rows=10)
        lab.run().raise_failures()
        [(rows, packages)] = lab.query(
            "select count(*), count(distinct _dlt_load_id) from raw.f0911"
            " where _dlt_load_id in (select load_id from raw._dlt_loads)"
        )
        assert rows == 48
        assert packages > 3
        # nothing is left that would date later rows back
        assert (
            lab.query(
                "select column_name from information_schema.columns where table_name = 'f0911'"
                f" and table_schema = '{lab.target.schema}' and coalesce(column_default, 'NULL') <> 'NULL'"
            )
            == []
        )


@pytest.mark.parametrize("slice_rows", [10, 100], ids=["in_slices", "at_once"])
def test_loads_keep_every_character_and_tell_blank_from_null(
    engine: str, slice_rows: int, tmp_path: Path
) -> None:
    """The first load and the merge of a change behind it."""
    texts = ["", " ", 'a "quoted" word', "one,two", "two\nlines", "\n\\.\n", "\\N", "NULL", " é€😀 ", "'"]
    with open_lab(tmp_path, engine, tables=JOURNAL) as lab:
        lab.configure(slice_rows=slice_rows)
        keys = lab.jde.execute(
            "select doc, jeln, lt from f0911 order by all limit ?", [len(texts)]
        ).fetchall()
        for text, key in zip(texts, keys, strict=True):
            lab.jde.execute("update f0911 set exa = ? where doc = ? and jeln = ? and lt = ?", [text, *key])
        lab.server.faults.add(Fault("garble", call="browse", table="F0911", row=0, column="EXR", raw="null"))
        for change in (0, 1):
            lab.jde.execute("update f0911 set aa = aa + ?, upmj = ?", [change, stamp()])
            assert written(lab.run())["F0911"] == (48 * (1 - change), 48 * change, 0)
            found = lab.query("select exa from raw.f0911 order by doc, jeln, lt limit 10")
            assert [text for (text,) in found] == texts
            [(nulls, blanks)] = lab.query(
                "select sum((exr is null)::int), sum((exr = ' ')::int) from raw.f0911"
            )
            assert nulls > 0
            assert nulls + blanks == 48


@pytest.mark.parametrize(("wanted", "had"), [(8, {8}), (6, {4}), (3, {4})], ids=["fits", "less", "more"])
def test_a_slice_has_about_the_rows_asked_for(
    wanted: int, had: set[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each document has four rows, and a slice takes whole documents."""
    monkeypatch.setattr("loader.backfill.PACKAGE_ROWS", 0)
    with open_lab(tmp_path, tables=JOURNAL) as lab:
        lab.configure(slice_rows=wanted)
        lab.run().raise_failures()
        *slices, _ = lab.query("select count(*) from raw.f0911 group by _dlt_load_id order by min(doc)")
        assert len(slices) > 3
        assert {rows for (rows,) in slices} <= had


def test_a_start_date_bounds_the_first_load(lab: Lab) -> None:
    lab.configure(start_date=TODAY - timedelta(days=30))
    report = lab.run("F0411")
    # three stamped since, and the open items whatever their age
    assert sorted(row[0] for row in lab.query("select doc from raw.f0411")) == [
        9001, 9002, 9004, 9005, 9007, 9008, 9010, 9011, 9012
    ]  # fmt: skip
    assert report_of(report, "F0411").window_from == TODAY - timedelta(days=30)


def test_r23_a_column_new_in_the_registry_is_added_and_the_table_read_whole(lab: Lab) -> None:
    whole = lab.registry
    table = whole["F0411"]
    fewer = replace(table, columns=tuple(column for column in table.columns if column.name != "rmk"))
    lab.registry = Registry({**whole, "F0411": fewer})
    lab.run()
    lab.registry = whole
    report = lab.run("F0411")
    assert report_of(report, "F0411").window_from is None
    assert written(report) == {"F0411": (0, 12, 0)}
    assert lab.out_of_step() == []


def test_one_table_alone_leaves_the_others_ready_for_dbt_and_for_reconcile(tmp_path: Path) -> None:
    with open_lab(tmp_path, tables=("F0010", "F0014", "F4301")) as lab:
        lab.run("F0014")
        assert lab.query("select (select count(*) from raw.f4301), (select count(*) from raw.f0010)") == [
            (0, 0)
        ]
        assert [table.table for table in lab.reconcile().tables] == ["F0014"]
        lab.run()
        assert lab.out_of_step() == []
