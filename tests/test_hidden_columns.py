"""What column security in JDE hides arrives as blanks: dbt names the columns, and stays quiet otherwise."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.finance_lab import Lab

TEST = "essential_columns_are_not_blank"


def _named(lab: Lab) -> tuple[str, list[tuple[str, str]]]:
    """The test's status, and the columns that it names."""
    [status] = [
        found.status for found in lab.build("--select", TEST, "--store-failures") if found.name == TEST
    ]
    with duckdb.connect(str(lab.warehouse)) as connection:
        [(schema,)] = connection.execute(
            "select table_schema from information_schema.tables where table_name = ?", [TEST]
        ).fetchall()
        rows = connection.execute(f"select model_name, column_name from {schema}.{TEST} order by all")
        return status, rows.fetchall()


def test_columns_that_are_blank_in_every_row_are_named(finance_lab: Lab, tmp_path: Path) -> None:
    lab = finance_lab.copy(tmp_path / "lab")
    assert _named(lab) == ("pass", [])
    with duckdb.connect(str(lab.warehouse)) as connection:
        connection.execute("update raw_jde.f0101 set alph = '   '")
        connection.execute("update staging.stg_jde__gl_lines set amount = 0, posted_code = null")
        connection.execute(
            "update staging.stg_jde__ap_pay_items set pay_status_code = '' where pay_item > '001'"
        )
    assert _named(lab) == (
        "warn",
        [
            ("stg_jde__address_book", "party_name"),
            ("stg_jde__gl_lines", "amount"),
            ("stg_jde__gl_lines", "posted_code"),
        ],
    )
