"""The torture in short, on both engines, and that no fault of the list goes without a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.torture import cocktails
from tests.torture.__main__ import FAULTS
from tests.torture.cocktails import mix_cocktails
from tests.torture.kills import kill_runs
from tests.torture.table import Line, markdown

KILLS, COCKTAILS, DAYS = 5, 2, 8
NUMBER = re.compile(r"def test_((?:[rR]\d+_)+)")


def assert_right(line: Line) -> None:
    assert line.right, markdown([line])


def test_r1_a_killed_run_needs_no_hand(engine: str, tmp_path: Path) -> None:
    assert_right(kill_runs(engine, KILLS, 7, tmp_path, print))


def test_r35_no_day_under_faults_is_wrong_in_silence(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cocktails, "DAYS", DAYS)
    monkeypatch.setattr(cocktails, "RECONCILED_EVERY", DAYS)
    assert_right(mix_cocktails(engine, range(COCKTAILS), 7, tmp_path, print))


def test_every_fault_of_the_list_has_a_test_that_carries_its_number() -> None:
    carried = {
        f"R{number}"
        for path in Path(__file__).parent.glob("test_*.py")
        for names in NUMBER.findall(path.read_text())
        for number in re.findall(r"\d+", names)
    }
    assert [fault for fault in FAULTS if fault not in carried] == []
