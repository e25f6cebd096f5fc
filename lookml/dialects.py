"""What Looker writes differently for each database: parts of dates, durations, text of dates.

Only what Looker itself renders stands here; raw `sql:` is copied as it is, so it keeps to what both share.
"""

from __future__ import annotations

from dataclasses import dataclass

from lookml.errors import CompileError, ConfigurationError

MONTH_TEXT = frozenset({"month", "quarter"})
NUMBERS = {
    "year": "YEAR",
    "month_num": "MONTH",
    "day_of_month": "DAY",
    "day_of_year": "DOY",
    "week_of_year": "WEEK",
    "hour_of_day": "HOUR",
}


@dataclass(frozen=True)
class Dialect:
    """A database's way of writing what Looker renders. `name` is what sqlglot calls it."""

    name: str
    month_format: str
    time_format: str
    month_name_format: str
    weekday_format: str

    def text_of(self, sql: str, layout: str) -> str:
        """A date or timestamp as text in the engine's own layout letters."""
        if self.name == "duckdb":
            return f"STRFTIME({sql}, '{layout}')"
        return f"TO_CHAR({sql}, '{layout}')"

    def timeframe(self, sql: str, part: str, fiscal_month_offset: int = 0) -> str:
        """The value of one timeframe of a date or timestamp. Raises CompileError."""
        if part == "raw":
            return sql
        if part == "time":
            return self.text_of(sql, self.time_format)
        if part == "date":
            return f"CAST({sql} AS DATE)"
        if part == "week":
            return f"CAST(DATE_TRUNC('week', {sql}) AS DATE)"
        if part in MONTH_TEXT:
            return self.text_of(f"DATE_TRUNC('{part}', {sql})", self.month_format)
        if part in NUMBERS:
            return f"CAST(EXTRACT({NUMBERS[part]} FROM {sql}) AS INTEGER)"
        if part == "quarter_of_year":
            return f"'Q' || CAST(EXTRACT(QUARTER FROM {sql}) AS INTEGER)"
        if part == "month_name":
            return f"RTRIM({self.text_of(sql, self.month_name_format)})"
        if part == "day_of_week":
            return f"RTRIM({self.text_of(sql, self.weekday_format)})"
        if part == "day_of_week_index":
            return f"CAST(MOD(CAST(EXTRACT(DOW FROM {sql}) AS INTEGER) + 6, 7) AS INTEGER)"
        if part.startswith("fiscal_"):
            return self._fiscal(sql, part, fiscal_month_offset)
        raise CompileError(f"The timeframe `{part}` is not understood.")

    def order_of(self, sql: str, part: str) -> str | None:
        """What a timeframe sorts by where its text does not sort by itself."""
        if part == "month_name":
            return f"EXTRACT(MONTH FROM {sql})"
        if part == "day_of_week":
            return f"MOD(CAST(EXTRACT(DOW FROM {sql}) AS INTEGER) + 6, 7)"
        return None

    def duration(self, start: str, end: str, interval: str) -> str:
        """Whole intervals between two dates; for days and weeks, as Looker counts them."""
        days = f"(CAST({end} AS DATE) - CAST({start} AS DATE))"
        if interval == "day":
            return f"CAST({days} AS INTEGER)"
        if interval == "week":
            return f"CAST(FLOOR({days} / 7.0) AS INTEGER)"
        raise CompileError(f"A duration in {interval}s is not understood.", "Use days or weeks.")

    def _fiscal(self, sql: str, part: str, offset: int) -> str:
        shifted = f"({sql} - INTERVAL '{offset} months')"
        shapes = {
            "fiscal_year": f"CAST(EXTRACT(YEAR FROM {shifted}) AS INTEGER)",
            "fiscal_month_num": f"CAST(EXTRACT(MONTH FROM {shifted}) AS INTEGER)",
            "fiscal_quarter_of_year": f"'Q' || CAST(EXTRACT(QUARTER FROM {shifted}) AS INTEGER)",
            "fiscal_quarter": self.text_of(f"DATE_TRUNC('quarter', {shifted})", self.month_format),
        }
        if part not in shapes:
            raise CompileError(f"The timeframe `{part}` is not understood.")
        return shapes[part]


DIALECTS = {
    "duckdb": Dialect("duckdb", "%Y-%m", "%Y-%m-%d %H:%M:%S", "%B", "%A"),
    "postgres": Dialect("postgres", "YYYY-MM", "YYYY-MM-DD HH24:MI:SS", "Month", "Day"),
}


def dialect_of(name: str) -> Dialect:
    """The dialect of that name. Raises ConfigurationError."""
    if name not in DIALECTS:
        raise ConfigurationError(f"`{name}` is not a dialect.", f"Use one of: {', '.join(DIALECTS)}.")
    return DIALECTS[name]
