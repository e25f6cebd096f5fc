"""SVG by hand: text that is measured, scales with round steps, escaping."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from html import escape

PALETTE = (
    "#1d4e89",
    "#2a9d8f",
    "#e9a23b",
    "#c8553d",
    "#7a6fb0",
    "#5b8c5a",
    "#8a9ba8",
    "#b07aa1",
    "#4f9ec4",
    "#a3863d",
)
INK, MUTED, GRID = "#1f2933", "#616e7c", "#e4e8ec"
FONT_SIZE = 11.5
# ems of DejaVu Sans, the widest of the fonts that page.css names, rounded up
WIDTHS = {
    char: width
    for width, chars in (
        (0.3, "ijlIJ'"),
        (0.34, " ,.:;/|\\·"),
        (0.42, "!()-[]frt"),
        (0.54, '"*_`sz–?'),
        (0.6, "FLckvxy"),
        (0.65, "0123456789$€£EPSTYabdeghnopqu{}"),
        (0.71, "ABCKRVXZ"),
        (0.78, "DGHNU&▲▼"),
        (0.87, "MOQw#+<=>^~"),
        (1.0, "W@%m…—"),
    )
    for char in chars
}
# values below 0 by less than this part of a step get so much room, not a step of their own
SLIGHTLY = 0.3


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """Pixels that a text takes, rather too many than too few."""
    return sum(_em(char) for char in text) * size


def _em(char: str) -> float:
    """Ems of a character: an accented letter takes as much as its letter, an ideograph the whole square."""
    if unicodedata.combining(char):
        return 0.0
    letter = unicodedata.normalize("NFD", char)[0]
    if letter in WIDTHS:
        return WIDTHS[letter]
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 1.1 if char.isupper() else 0.9


def clip(text: str, width: float, size: float = FONT_SIZE) -> str:
    """The text, cut with an ellipsis where it would not fit."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(name: str, width: float) -> list[str]:
    """The text in one line or two, the second cut where it would not fit."""
    words = name.split()
    first = ""
    while words and text_width(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first and words:
        first = clip(words.pop(0), width)
    return [first, clip(" ".join(words), width)] if words else [first]


@dataclass(frozen=True)
class Scale:
    """A linear scale with round ticks that take in 0; `start` and `end` are pixels."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """The pixel of a value."""
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def scale(values: list[float], start: float, end: float, count: int = 5) -> Scale:
    """A scale over the values and 0, from pixel `start` to `end`, with about `count` steps."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = 1.0
    step = _nice((high - low) / count)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(index * step for index in range(first, last + 1))
    if -SLIGHTLY * step <= low < 0 < high:
        return Scale(-SLIGHTLY * step, ticks[-1], start, end, ticks[1:])
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def _nice(raw: float) -> float:
    magnitude = 10 ** math.floor(math.log10(raw))
    for factor in (1, 2, 2.5, 5, 10):
        if raw <= factor * magnitude * (1 + 1e-9):
            return float(factor * magnitude)
    return float(10 * magnitude)


def text(
    x: float,
    y: float,
    content: str,
    anchor: str = "start",
    size: float = FONT_SIZE,
    fill: str = MUTED,
    more: str = "",
) -> str:
    """A text element."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{fill}"{more}>'
        f"{escape(content)}</text>"
    )


def rect(x: float, y: float, width: float, height: float, fill: str, tip: str) -> str:
    """A bar with what a pointer over it tells."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" '
        f'fill="{fill}" rx="1.5"><title>{escape(tip)}</title></rect>'
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = GRID, width: float = 1) -> str:
    """A straight line."""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{stroke}" stroke-width="{width}"/>'


def drawing(width: float, height: float, parts: list[str], label: str) -> str:
    """The SVG element; it scales with its tile."""
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{escape(label, quote=True)}" '
        f'preserveAspectRatio="xMidYMid meet">{"".join(parts)}</svg>'
    )


def legend(labels: list[str], colors: list[str], x: float, y: float, width: float) -> tuple[list[str], float]:
    """Legend entries in lines of `width`; returns the parts and the height they take."""
    parts: list[str] = []
    left, row, line_height = x, 0, 17.0
    for label, color in zip(labels, colors, strict=True):
        shown = clip(label, min(width - 24, 220))
        needed = text_width(shown) + 30
        if left > x and left + needed > x + width:
            left, row = x, row + 1
        top = y + row * line_height
        parts.append(f'<rect x="{left:.1f}" y="{top + 3:.1f}" width="10" height="10" rx="2" fill="{color}"/>')
        parts.append(text(left + 15, top + 12, shown, fill=INK))
        left += needed
    return parts, (row + 1) * line_height
