"""Every tie-out is at 0.00 on books of sixty days, finds the error planted for it, and keeps quiet about all others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from lookml.looker.gate import Gate, read_gate
from lookml.warehouse import open_warehouse
from tests import planted_errors
from tests.finance_lab import WITHOUT_TESTS, Lab

# the marts that tie-outs read, without the views and the tests between
MARTS = (
    "--full-refresh",
    "--indirect-selection", "empty",
    "--select", "+trust_tie_outs,config.materialized:table", "+trust_tie_outs,config.materialized:incremental",
)  # fmt: skip
GUARDS = ("tie_outs_are_equal", "tie_outs_with_timing_are_equal")
SUBJECT = re.compile(r"(?:differ: |, )(\S.*?) by -?\d")


@dataclass(frozen=True)
class Told:
    """What a build said about errors that were planted before it."""

    expected: planted_errors.Seen
    found: planted_errors.Seen
    guards: dict[str, str]


def _differences(warehouse: Path) -> planted_errors.Seen:
    """Every tie-out that differs, with the subjects that it names."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select check_name, reason from trust.trust_tie_outs where status = 'difference'"
        ).fetchall()
    return {(check, subject) for check, reason in rows for subject in SUBJECT.findall(reason)}


def _build(lab: Lab, *options: str) -> dict[str, str]:
    results = {
        result.name: result.status for result in lab.build(*options, "trust_tie_outs", *GUARDS, check=False)
    }
    assert "error" not in results.values(), results
    return {name: results[name] for name in GUARDS}


@pytest.fixture(scope="module")
def spoilt(finance_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, Told]:
    """What is told of errors in the F-tables, and then of errors in the marts too."""
    lab = finance_lab.copy(tmp_path_factory.mktemp("spoilt"))
    with duckdb.connect(str(lab.warehouse)) as connection:
        in_raw = planted_errors.plant(connection, planted_errors.RAW)
    guards = _build(lab, *MARTS)
    first = Told(in_raw, _differences(lab.warehouse), guards)
    with duckdb.connect(str(lab.warehouse)) as connection:
        in_marts = planted_errors.plant(connection, planted_errors.MARTS)
    guards = _build(lab, "--indirect-selection", "empty", "--select")
    return first, Told(in_raw | in_marts, _differences(lab.warehouse), guards)


def test_every_tie_out_has_an_error_to_find(finance_lab: Lab) -> None:
    seeds = finance_lab.project / "seeds" / "tie_out_checks.csv"
    checks = [line.split(",")[0] for line in seeds.read_text(encoding="utf-8").splitlines()[1:]]
    assert sorted([*planted_errors.RAW, *planted_errors.MARTS]) == sorted(checks)
    for check, error in {**planted_errors.RAW, **planted_errors.MARTS}.items():
        assert check in error.seen


def test_all_are_at_zero_after_sixty_days(finance_lab: Lab) -> None:
    with duckdb.connect(str(finance_lab.warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select check_name, count(*), sum(abs(difference_amount)) from trust.trust_tie_outs where status = 'ok' group by 1"
        ).fetchall()
        others = connection.execute(
            "select distinct check_name, status from trust.trust_tie_outs where status <> 'ok' order by 1"
        ).fetchall()
    assert {check for check, _, _ in rows} == {*planted_errors.RAW, *planted_errors.MARTS}
    assert {amount for _, _, amount in rows} == {0}
    # tables that no reconciliation has compared, and documents between companies of different currencies, say so
    assert others == [("control_total_rows", "not_matchable"), ("intercompany", "not_matchable")]


def test_books_of_sixty_days_hold_what_could_go_wrong(finance_lab: Lab) -> None:
    def holds(table: str, condition: str) -> bool:
        with duckdb.connect(str(finance_lab.warehouse), read_only=True) as connection:
            return bool(
                connection.execute(f"select count(*) > 0 from raw_jde.{table} where {condition}").fetchall()[
                    0
                ][0]
            )

    events = {
        "deleted voucher": ("f0411", "_jde_deleted_at is not null and post = ' '"),
        "deleted journal": ("f0911", "_jde_deleted_at is not null"),
        "purged voucher": ("f0411", "_jde_deleted_at is not null and post = 'D' and pst = 'P'"),
        "purged payment": ("f0414", "_jde_deleted_at is not null and post = 'D'"),
        "receipt of another key": ("f43121", "_jde_deleted_at is not null"),
        "reversed receipt": ("f43121", "matc = '4'"),
        "reversed match": ("f43121", "matc = '3'"),
        "void": ("f0911", "dct = 'PE' and re = 'V'"),
        "prior-year document": ("f0911", "dct = '##'"),
        "restatement of a closed period": ("f0911", "exa = 'Restatement'"),
        "summarised detail": ("f0911", "summ = 'Y'"),
    }
    assert [event for event, where in events.items() if not holds(*where)] == []


@pytest.mark.parametrize("check", planted_errors.RAW)
def test_an_error_in_the_f_tables_is_found_and_named(spoilt: tuple[Told, Told], check: str) -> None:
    _assert_named(spoilt[0], check)


@pytest.mark.parametrize("check", planted_errors.MARTS)
def test_an_error_in_the_marts_is_found_and_named(spoilt: tuple[Told, Told], check: str) -> None:
    _assert_named(spoilt[1], check)


def _assert_named(told: Told, check: str) -> None:
    expected = {subject for name, subject in told.expected if name == check}
    assert expected
    assert {subject for name, subject in told.found if name == check} == expected


def test_only_the_tie_outs_that_should_see_an_error_do(spoilt: tuple[Told, Told]) -> None:
    for told in spoilt:
        assert told.found == told.expected


def test_a_difference_ends_the_build_and_one_of_timing_warns(spoilt: tuple[Told, Told]) -> None:
    for told in spoilt:
        assert told.guards == {"tie_outs_are_equal": "fail", "tie_outs_with_timing_are_equal": "warn"}


def _gate(lab: Lab) -> Gate:
    with open_warehouse("duckdb", {"JDE_DUCKDB_PATH": str(lab.warehouse)}) as warehouse:
        return read_gate(warehouse, "trust")


def test_a_build_that_fails_before_the_tie_outs_closes_the_gate_of_deployments(
    finance_lab: Lab, tmp_path: Path
) -> None:
    lab = finance_lab.copy(tmp_path)
    before = _gate(lab)
    assert before.open
    with duckdb.connect(str(lab.warehouse)) as connection:
        connection.execute("alter table raw_jde.f0010 rename column crcd to gone")
    chain = ("--select", "stg_jde__companies", "dim_companies", "trust_tie_outs", "trust_builds")
    statuses = {result.name: result.status for result in lab.build(*chain, check=False)}
    assert (statuses["stg_jde__companies"], statuses["trust_tie_outs"]) == ("error", "skipped")
    after = _gate(lab)
    assert (after.open, after.unfinished, after.finished_at) == (False, True, before.finished_at)
    with duckdb.connect(str(lab.warehouse)) as connection:
        connection.execute("alter table raw_jde.f0010 rename column gone to crcd")
    lab.build(*chain, *WITHOUT_TESTS)
    mended = _gate(lab)
    assert mended.open
    assert mended.finished_at != before.finished_at
