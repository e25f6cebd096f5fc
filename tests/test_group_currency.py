"""Amounts in the group currency, against rates and arithmetic worked out here from the rows of F0015."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.lookml_warehouse import built_duckdb

MARTS = Path(__file__).parents[1] / "dbt_project" / "models" / "marts"
GROUP = "KWD"
SMALLEST = Decimal("0.001")
SELECTED = (
    "stg_jde__exchange_rates",
    "int_exchange_rates_as_fractions",
    "int_exchange_rates_triangulated",
    "int_group_exchange_rates",
    "fct_ap_invoices",
    "fct_gl_entries",
)

Query = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def query(tmp_path_factory: pytest.TempPathFactory) -> Query:
    """A warehouse with some facts built for a group currency of three decimals, and the rates' unit tests run."""
    folder = tmp_path_factory.mktemp("group")
    warehouse = folder / "warehouse.duckdb"
    shutil.copyfile(built_duckdb(), warehouse)
    words = [
        "build",
        "--quiet",
        "--project-dir",
        "dbt_project",
        "--vars",
        f"{{group_currency_code: {GROUP}}}",
    ]
    words += [
        "--full-refresh",
        "--exclude-resource-type",
        "test",
        "--target-path",
        str(folder),
        "--log-path",
        str(folder),
    ]
    done = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), *words, "--select", *SELECTED],
        env={**os.environ, "JDE_DESTINATION": "duckdb", "JDE_DUCKDB_PATH": str(warehouse)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout

    def ask(sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    return ask


def _rates(query: Query) -> dict[str, list[tuple[date, Decimal, bool]]]:
    """By currency: first day, rate and whether amounts are divided by it, latest first."""
    rows = query(
        "select crcd, eft, crr, crrd, crcm from raw_jde.f0015"
        f" where crdc = '{GROUP}' and an8 = 0 and trim(rttyp) = '' order by crcd, eft desc"
    )
    found: dict[str, list[tuple[date, Decimal, bool]]] = {}
    for currency, effective, multiplier, divisor, method in rows:
        year, day = divmod(effective, 1000)
        first = date(1900 + year, 1, 1) + timedelta(days=day - 1)
        found.setdefault(currency, []).append(
            (first, divisor if method == "Z" else multiplier, method == "Z")
        )
    return found


def _converted(
    amount: Decimal, currency: str, day: date, rates: dict[str, list[tuple[date, Decimal, bool]]]
) -> Decimal:
    if currency == GROUP:
        return amount
    _, rate, divided = next(entry for entry in rates[currency] if entry[0] <= day)
    return (amount / rate if divided else amount * rate).quantize(SMALLEST, ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("fact", "currency", "amount"),
    [
        ("fct_ap_invoices", "company_currency_code", "gross_amount"),
        ("fct_ap_invoices", "company_currency_code", "open_amount"),
        ("fct_gl_entries", "ledger_currency_code", "amount"),
    ],
)
def test_every_amount_is_converted_to_the_last_unit(
    query: Query, fact: str, currency: str, amount: str
) -> None:
    rates = _rates(query)
    rows = query(
        f"select {currency}, gl_date, {amount}, {amount}_group, group_currency_code from marts.{fact}"
        f" where {currency} is not null"
    )
    assert {row[0] for row in rows} >= {"USD", "CAD", "JPY"}
    assert {row[4] for row in rows} == {GROUP}
    wrong = [row for row in rows if row[3] != _converted(row[2], row[0], row[1], rates)]
    assert wrong == []


def test_units_have_no_group_amount(query: Query) -> None:
    assert query(
        "select count(*) > 0, count(amount_group) from marts.fct_gl_entries where ledger_type_code = 'AU'"
    ) == [(True, 0)]


def test_every_fact_that_carries_money_has_the_group_amount_beside_it() -> None:
    lacking = []
    for path in sorted(MARTS.glob("fct_*.yml")):
        [model] = yaml.safe_load(path.read_text())["models"]
        names = [column["name"] for column in model["columns"]]
        amounts = [
            name
            for name in names
            if (name == "amount" or "_amount" in name or name.startswith("amount_"))
            and not name.endswith(("_group", "_txn"))
        ]
        lacking += [f"{path.stem}.{name}" for name in amounts if f"{name}_group" not in names]
        lacking += [] if "group_currency_code" in names or not amounts else [path.stem]
    assert lacking == []


def test_unit_tests_hold_whatever_group_currency_a_site_chooses() -> None:
    """A model that joins rates has an input more where there is a group currency, so its unit tests choose none."""
    lacking = []
    for path in sorted(MARTS.parent.rglob("*.yml")):
        for test in yaml.safe_load(path.read_text()).get("unit_tests", []):
            [model] = MARTS.parent.rglob(f"{test['model']}.sql")
            chosen = test.get("overrides", {}).get("vars", {})
            if "join_group_rates" in model.read_text() and "group_currency_code" not in chosen:
                lacking.append(test["name"])
    assert lacking == []
