"""Rows copied straight from the JDE database, with implied decimals, build to the same marts as rows read through AIS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.finance_lab import Lab
from tests.mart_rows import Rows, every_row, tables


def _rows(warehouse: Path) -> Rows:
    with duckdb.connect(str(warehouse), read_only=True) as connection:

        def query(sql: str) -> list[tuple[Any, ...]]:
            return connection.execute(sql).fetchall()

        return every_row(query)


@pytest.fixture(scope="module")
def both(finance_lab: Lab, shaped_lab: Lab) -> tuple[Rows, Rows]:
    """Scaled and unscaled."""
    return _rows(finance_lab.warehouse), _rows(shaped_lab.warehouse)


def test_raw_differs_by_the_implied_decimals(finance_lab: Lab, shaped_lab: Lab) -> None:
    def amounts(lab: Lab) -> dict[str, Any]:
        with duckdb.connect(str(lab.warehouse), read_only=True) as connection:
            rows = connection.execute(
                "select co, sum(ag) from raw_jde.f0411 group by 1 order by 1"
            ).fetchall()
        return dict(rows)

    scaled, shaped = amounts(finance_lab), amounts(shaped_lab)
    # dollars and Canadian dollars have cents, yen have none
    assert {company: shaped[company] / scaled[company] for company in scaled} == {
        "00001": 100,
        "00002": 100,
        "00003": 1,
    }


@pytest.mark.parametrize("table", tables())
def test_every_mart_is_the_same(both: tuple[Rows, Rows], table: str) -> None:
    scaled, shaped = both
    assert shaped[table] == scaled[table]


def test_hardly_a_table_is_empty(both: tuple[Rows, Rows]) -> None:
    # one build knows no earlier state of a closed period, and has not ended when its tables are read
    assert [table for table, rows in both[0].items() if not rows] == ["marts.fct_period_restatement"]
