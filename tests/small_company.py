"""A company small enough to reason about by hand, in the simulator's tables, for tests of the loader."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import duckdb

from loader.ais.dates import cyyddd
from loader.registry import load_registry
from loader.table import Table
from tests.jde_simulator.server import REPOSITORY
from tests.jde_simulator.tables import create_table, insert_rows

TODAY = date(2026, 6, 15)
COMPANIES = ("00001", "00002")

Rows = Iterator[Mapping[str, Any]]


def registry() -> Mapping[str, Table]:
    """The project's registry, whatever the current folder is."""
    return load_registry(REPOSITORY / "dbt_project")


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every table of the registry and fill those that the loader treats in a way of their own."""
    tables = registry()
    rows = {
        "F0010": _companies(),
        "F0008": _fiscal_years(),
        "F0006": _business_units(),
        "F0011": _batches(),
        "F0911": _journal_lines(),
        "F0902": _balances(),
        "F0411": _pay_items(),
        "F4301": _orders(),
        "F4311": _order_lines(),
        "F43121": _receipts(),
        "F0014": iter([{"ptc": " ", "ptd": "Net 30"}, {"ptc": "N10", "ptd": "Net 10"}]),
        "F0116": iter([{"an8": 4001, "eftb": 0, "add1": "1 First Street", "upmj": _days_ago(400)}]),
    }
    for name, table in tables.items():
        create_table(connection, table, rows.get(name, iter(())))


def add(connection: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    """Insert one row; what is not named is blank."""
    insert_rows(connection, registry()[table], [values])


def stamp(days_ago: int = 0) -> int:
    """CYYDDD of a day counted back from the company's today."""
    return cyyddd(TODAY - timedelta(days=days_ago))


_days_ago = stamp


def _companies() -> Rows:
    for company in COMPANIES:
        yield {"co": company, "name": f"Company {company}", "dfyj": 126001, "pnc": 6, "dtpn": "R"}
    yield {"co": "00000", "name": "Defaults"}


def _fiscal_years() -> Rows:
    for year in (2025, 2026):
        ends = {
            f"d{month:02d}j": cyyddd(date(year, month, calendar.monthrange(year, month)[1]))
            for month in range(1, 13)
        }
        extra = {"d13j": ends["d12j"], "d14j": ends["d12j"]}
        yield {
            "dtpn": "R",
            "dfyj": cyyddd(date(year, 1, 1)),
            "fq": " ",
            "ctry": 20,
            "fy": year % 100,
            **ends,
            **extra,
        }


def _business_units() -> Rows:
    for number in (1, 100, 20100):
        yield {
            "mcu": f"{number:>12}",
            "dl01": f"Unit {number}",
            "co": "00001",
            "upmj": stamp(300),
            "upmt": 90000,
        }


def _batches() -> Rows:
    for number in range(1, 13):
        yield {"icut": "G", "icu": 5000 + number, "ist": "D", "upmj": stamp(_age(number)), "upmt": 120000}


def _age(number: int) -> int:
    """Older documents have smaller numbers: 12 is of today, 1 half a year old."""
    return (12 - number) * 15


def _journal_lines() -> Rows:
    for number in range(1, 13):
        day = TODAY - timedelta(days=_age(number))
        for line in range(1, 5):
            yield {
                "dct": "JE",
                "doc": 7000 + number,
                "kco": COMPANIES[number % 2],
                "dgj": cyyddd(day),
                "jeln": line,
                "lt": "AA",
                "extl": " ",
                "post": "P",
                "icut": "G",
                "icu": 5000 + number,
                "co": COMPANIES[number % 2],
                "aid": f"{line:08d}",
                "ctry": 20,
                "fy": day.year % 100,
                "pn": day.month,
                "aa": (100 + number) * (1 if line % 2 else -1),
                "upmj": cyyddd(day),
                "upmt": 120000,
            }


def _balances() -> Rows:
    for year in (24, 25, 26):
        for account in range(1, 5):
            yield {
                "aid": f"{account:08d}",
                "ctry": 20,
                "fy": year,
                "fq": " ",
                "lt": "AA",
                "sbl": " ",
                "sblt": " ",
                "crcd": " ",
                "co": "00001",
                "an01": account * 10,
                "upmj": stamp((26 - year) * 365),
            }


def _pay_items() -> Rows:
    for number in range(1, 13):
        yield {
            "doc": 9000 + number,
            "dct": "PV",
            "kco": COMPANIES[number % 2],
            "sfx": "001",
            "sfxe": 0,
            "an8": 4001,
            "co": COMPANIES[number % 2],
            "ag": 1000 + number,
            "aap": 1000 + number if number % 3 else 0,
            "dgj": stamp(_age(number)),
            "rmk": f"Invoice {number}",
            "upmj": stamp(_age(number)),
            "upmt": 80000,
        }


def _orders() -> Rows:
    for number in range(1, 13):
        yield {**_order(number), "trdj": stamp(_age(number)), "upmj": stamp(_age(number)), "tday": 70000}


def _order(number: int) -> dict[str, Any]:
    return {"doco": 3000 + number, "dcto": "OP", "kcoo": "00001", "sfxo": "000"}


def _order_lines() -> Rows:
    for number in range(1, 13):
        for line in range(1, 4):
            yield {
                **_order(number),
                "lnid": line * 1000,
                "aexp": number * line,
                "nxtr": "400",
                "trdj": stamp(_age(number)),
                "upmj": stamp(_age(number)),
                "tday": 70000,
            }


def _receipts() -> Rows:
    for number in range(1, 13):
        yield {
            **_order(number),
            "matc": "1",
            "lnid": 1000,
            "nlin": 1,
            "doc": 600 + number,
            "uopn": 5,
            "aopn": 50,
            "trdj": stamp(_age(number)),
            "upmj": stamp(_age(number)),
            "tday": 71000,
        }
