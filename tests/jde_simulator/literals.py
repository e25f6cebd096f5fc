"""How JDE reads the literals of a condition: dates in the user's format, special values, numbers."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.jde_simulator.settings import ServerSettings, User

_SHIFT = re.compile(r"TODAY_(PLUS|MINUS)_(DAY|MONTH|YEAR)")
_DIRECTIVES = {"yyyy": "%Y", "MM": "%m", "dd": "%d"}


class LiteralError(ValueError):
    """A literal that JDE cannot read as the column's type."""


@dataclass(frozen=True)
class Reader:
    """Reads literals for one user on one JDE day."""

    user: User
    today: date
    settings: ServerSettings

    def julian(self, value: dict[str, Any]) -> int | None:
        """CYYDDD of a date literal or special value; 0 for a blank; None where no row shall match.

        Raises:
            LiteralError: The shape is not understood.
        """
        special = str(value.get("specialValueId") or "LITERAL").upper()
        content = str(value.get("content", "")).strip()
        if special != "LITERAL":
            return to_julian(self._special_day(special, content))
        if not content or content == "0":
            return 0
        day = self._literal_day(content)
        if day is None and self.settings.unknown_date_literal == "error":
            raise LiteralError(f"Invalid date {content}")
        return None if day is None else to_julian(day)

    def number(self, value: dict[str, Any]) -> Decimal:
        """The number of a literal; a blank is 0."""
        content = str(value.get("content", "")).strip()
        try:
            return Decimal(content or "0")
        except InvalidOperation:
            raise LiteralError(f"Invalid number {content}") from None

    def text(self, value: dict[str, Any]) -> str:
        """The text of a literal; LOGIN_USER is the caller."""
        if str(value.get("specialValueId") or "LITERAL").upper() == "LOGIN_USER":
            return self.user.name
        return str(value.get("content", ""))

    def _special_day(self, special: str, content: str) -> date:
        if special == "TODAY":
            return self.today
        shift = _SHIFT.fullmatch(special)
        if not shift or not re.fullmatch(r"\d+", content):
            raise LiteralError(f"Invalid special value {special} {content}")
        count = int(content) * (1 if shift[1] == "PLUS" else -1)
        if shift[2] == "DAY":
            return self.today + timedelta(days=count)
        return shift_months(self.today, count * (12 if shift[2] == "YEAR" else 1))

    def _literal_day(self, content: str) -> date | None:
        shapes = [self.user.date_format, re.sub("[^a-zA-Z]", "", self.user.date_format)]
        if "yyyyMMdd" in self.settings.date_literals:
            shapes.append("yyyyMMdd")
        for shape in shapes:
            day = _parsed(content, shape)
            if day:
                return day
        if "julian" in self.settings.date_literals and re.fullmatch(r"\d{5,6}", content):
            return from_julian(int(content))
        return None


def _parsed(content: str, shape: str) -> date | None:
    """The day that `content` says in a Java date shape; digits must fill the shape."""
    if len(content) != len(shape):
        return None
    pattern = re.sub("yyyy|MM|dd", lambda found: _DIRECTIVES[found[0]], shape)
    try:
        return datetime.strptime(content, pattern).date()
    except ValueError:
        return None


def shift_months(day: date, months: int) -> date:
    """The same day some months away, or the last day of a shorter month."""
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def to_julian(day: date) -> int:
    """JDE's CYYDDD of a day (2026-03-02 -> 126061)."""
    return (day.year - 1900) * 1000 + day.timetuple().tm_yday


def from_julian(number: int) -> date:
    """The day of a CYYDDD; day numbers past the year's end roll over, as in JDE's own calendar."""
    return date(1900 + number // 1000, 1, 1) + timedelta(days=number % 1000 - 1)
