"""Dates on their way between AIS and raw.

AIS answers with `yyyyMMdd` text, reads literals in the service user's own format, and the F-tables hold
CYYDDD: century since 1900, year, day of the year. 2026-03-02 is 126061.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from loader.errors import ConfigurationError

FIRST_YEAR, LAST_YEAR = 1900, 2899
COMMON_FORMATS = ("MM/dd/yyyy", "dd/MM/yyyy", "yyyy/MM/dd")
_TOKENS = re.compile(r"yyyy|yy|MM|M|dd|d|[^A-Za-z]+|[A-Za-z]+")
_JDE_LETTERS = {"D": "dd", "M": "MM", "E": "yyyy", "Y": "yy"}
_EMPTY = frozenset({"", "0", "00000000"})


@dataclass(frozen=True)
class DateFormat:
    """How the service user writes a date, in Java letters: `MM/dd/yyyy`.

    Raises:
        ConfigurationError: The pattern holds anything but day, month and year in digits, each once.
    """

    pattern: str

    def __post_init__(self) -> None:
        letters = [token[0] for token in self._tokens if token[0].isalpha()]
        known = all(re.fullmatch("yyyy|yy|MM|M|dd|d|[^A-Za-z]+", token) for token in self._tokens)
        if not known or sorted(letters) != ["M", "d", "y"]:
            raise ConfigurationError(
                f"The date format {self.pattern!r} is not one that the loader can write.",
                "Set SOURCES__JDE__DATE_FORMAT to the service user's format, such as MM/dd/yyyy.",
            )

    @property
    def _tokens(self) -> list[str]:
        return _TOKENS.findall(self.pattern)

    def literal(self, day: date) -> str:
        """The date as this user types it in JDE."""
        parts = {
            "yyyy": f"{day.year:04d}",
            "yy": f"{day.year % 100:02d}",
            "MM": f"{day.month:02d}",
            "M": str(day.month),
            "dd": f"{day.day:02d}",
            "d": str(day.day),
        }
        return "".join(parts.get(token, token) for token in self._tokens)


def java_pattern(simple: str | None, letters: str | None, separator: str | None) -> str | None:
    """What a sign-in reports: `simpleDateFormat`, else JDE's own `dateFormat` (`MDE`) and separator."""
    if simple and simple.strip():
        return simple.strip()
    if letters and letters.strip() and set(letters.strip()) <= set(_JDE_LETTERS):
        return (separator or "/").strip().join(_JDE_LETTERS[letter] for letter in letters.strip())
    return None


def cyyddd(day: date) -> int:
    """The CYYDDD number of a date from 1900 to 2899."""
    return (day.year - FIRST_YEAR) * 1000 + day.timetuple().tm_yday


def from_cyyddd(number: int | None) -> date | None:
    """The date of a CYYDDD number; None for null, 0 and numbers that are no day (123366)."""
    if not number or number < 0:
        return None
    years, day_of_year = divmod(int(number), 1000)
    year = FIRST_YEAR + years
    if year > LAST_YEAR or not 1 <= day_of_year <= (366 if _is_leap(year) else 365):
        return None
    return date(year, 1, 1) + timedelta(days=day_of_year - 1)


def parse_ais_date(text: str) -> int | None:
    """CYYDDD of one `yyyyMMdd` text, None when it is blank or zero.

    Raises:
        ValueError: The text is no calendar day between 1900 and 2899.
    """
    text = text.strip()
    if text in _EMPTY:
        return None
    if not (len(text) == 8 and text.isascii() and text.isdigit()):
        raise ValueError(f"{text!r} is not a yyyyMMdd date")
    day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{text!r} is outside {FIRST_YEAR} to {LAST_YEAR}")
    return cyyddd(day)


def to_cyyddd(texts: pa.Array) -> pa.Array:
    """CYYDDD as int64 for an array of `yyyyMMdd` texts; null, blanks and zero become null.

    Raises:
        ValueError: At least one text is no calendar day between 1900 and 2899.
    """
    trimmed = pc.utf8_trim(texts, characters=" ")
    empty = pc.is_in(trimmed, value_set=pa.array(sorted(_EMPTY)))
    trimmed = pc.if_else(empty, pa.scalar(None, pa.string()), trimmed)
    eight_digits = pc.and_(pc.equal(pc.binary_length(trimmed), 8), pc.ascii_is_decimal(trimmed))
    if not pc.all(eight_digits, min_count=0).as_py():
        raise ValueError("a text is not eight digits")
    number = pc.cast(trimmed, pa.int64())
    year = pc.divide(number, 10000)
    month_day = pc.subtract(number, pc.multiply(year, 10000))
    years = pc.subtract(year, FIRST_YEAR)
    days_of_year, leap_years = _calendar()
    try:
        leap = pc.take(leap_years, years)
        result = pc.take(days_of_year, pc.add(month_day, pc.multiply(leap, 10000)))
    except (pa.ArrowIndexError, IndexError) as error:
        raise ValueError(f"a year is outside {FIRST_YEAR} to {LAST_YEAR}") from error
    if result.null_count != texts.null_count + pc.sum(pc.fill_null(empty, False), min_count=0).as_py():
        raise ValueError("a text is no day of the calendar")
    return pc.add(pc.multiply(years, 1000), result)


@cache
def _calendar() -> tuple[pa.Array, pa.Array]:
    """Day of the year by leap * 10000 + MMDD, null where no such day is; 1 for each leap year."""
    days: list[int | None] = [None] * 20000
    for leap, year in ((0, 2023), (1, 2024)):
        for day_of_year in range(1, 366 + leap):
            day = date(year, 1, 1) + timedelta(days=day_of_year - 1)
            days[leap * 10000 + day.month * 100 + day.day] = day_of_year
    leaps = [int(_is_leap(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
    return pa.array(days, pa.int64()), pa.array(leaps, pa.int64())


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
