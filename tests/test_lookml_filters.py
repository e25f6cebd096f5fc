"""Looker's filter language: what each expression lets through, decided by DuckDB."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from lookml.errors import CompileError
from lookml.filters import condition
from lookml.filters.dates import Calendar

TODAY = date(2024, 5, 15)  # a Wednesday


def kept(values: list[object], kind: str, sql_type: str, expression: str) -> list[object]:
    """Those of the values that the filter lets through."""
    found = condition("x", expression, kind, TODAY) or "TRUE"
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE t (x {sql_type}, n INTEGER)")
        database.executemany("INSERT INTO t VALUES (?, ?)", [(value, i) for i, value in enumerate(values)])
        return [row[0] for row in database.execute(f"SELECT x FROM t WHERE {found} ORDER BY n").fetchall()]


TEXTS = ["00001", "00010", "FOO", "foo", "FOOD", "a,b", "50%", "-x", "", None, "A_C", "ABC", "it's"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("FOO", ["FOO"]),
        ("FOO,00001", ["00001", "FOO"]),
        (" FOO , foo ", ["FOO", "foo"]),
        ("FOO%", ["FOO", "FOOD"]),
        ("%O", ["FOO"]),
        ("%000%", ["00001", "00010"]),
        ("F%D", ["FOOD"]),
        ("A_C", ["A_C", "ABC"]),
        ("A^_C", ["A_C"]),
        ('"a,b"', ["a,b"]),
        ("a^,b", ["a,b"]),
        ("50^%", ["50%"]),
        ("^-x", ["-x"]),
        ("it's", ["it's"]),
        ("NULL", [None]),
        ("EMPTY", ["", None]),
        ("%", [text for text in TEXTS if text is not None]),
        ("%, NULL", TEXTS),
        ("", TEXTS),
        ("-FOO", [text for text in TEXTS if text != "FOO"]),
        ("-FOO,-foo", [text for text in TEXTS if text not in ("FOO", "foo")]),
        ("-FOO%", [text for text in TEXTS if text not in ("FOO", "FOOD")]),
        ("FOO%,-FOOD", ["FOO"]),
        ("-NULL", [text for text in TEXTS if text is not None]),
        ("-EMPTY", [text for text in TEXTS if text]),
    ],
)
def test_strings(expression: str, expected: list[object]) -> None:
    assert kept(list(TEXTS), "string", "VARCHAR", expression) == expected


NUMBERS = [-5, 0, 1, 5, 10, 99, None]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("5", [5]),
        ("1, 5", [1, 5]),
        ("-5", [-5]),
        (">5", [10, 99]),
        (">=5", [5, 10, 99]),
        ("<0", [-5]),
        ("NOT 5", [-5, 0, 1, 10, 99, None]),
        ("<>5", [-5, 0, 1, 10, 99, None]),
        ("1 to 10", [1, 5, 10]),
        ("to 1", [-5, 0, 1]),
        ("10 to", [10, 99]),
        ("[1,10)", [1, 5]),
        ("(1,10]", [5, 10]),
        ("(-inf,1)", [-5, 0]),
        ("[10,inf)", [10, 99]),
        (">1 AND <99", [5, 10]),
        ("<0 OR >10", [-5, 99]),
        ("NULL", [None]),
        ("NOT NULL", [-5, 0, 1, 5, 10, 99]),
        ("1 to 10, NOT 5", [1, 10]),
        ("[1,5], 99", [1, 5, 99]),
        # the examples of Looker's reference
        ("NOT 1, 99, 5", [-5, 0, 10, None]),
        ("NOT >10, 1, <0", [0, 5, 10, None]),
        ("5, NOT 6, NOT 7", [5]),
        (">1 AND <100, NOT 5", [10, 99]),
        ("NOT 1 to 10", [-5, 0, 99, None]),
        ("NOT (1, 10)", [-5, 0, 1, 10, 99, None]),
        (">1 AND <=10 OR 99", [5, 10, 99]),
        (">=0 AND <=1 OR >=10 AND <=99", [0, 1, 10, 99]),
        ("(-inf, 0], NULL", [-5, 0, None]),
    ],
)
def test_numbers(expression: str, expected: list[object]) -> None:
    assert kept(list(NUMBERS), "number", "INTEGER", expression) == expected


@pytest.mark.parametrize(
    ("expression", "start", "end"),
    [
        ("today", "2024-05-15", "2024-05-16"),
        ("yesterday", "2024-05-14", "2024-05-15"),
        ("7 days", "2024-05-09", "2024-05-16"),
        ("3 months", "2024-03-01", "2024-06-01"),
        ("2 weeks", "2024-05-06", "2024-05-20"),
        ("2 months ago", "2024-03-01", "2024-04-01"),
        ("3 days ago", "2024-05-12", "2024-05-13"),
        ("3 months ago for 2 months", "2024-02-01", "2024-04-01"),
        ("2 days from now", "2024-05-17", "2024-05-18"),
        ("this week", "2024-05-13", "2024-05-20"),
        ("last month", "2024-04-01", "2024-05-01"),
        ("next quarter", "2024-07-01", "2024-10-01"),
        ("last year", "2023-01-01", "2024-01-01"),
        ("this fiscal year", "2024-04-01", "2025-04-01"),
        ("this fiscal quarter", "2024-04-01", "2024-07-01"),
        ("2024", "2024-01-01", "2025-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2024/02/29", "2024-02-29", "2024-03-01"),
        ("2024-Q3", "2024-07-01", "2024-10-01"),
        ("FY2024", "2024-04-01", "2025-04-01"),
        ("FY2024-Q4", "2025-01-01", "2025-04-01"),
        ("2024-01-01 to 2024-02-01", "2024-01-01", "2024-02-01"),
        ("2024-01-31 for 1 month", "2024-01-31", "2024-02-29"),
        ("before 2024-01-01", None, "2024-01-01"),
        ("after 2024-01-01", "2024-01-01", None),
        ("before 3 days ago", None, "2024-05-12"),
        ("after this month", "2024-06-01", None),
    ],
)
def test_date_ranges(expression: str, start: str | None, end: str | None) -> None:
    found = Calendar(TODAY, fiscal_month_offset=3).range(expression)
    assert [bound.isoformat() if bound else None for bound in found] == [start, end]


def test_dates_are_half_open_and_know_null() -> None:
    days = [date(2024, 4, 30), date(2024, 5, 1), date(2024, 5, 31), date(2024, 6, 1), None]
    assert kept(list(days), "date", "DATE", "2024-05") == days[1:3]
    assert kept(list(days), "date", "DATE", "2024-05, NULL") == [*days[1:3], None]
    assert kept(list(days), "date", "DATE", "NOT NULL") == days[:4]


def test_yes_and_no_take_nothing_for_no() -> None:
    assert kept([True, False, None], "yesno", "BOOLEAN", "Yes") == [True]
    assert kept([True, False, None], "yesno", "BOOLEAN", "no") == [False, None]
    assert kept([True, False, None], "yesno", "BOOLEAN", "Yes,No") == [True, False, None]


@pytest.mark.parametrize(
    ("kind", "expression"),
    [
        ("number", "five"),
        ("number", "5 and 6"),
        ("date", "last 7 days"),
        ("date", "monday"),
        ("date", "2024-02-30"),
        ("date", "soon"),
        ("date", "before 2 months ago"),
        ("date", "after 3 days"),
        ("yesno", "maybe"),
        ("colour", "red"),
    ],
)
def test_what_is_not_understood_is_an_error(kind: str, expression: str) -> None:
    with pytest.raises(CompileError):
        condition("x", expression, kind, TODAY)
