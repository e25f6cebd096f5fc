"""Which fiscal years and periods are current in each company, from F0010 and F0008."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from loader.ais.dates import from_cyyddd
from loader.ais.filters import Condition
from loader.raw import literal
from loader.table import Table

T = TypeVar("T", "Period", "Years")

COMPANY_COLUMNS = ("co", "dtpn", "dfyj", "pnc")
PERIOD_ENDS = tuple(f"d{number:02d}j" for number in range(1, 15))
PATTERN_COLUMNS = ("dtpn", "dfyj", "fq", "ctry", "fy", *PERIOD_ENDS)
DAYS_INTO_FIRST_PERIOD = 27


@dataclass(frozen=True, order=True)
class Period:
    """A fiscal year as JDE keys it (century CTRY, two-digit FY) and a period in it."""

    century: int
    year: int
    number: int

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What a row of it obeys."""
        return (
            Condition("ctry", "EQUAL", (self.century,)),
            Condition("fy", "EQUAL", (self.year,)),
            Condition("pn", "EQUAL", (self.number,)),
        )

    def shifted(self, years: int) -> tuple[int, int]:
        """Century and two-digit year that many years away."""
        whole = self.century * 100 + self.year + years
        return divmod(whole, 100)


@dataclass(frozen=True, order=True)
class Years:
    """Fiscal years of one century CTRY, from a two-digit FY to another, both taken in."""

    century: int
    first: int
    last: int

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What a row of them obeys."""
        return (
            Condition("ctry", "EQUAL", (self.century,)),
            Condition("fy", "GREATER_EQUAL", (self.first,)),
            Condition("fy", "LESS_EQUAL", (self.last,)),
        )


@dataclass(frozen=True)
class CompanyYear:
    """Where a company's general ledger stands: its current period, and how many periods its year has."""

    company: str
    current: Period
    periods: int


def company_years(
    companies: Iterable[Mapping[str, Any]], patterns: Iterable[Mapping[str, Any]]
) -> list[CompanyYear]:
    """The current period of each company that keeps books.

    Args:
        companies: Rows of F0010 with COMPANY_COLUMNS; dates as CYYDDD.
        patterns: Rows of F0008 with PATTERN_COLUMNS.
    """
    years = {(row["dtpn"], row["dfyj"]): row for row in patterns}
    found = []
    for row in companies:
        start = from_cyyddd(row["dfyj"])
        if start is None:
            continue  # company 00000 may hold defaults only
        pattern = years.get((row["dtpn"], row["dfyj"]))
        if pattern is None:
            # JDE names a fiscal year by the calendar year in which its first period ends
            century, year = divmod((start + timedelta(days=DAYS_INTO_FIRST_PERIOD)).year, 100)
            periods = 12
        else:
            century, year = int(pattern["ctry"]), int(pattern["fy"])
            periods = len({pattern[name] for name in PERIOD_ENDS if pattern[name]}) or 12
        number = int(row["pnc"] or 1)
        found.append(CompanyYear(row["co"], Period(century, year, number), periods))
    return found


def recent_years(companies: Sequence[CompanyYear], count: int) -> dict[Years, list[str]]:
    """The current and earlier fiscal years, `count` in all, by span, with their companies."""
    return _grouped((span, company.company) for company in companies for span in _spans(company, count))


def open_periods(companies: Sequence[CompanyYear], count: int) -> dict[Period, list[str]]:
    """The window of periods around each company's current one, with the companies for which it is one.

    Three are the period before, the current and the next; more reach further back. Beyond a year's edge
    lie the last periods of the year before (adjustment periods 13 and 14 too) and the first of the next.
    """
    offsets = range(-max(count - 2, 0) if count > 1 else 0, 2 if count > 2 else 1)
    if count == 2:
        offsets = range(-1, 1)
    return _grouped(
        (period, company.company)
        for company in companies
        for offset in offsets
        for period in _at(company, offset)
    )


def has_periods(table: Table) -> bool:
    """True when the table's rows belong to a company's fiscal year."""
    return {"co", "ctry", "fy"} <= {column.name for column in table.columns}


def closed_periods(table: Table, companies: Sequence[CompanyYear]) -> str | None:
    """SQL for rows before their company's current period, or year where the table has no periods."""
    by_period = any(column.name == "pn" for column in table.columns)
    conditions = []
    for company in companies:
        current = company.current
        number = (current.century * 100 + current.year) * 100 + (current.number if by_period else 0)
        row = f"(ctry * 100 + fy) * 100{' + pn' if by_period else ''}"
        conditions.append(f"(co = {literal(company.company)} and {row} < {number})")
    return " or ".join(conditions) or None


def _at(company: CompanyYear, offset: int) -> list[Period]:
    current = company.current
    number = current.number + offset
    if number < 1:
        century, year = current.shifted(-1)
        last = company.periods + number
        return [Period(century, year, each) for each in {last, *(range(13, 15) if number == 0 else ())}]
    if number > max(company.periods, current.number):
        century, year = current.shifted(1)
        return [Period(century, year, number - max(company.periods, current.number))]
    return [Period(current.century, current.year, number)]


def _spans(company: CompanyYear, count: int) -> list[Years]:
    """One span, or two where a century turns in it."""
    years: dict[int, list[int]] = {}
    for back in range(count):
        century, year = company.current.shifted(-back)
        years.setdefault(century, []).append(year)
    return [Years(century, min(found), max(found)) for century, found in years.items()]


def _grouped(pairs: Iterable[tuple[T, str]]) -> dict[T, list[str]]:
    groups: dict[T, list[str]] = {}
    for when, company in sorted(set(pairs)):
        groups.setdefault(when, []).append(company)
    return groups
