"""Numbers as Looker shows them: value formats in Excel's notation, and Looker's own named ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

NAMED = {
    "decimal_0": "#,##0",
    "decimal_1": "#,##0.0",
    "decimal_2": "#,##0.00",
    "decimal_3": "#,##0.000",
    "decimal_4": "#,##0.0000",
    "percent_0": "0%",
    "percent_1": "0.0%",
    "percent_2": "0.00%",
    "percent_3": "0.000%",
    "percent_4": "0.0000%",
    "usd": "$#,##0.00",
    "usd_0": "$#,##0",
    "gbp": '"£"#,##0.00',
    "gbp_0": '"£"#,##0',
    "eur": '"€"#,##0.00',
    "eur_0": '"€"#,##0',
    "id": "0",
}
CONDITION = re.compile(r"^\[(>=|<=|>|<|=)(-?[\d.]+)\]")
COLOR = re.compile(r"^\[[A-Za-z]+\]")
DIGITS = re.compile(r"[#0][#0,]*(?:\.[#0]+)?,*")
NOTHING = "–"


@dataclass(frozen=True)
class Layout:
    """The named formats that a project adds to Looker's own, by name."""

    own: Mapping[str, str]

    def pattern(self, name: str | None, literal: str | None) -> str | None:
        """A field's pattern: its `value_format`, or what its `value_format_name` stands for."""
        if literal:
            return literal
        return self.own.get(name or "") or NAMED.get(name or "")


def show(value: Any, pattern: str | None) -> str:
    """A value as text; nothing becomes a dash."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float | Decimal):
        return show_number(value, pattern or ("#,##0" if isinstance(value, int) else "#,##0.00"))
    return str(value)


def show_number(value: int | float | Decimal, pattern: str) -> str:
    """A number by an Excel pattern: sections, conditions, thousands, scaling, percent, literal text."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return NOTHING
    if not number.is_finite():
        return NOTHING
    section, signed = _section(number, pattern)
    return _apply(number if signed else abs(number), section)


def short(value: float) -> str:
    """A number for an axis: 1.2M, 350K, 748, 13.6, 0.25."""
    for bound, letter in ((1e9, "B"), (1e6, "M"), (1e3, "K")):
        if abs(value) >= bound:
            return f"{value / bound:.1f}".rstrip("0").rstrip(".") + letter
    places = 2 if abs(value) < 1 else 1 if abs(value) < 100 else 0
    text = f"{value:.{places}f}"
    return (text.rstrip("0").rstrip(".") if places else text) or "0"


def _section(number: Decimal, pattern: str) -> tuple[str, bool]:
    """The section of the pattern that applies, and whether it still has to show the sign itself."""
    sections = _split(pattern)
    conditional = [(CONDITION.match(section), section) for section in sections]
    if any(match for match, _ in conditional):
        for match, section in conditional:
            if match is None or _meets(number, match.group(1), Decimal(match.group(2))):
                return CONDITION.sub("", section), True
        return "#,##0.##", True
    if number < 0 and len(sections) > 1 and sections[1]:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _meets(number: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        ">=": number >= bound,
        "<=": number <= bound,
        ">": number > bound,
        "<": number < bound,
        "=": number == bound,
    }[sign]


def _split(pattern: str) -> list[str]:
    sections, in_quotes = [""], False
    for char in pattern:
        if char == '"':
            in_quotes = not in_quotes
        if char == ";" and not in_quotes:
            sections.append("")
        else:
            sections[-1] += char
    return sections


def _apply(number: Decimal, section: str) -> str:
    section = COLOR.sub("", section)
    before, digits, after = _parts(section)
    if digits is None:
        return before
    scaled = number
    if "%" in before + after:
        scaled *= 100
    trailing = len(digits) - len(digits.rstrip(","))
    scaled /= Decimal(1000) ** trailing
    text = _digits(scaled, digits.rstrip(","))
    sign = "-" if scaled < 0 and any(char in "123456789" for char in text) else ""
    return f"{sign}{before}{text}{after}"


def _parts(section: str) -> tuple[str, str | None, str]:
    """Literal text before the digits, the digits' pattern, literal text after."""
    quoted_text: list[str] = []
    plain, in_quotes = "", False
    for char in section.replace("_)", "").replace("_(", ""):
        if char == '"':
            in_quotes = not in_quotes
        elif in_quotes:
            # a private character stands in for quoted text, so that its letters are no pattern
            plain += chr(0xE000 + len(quoted_text))
            quoted_text.append(char)
        elif char != "\\":
            plain += char
    match = DIGITS.search(plain)

    def restore(text: str) -> str:
        return "".join(quoted_text[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xF8FF else c for c in text)

    if match is None:
        return restore(plain), None, ""
    return restore(plain[: match.start()]), match.group(), restore(plain[match.end() :])


def _digits(number: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    places = len(fraction)
    rounded = abs(number).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded:,.{places}f}" if "," in whole else f"{rounded:.{places}f}"
    optional = len(fraction) - len(fraction.rstrip("#"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.rstrip(".") if places else text
