"""What only reconcile sees: changes without a stamp, deletions, purges, and a warehouse that somebody has edited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from loader.control_totals import Bucket, Measures, as_rows
from loader.errors import ApprovalNeeded
from tests import small_company
from tests.jde_simulator.settings import CAPABILITIES, ServerSettings
from tests.loader_lab import Lab, open_lab, report_of, written
from tests.small_company import stamp
from tests.torture.differences import plant_and_reconcile

TABLES = ("F0008", "F0010", "F0011", "F0411", "F0911")
OLD = "doc = 7001"  # journal of half a year ago, whose period is closed


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """Payables and journals, loaded."""
    with open_lab(tmp_path, tables=TABLES) as lab:
        lab.run()
        yield lab


def test_r17_a_change_without_a_stamp_in_a_closed_period_waits_for_a_person(lab: Lab) -> None:
    lab.jde.execute(f"update f0911 set aa = aa + 1 where {OLD} and jeln = 1")
    assert written(lab.run()) == {}
    report = lab.reconcile()
    assert isinstance(report_of(report, "F0911").error, ApprovalNeeded)
    assert written(lab.reconcile(approve=True)) == {"F0911": (0, 1, 0)}
    assert lab.out_of_step() == []


def test_r18_a_deletion_that_no_run_sees_is_marked_by_reconcile(lab: Lab) -> None:
    lab.jde.execute(f"delete from f0911 where {OLD}")
    assert written(lab.run()) == {}
    assert written(lab.reconcile(approve=True)) == {"F0911": (0, 0, 4)}
    assert set(lab.tombstones("F0911").values()) == {"deleted"}


def test_r18_more_than_a_twentieth_of_a_table_waits_for_a_person(lab: Lab) -> None:
    lab.jde.execute("delete from f0411 where aap = 0")
    with pytest.raises(ApprovalNeeded, match="more than 5 %"):
        lab.reconcile("F0411").raise_failures()
    assert lab.tombstones("F0411") == {}
    assert written(lab.reconcile("F0411", approve=True)) == {"F0411": (0, 0, 4)}


def test_r19_what_was_purged_stays_as_history_and_what_was_deleted_does_not(lab: Lab) -> None:
    lab.configure(purge_before=date(2026, 3, 1))
    lab.jde.execute("delete from f0411 where doc in (9003, 9012)")  # one paid long ago, one paid today
    assert written(lab.reconcile("F0411", approve=True)) == {"F0411": (0, 0, 2)}
    reasons = {key[0]: reason for key, reason in lab.tombstones("F0411").items()}
    assert reasons == {9003: "purged", 9012: "deleted"}


def test_r20_a_hundredth_of_the_rows_proves_or_mends_a_large_table(engine: str, tmp_path: Path) -> None:
    found = plant_and_reconcile(engine, rows=24_000, planted=9, seed=7, folder=tmp_path)
    assert found.mended == found.planted == (3, 3, 3)
    assert found.right
    assert found.read < 0.05


def test_r20_a_row_that_somebody_changed_in_the_warehouse_is_mended(lab: Lab) -> None:
    lab.query("update raw.f0411 set ag = ag + 0.01 where doc = 9001")
    assert written(lab.reconcile("F0411", approve=True)) == {"F0411": (0, 1, 0)}
    assert lab.out_of_step() == []


def test_a_server_that_cannot_add_up_is_compared_row_by_row(tmp_path: Path) -> None:
    capable = tuple(name for name in CAPABILITIES if name != "dataServiceAggregation")
    with open_lab(tmp_path, tables=TABLES, server=ServerSettings(capabilities=capable)) as lab:
        lab.run()
        lab.jde.execute(f"delete from f0911 where {OLD}")
        lab.jde.execute("update f0411 set rmk = 'seen', upmj = ? where doc = 9002", [stamp(90)])
        assert written(lab.reconcile(approve=True)) == {"F0411": (0, 1, 0), "F0911": (0, 0, 4)}
        assert lab.out_of_step() == []


def test_r17_an_amount_ten_times_as_high_is_no_difference_in_decimals(lab: Lab) -> None:
    lab.jde.execute(f"update f0911 set aa = aa * 10 where {OLD} and jeln = 1")
    assert written(lab.reconcile(approve=True)) == {"F0911": (0, 1, 0)}
    assert lab.out_of_step() == []


def test_r17_totals_are_on_record_as_they_were_compared(engine: str, tmp_path: Path) -> None:
    parted = (
        "select measure, warehouse_value / source_value from raw.jde_control_totals where difference <> 0"
    )
    with open_lab(tmp_path, engine, TABLES) as lab:
        lab.jde.execute("delete from f0911 where jeln > 1 or doc = 7003")  # one line is a bucket
        lab.run()
        # the currency has no decimals, and JDE writes its sums with two
        lab.query("update raw.f0911 set aa = aa * 100 where co = '00002'")
        assert written(lab.reconcile("F0911")) == {}
        assert lab.query(parted) == []
        lab.query(f"update raw.f0911 set aa = aa * 10 where {OLD}")
        assert isinstance(report_of(lab.reconcile("F0911"), "F0911").error, ApprovalNeeded)
        assert lab.query(parted) == [("aa", 10)]


def test_one_sum_of_a_company_shows_its_decimals_once_the_rows_are_compared() -> None:
    orders = small_company.registry()["F4301"]
    jde, raw = (
        {Bucket(): Measures(1, {"doco": Decimal(7), "otot": Decimal(total)})} for total in ("12.34", 1234)
    )
    figures = {
        settled: [row["difference"] for row in as_rows(orders, (), jde, raw, settled=settled)]
        for settled in (True, False)
    }
    assert figures == {True: [0, 0, 0], False: [0, 0, Decimal("-1221.66")]}


@pytest.mark.parametrize("name", ["COUNT(*)", "count", "*_COUNT", "COUNT_*"])
def test_r20_a_count_is_known_by_each_of_its_names(tmp_path: Path, name: str) -> None:
    with open_lab(tmp_path, tables=TABLES, server=ServerSettings(count_all_key=name)) as lab:
        lab.run()
        lab.jde.execute(f"update f0911 set aa = aa + 1 where {OLD} and jeln = 1")
        report = lab.reconcile("F0911", approve=True)
        assert written(report) == {"F0911": (0, 1, 0)}
        assert "adds nothing up" not in str(report_of(report, "F0911").warnings)
