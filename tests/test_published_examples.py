"""Known values that others have published about JDE, each where it bears on the model.

| number | published | here |
|---|---|---|
| 1 | rows of the address book of Oracle's demonstration company | not applicable: what an AIS Server answers, not what a model makes of it |
| 2, 3 | names of addresses 4242 and 4100 | not applicable, for the same reason |
| 4 | intercompany accounts 1.1291, 200.1291, 50.1291 | not applicable: a chart of accounts is the company's own |
| 5 | October 2008 to September 2009 is fiscal year 2008 | unit test `published_05_...` |
| 6 | current period 06: periods 06 and 07 are open | unit test `published_06_...` |
| 7 | 157,500.00 USD are 250,724.25 CAD | below; the rounding to whole hundreds belongs to a program of JDE |
| 8 | 100.10 is stored as 10010, line 1 as 1000, a quantity of 1 with two decimals as 100 | below; converting 1.51 to no decimals belongs to a program of JDE |
| 9 | 600 against nothing and 600 against 400 | unit test `published_09_...`; clearing the first is JDE's act |
| 10 | AA and CA rows carry the transaction's code | unit test `published_10_...` |
| 11 | Julian dates | unit test `julian_dates_decode_and_what_is_no_day_is_null` |
| 12 | year to date, inception to date | unit test `published_12_...`; debits and credits apart (AND) are not modelled |
| 13 | 14 periods a year, 59 periods in a retention | 14 periods: the same unit test as 5; retention not applicable |

The unit tests stand in `dbt_project/models/published_examples.yml` and beside their models, so both engines run them in every build.
Two cannot be unit tests: those see no registry, which says how many decimals are implied, and the group currency is off unless a
site switches it on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from jinja2 import Environment

from tests.finance_lab import WITHOUT_TESTS, Lab

MODELS = Path(__file__).parents[1] / "dbt_project" / "models"
JULIAN = {
    99001: "1999-01-01", 99034: "1999-02-03", 100001: "2000-01-01", 100066: "2000-03-06", 101001: "2001-01-01",
    101098: "2001-04-08", 101365: "2001-12-31", 102001: "2002-01-01", 1: "1900-01-01", 99365: "1999-12-31",
    100060: "2000-02-29", 100366: "2000-12-31", 124060: "2024-02-29", 124366: "2024-12-31", 125001: "2025-01-01",
    199365: "2099-12-31", 200001: "2100-01-01", 140366: "2040-12-31",
    0: None, 366: None, 99366: None, 101366: None, 123366: None, 200366: None, 100000: None, 100367: None, 999999: None,
}  # fmt: skip


def _unit_tests(path: Path) -> dict[str, dict[str, object]]:
    return {test["name"]: test for test in yaml.safe_load(path.read_text(encoding="utf-8"))["unit_tests"]}


def test_every_unit_test_that_the_table_names_is_there() -> None:
    names = set(_unit_tests(MODELS / "published_examples.yml"))
    numbers = re.findall(r"^\| ([\d, ]+) \|.*`(published_\d\d_)", __doc__ or "", re.MULTILINE)
    assert [f"published_{int(number):02d}_" for number, _ in numbers] == [prefix for _, prefix in numbers]
    assert sorted(name[:13] for name in names) == sorted(prefix for _, prefix in numbers)


def test_every_published_julian_date_is_a_row_of_the_unit_test() -> None:
    [test] = [
        test
        for name, test in _unit_tests(MODELS / "staging" / "stg_jde__ap_payments.yml").items()
        if name == "julian_dates_decode_and_what_is_no_day_is_null"
    ]
    given = {row["pyid"]: row["dmtj"] for row in test["given"][0]["rows"]}  # type: ignore[index]
    expected = {row["payment_id"]: row["payment_date"] for row in test["expect"]["rows"]}  # type: ignore[index]
    decoded = {given[key]: None if day is None else str(day) for key, day in expected.items() if key in given}
    assert {number: decoded[number] for number in JULIAN if number} == {
        number: day for number, day in JULIAN.items() if number
    }
    assert any(number is not None and number < 0 for number in given.values())
    assert {0, None} <= set(given.values())


class _Duckdb:
    """dbt's adapter, as far as the macros of money ask it."""

    def __init__(self, macros: dict[str, Any]) -> None:
        self._macros = macros

    def dispatch(self, name: str, _package: str) -> Any:
        return self._macros[f"duckdb__{name}"]


def test_07_us_dollars_become_canadian_at_1_5919() -> None:
    macros: dict[str, Any] = {
        "var": lambda name, default=None: "CAD" if name == "group_currency_code" else default
    }
    macros["adapter"] = _Duckdb(macros)
    for name in ("share_amount", "group_currency"):
        text = (MODELS.parent / "macros" / f"{name}.sql").read_text(encoding="utf-8")
        macros |= vars(Environment(extensions=["jinja2.ext.do"]).from_string(text, globals=macros).module)
    converted = macros["group_amount"]("dollars.amount")
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select amount, {converted} from (values (157500.00), (138000.00), (3000.00), (15000.00)) as dollars (amount)"
            " cross join (select 1.5919 * 100 as multiplier, 1 as divisor, 0.01 as smallest_unit) as group_rates order by amount desc"
        ).fetchall()
    assert rows == [
        (Decimal("157500.00"), Decimal("250724.2500")),
        (Decimal("138000.00"), Decimal("219682.2000")),
        (Decimal("15000.00"), Decimal("23878.5000")),
        (Decimal("3000.00"), Decimal("4775.7000")),
    ]


@pytest.fixture(scope="module")
def stored(shaped_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Rows as the JDE database holds them, brought by a load of their own, and staging built from them."""
    lab = shaped_lab.copy(tmp_path_factory.mktemp("stored"))
    with duckdb.connect(str(lab.warehouse)) as connection:
        for insert in (
            "f0411 by name select * replace (990001 as doc, 10010 as ag, '9' as _dlt_load_id) from raw_jde.f0411"
            " where co = '00001' limit 1",
            "f4311 by name select * replace (990001 as doco, 1000 as lnid, 100 as uorg, '9' as _dlt_load_id)"
            " from raw_jde.f4311 where kcoo = '00001' limit 1",
        ):
            connection.execute(f"insert into raw_jde.{insert}")
    staging = ("stg_jde__ap_pay_items", "stg_jde__purchase_order_lines")
    lab.build("--vars", "{jde_values_scaled: false}", *WITHOUT_TESTS, "--select", *staging)
    with duckdb.connect(str(lab.warehouse), read_only=True) as connection:
        yield connection


def test_08_an_amount_of_100_10_is_stored_as_10010(stored: duckdb.DuckDBPyConnection) -> None:
    assert stored.execute(
        "select gross_amount from staging.stg_jde__ap_pay_items where document_number = 990001"
    ).fetchall() == [(Decimal("100.1000"),)]


def test_08_line_1_is_stored_as_1000_and_quantity_1_as_100(stored: duckdb.DuckDBPyConnection) -> None:
    assert stored.execute(
        "select line_number, ordered_quantity from staging.stg_jde__purchase_order_lines where order_number = 990001"
    ).fetchall() == [(Decimal("1.000"), Decimal("1.00000000"))]
