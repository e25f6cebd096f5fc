"""A few rows of a few tables for tests of the server; books that tie out are in `books`."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb

from tests.jde_simulator.literals import to_julian
from tests.jde_simulator.server import project_tables
from tests.jde_simulator.settings import ServerSettings
from tests.jde_simulator.tables import create_table

TODAY = date(2026, 3, 2)
SETTINGS = ServerSettings(today=TODAY)
VOUCHERS = 250


def sample_tables() -> duckdb.DuckDBPyConnection:
    """A database with F0411 (one voucher a day backwards from TODAY), F0006, F0101 and F0911."""
    connection = duckdb.connect()
    registry = project_tables()
    create_table(connection, registry["F0411"], [_voucher(number) for number in range(1, VOUCHERS + 1)])
    create_table(connection, registry["F0006"], [{"mcu": f"{unit:>12}"} for unit in ("1", "20100", "20100A")])
    create_table(connection, registry["F0101"], [_party(*party) for party in PARTIES])
    create_table(connection, registry["F0911"], [_line(*line) for line in LINES])
    return connection


PARTIES = ((1, "Abel & Söhne  "), (2, 'Quote " back \\ slash'), (3, "*STAR"), (4, "abel"), (5, "0815 Ltd"))
LINES = (
    (1, "00001", "USD", Decimal("5232.88"), 126060),
    (2, "00001", "USD", Decimal("100"), 126061),
    (3, "00002", "JPY", Decimal("-12345"), 126061),
    (4, "00002", "JPY", Decimal("999999999999999.9901"), 0),
)


def _voucher(number: int) -> dict[str, Any]:
    day = to_julian(TODAY - timedelta(days=VOUCHERS - number))
    return {
        "doc": number,
        "dct": "PV",
        "kco": "00001" if number % 2 else "00002",
        "sfx": "001",
        "an8": number % 7,
        "ag": Decimal(number) * Decimal("1.25"),
        "aap": Decimal("0") if number % 5 else Decimal("0.5"),
        "dgj": day,
        "divj": day if number % 10 else 0,
        "vinv": "20240131" if number == 1 else f"INV{number}  ",
        "mcu": f"{'20100' if number % 2 else '1':>12}",
        "upmj": day,
        "upmt": 93015,
    }


def _party(number: int, name: str) -> dict[str, Any]:
    return {"an8": number, "alph": name, "at1": "V", "mcu": f"{'1':>12}"}


def _line(number: int, company: str, currency: str, amount: Decimal, day: int) -> dict[str, Any]:
    return {
        "doc": number,
        "dct": "PV",
        "kco": company,
        "co": company,
        "crcd": currency,
        "aa": amount,
        "dgj": day,
        "lt": "AA",
        "jeln": 1,
        "upmj": 126061,
    }
