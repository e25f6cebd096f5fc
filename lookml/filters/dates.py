"""Date filters as half-open ranges: `7 days`, `this month`, `2024-05`, `before 2024-01-01`, `FY2024-Q1`.

Ranges are read as Looker reads them: `7 days` includes today, `2 months ago` is that whole month, `A to B`
ends before B.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from lookml.errors import CompileError

UNIT = r"(day|week|month|quarter|year|fiscal quarter|fiscal year)s?"
DAY = r"(\d{4})[-/](\d{2})[-/](\d{2})"
MONTHS = {"month": 1, "quarter": 3, "fiscal quarter": 3, "year": 12, "fiscal year": 12}
Range = tuple[date | None, date | None]


def date_condition(sql: str, expression: str, today: date, fiscal_month_offset: int = 0) -> str:
    """Any of the ranges that the comma-separated parts name."""
    calendar = Calendar(today, fiscal_month_offset)
    parts = [part.strip() for part in expression.split(",") if part.strip()]
    return "(" + " OR ".join(_one(sql, part, calendar) for part in parts) + ")"


def _one(sql: str, part: str, calendar: Calendar) -> str:
    if part.upper() == "NULL":
        return f"{sql} IS NULL"
    if part.upper() == "NOT NULL":
        return f"{sql} IS NOT NULL"
    start, end = calendar.range(part)
    bounds = []
    if start is not None:
        bounds.append(f"{sql} >= DATE '{start.isoformat()}'")
    if end is not None:
        bounds.append(f"{sql} < DATE '{end.isoformat()}'")
    return f"({' AND '.join(bounds)})"


class Calendar:
    """Reads date expressions relative to `today`; fiscal years start some months after January."""

    def __init__(self, today: date, fiscal_month_offset: int = 0) -> None:
        self.today = today
        self.offset = fiscal_month_offset

    def range(self, text: str) -> Range:
        """First day and the day after the last one; None where it is open. Raises CompileError."""
        lowered = " ".join(text.lower().split())
        for reader in (self._absolute, self._relative, self._bounded):
            found = reader(lowered)
            if found is not None:
                return found
        raise CompileError(
            f"`{text}` is not a date filter.", "Write 2024-05, 3 months, last year, after 2024-01-01."
        )

    def start_of(self, unit: str, day: date) -> date:
        """The first day of the unit that `day` lies in; weeks begin on Monday."""
        if unit == "day":
            return day
        if unit == "week":
            return day - timedelta(days=day.weekday())
        if unit == "month":
            return day.replace(day=1)
        shift = self.offset if unit.startswith("fiscal") else 0
        length = MONTHS[unit]
        months = day.year * 12 + day.month - 1 - shift
        return _from_months(months - months % length + shift)

    def add(self, unit: str, day: date, count: int) -> date:
        """`count` units later; days of the month are kept where the month has them."""
        if unit in ("day", "week"):
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        target = _from_months(day.year * 12 + day.month - 1 + count * MONTHS[unit])
        last = (_from_months(target.year * 12 + target.month) - timedelta(days=1)).day
        return target.replace(day=min(day.day, last))

    def _absolute(self, text: str) -> Range | None:
        if match := re.fullmatch(rf"{DAY} to {DAY}", text):
            return _day(match.groups()[:3]), _day(match.groups()[3:])
        if match := re.fullmatch(rf"{DAY} for (\d+) {UNIT}", text):
            start = _day(match.groups()[:3])
            return start, self.add(match.group(5), start, int(match.group(4)))
        if match := re.fullmatch(DAY, text):
            start = _day(match.groups())
            return start, start + timedelta(days=1)
        if match := re.fullmatch(r"(\d{4})[-/](\d{2})", text):
            start = _day((*match.groups(), "01"))
            return start, self.add("month", start, 1)
        if match := re.fullmatch(r"(fy)?(\d{4})(?:[-/]q([1-4]))?", text):
            return self._year(bool(match.group(1)), int(match.group(2)), match.group(3))
        return None

    def _year(self, fiscal: bool, year: int, quarter: str | None) -> Range:
        start = _from_months(year * 12 + (self.offset if fiscal else 0))
        if quarter is None:
            return start, self.add("year", start, 1)
        start = self.add("quarter", start, int(quarter) - 1)
        return start, self.add("quarter", start, 1)

    def _relative(self, text: str) -> Range | None:
        named = {"today": 0, "yesterday": -1, "tomorrow": 1}
        if text in named:
            day = self.today + timedelta(days=named[text])
            return day, day + timedelta(days=1)
        if match := re.fullmatch(rf"(this|last|next) {UNIT}", text):
            return self._nearby(match.group(1), match.group(2))
        if match := re.fullmatch(rf"(\d+) {UNIT}", text):
            count, unit = int(match.group(1)), match.group(2)
            current = self.start_of(unit, self.today)
            return self.add(unit, current, 1 - count), self.add(unit, current, 1)
        if match := re.fullmatch(rf"(\d+) {UNIT} (ago|from now)(?: for (\d+) {UNIT})?", text):
            return self._ago(match)
        return None

    def _nearby(self, word: str, unit: str) -> tuple[date, date]:
        start = self.add(unit, self.start_of(unit, self.today), {"this": 0, "last": -1, "next": 1}[word])
        return start, self.add(unit, start, 1)

    def _ago(self, match: re.Match[str]) -> Range:
        count, unit, direction, length, length_unit = match.groups()
        sign = -1 if direction == "ago" else 1
        start = self.add(unit, self.start_of(unit, self.today), sign * int(count))
        return start, self.add(length_unit or unit, start, int(length or 1))

    def _bounded(self, text: str) -> Range | None:
        match = re.fullmatch(r"(before|after) (.+)", text)
        if match is None:
            return None
        word, rest = match.groups()
        if day := re.fullmatch(DAY, rest):
            bound = _day(day.groups())
        elif interval := re.fullmatch(r"(\d+) days? (ago|from now)", rest):
            # whether longer units count from today or from their beginning, Looker's reference leaves open
            sign = 1 if interval.group(2) == "from now" else -1
            bound = self.add("day", self.today, sign * int(interval.group(1)))
        elif unit := re.fullmatch(rf"(this|last|next) {UNIT}", rest):
            start, end = self._nearby(unit.group(1), unit.group(2))
            bound = start if word == "before" else end
        else:
            return None
        return (None, bound) if word == "before" else (bound, None)


def _from_months(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _day(parts: tuple[str | None, ...]) -> date:
    year, month, day = (int(part or 0) for part in parts)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise CompileError(f"`{year}-{month}-{day}` is not a date.") from error
