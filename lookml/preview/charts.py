"""Column, bar, line and area charts as SVG, stacked or side by side, with axes that fit their tile."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lookml.formats import short
from lookml.preview.answers import Answer, Series
from lookml.preview.svg import (
    GRID,
    INK,
    MUTED,
    PALETTE,
    Scale,
    clip,
    drawing,
    legend,
    line,
    rect,
    scale,
    text,
    text_width,
    wrapped,
)

LABEL_ROOM = 0.34
NAME_ROOM = 0.42


@dataclass
class Plot:
    """The room left for the marks, and how its series are drawn."""

    answer: Answer
    options: Mapping[str, Any]
    width: float
    height: float
    left: float = 0
    top: float = 10
    right: float = 0
    bottom: float = 0

    @property
    def series(self) -> tuple[Series, ...]:
        """The series without those that the tile hides."""
        hidden = set(self.options.get("hidden_fields", ()))
        return tuple(entry for entry in self.answer.series if entry.column.name not in hidden)

    @property
    def stacked(self) -> bool:
        """Whether series stand on each other."""
        return self.options.get("stacking") in ("normal", "percent")

    def color(self, index: int) -> str:
        """The colour of a series: the tile's own, or the palette's."""
        entry = self.series[index]
        chosen = self.options.get("series_colors", {})
        return str(chosen.get(entry.key, chosen.get(entry.label, PALETTE[index % len(PALETTE)])))

    def kind(self, entry: Series, default: str) -> str:
        """`column`, `line` or `area`: the tile's type, or its `series_types` for this one."""
        own = self.options.get("series_types", {}).get(entry.column.name, default)
        return str(own).removeprefix("looker_")

    def tick(self, value: float) -> str:
        """A value on the axis: percent where all series are."""
        shares = all("%" in (entry.column.pattern or "") for entry in self.series)
        return f"{value:.0%}" if shares and self.series else short(value)

    def tip(self, entry: Series, index: int) -> str:
        """What a pointer over a mark tells."""
        name = "" if len(self.series) == 1 else f"{entry.label}: "
        return f"{self.answer.category(index)}\n{name}{entry.column.show(entry.values[index])}"


def chart(
    kind: str, answer: Answer, options: Mapping[str, Any], width: float, height: float, title: str
) -> str:
    """A column, bar, line or area chart of that many pixels."""
    plot = Plot(answer, options, width, height)
    labels = [entry.label for entry in plot.series]
    parts: list[str] = []
    if len(labels) > 1:
        colors = [plot.color(index) for index in range(len(labels))]
        key, taken = legend(labels, colors, 4, 0, width - 8)
        parts.extend(key)
        plot.top = taken + 12
    parts.extend(_bars(plot) if kind == "bar" else _columns(plot, kind))
    return drawing(width, height, parts, title)


def _extent(plot: Plot, default: str) -> list[float]:
    """The values that the axis has to take in: sums of stacks, and lines as they are."""
    count = len(plot.answer.rows)
    single = [entry for entry in plot.series if not plot.stacked or plot.kind(entry, default) == "line"]
    values = [entry.number(index) for entry in single for index in range(count)]
    piled = [entry for entry in plot.series if entry not in single]
    for index in range(count):
        numbers = [entry.number(index) for entry in piled]
        values.append(sum(number for number in numbers if number > 0))
        values.append(sum(number for number in numbers if number < 0))
    return values


def _columns(plot: Plot, default: str) -> list[str]:
    count = len(plot.answer.rows)
    axis = scale(_extent(plot, default), 0, 1)
    plot.left = max(text_width(plot.tick(tick)) for tick in axis.ticks) + 10
    room = (plot.width - plot.left - 6) / max(count, 1)
    names = [plot.answer.category(index) for index in range(count)]
    # dates may be left out between others, names may not
    in_order = all(column.is_date for column in plot.answer.dimensions)
    long = not in_order and any(text_width(name) > room - 4 for name in names)
    lines = [wrapped(name, room - 4) for name in names] if long else [[name] for name in names]
    tilted = any(" ".join(parts) != name for parts, name in zip(lines, names, strict=True))
    longest = min(max((text_width(name) for name in names), default=0), plot.height * LABEL_ROOM * 1.2)
    plot.bottom = (longest * 0.62 + 16) if tilted else 7 + 13 * max(map(len, lines), default=1)
    axis = Scale(axis.low, axis.high, plot.height - plot.bottom, plot.top, axis.ticks)
    parts = _horizontal_grid(plot, axis)
    if long and not tilted:
        parts.extend(_labels_in_lines(plot, lines, room))
    else:
        parts.extend(_category_labels(plot, names, room, tilted, longest))
    parts.extend(_column_marks(plot, axis, room, default))
    for position, entry in enumerate(plot.series):
        if plot.kind(entry, default) in ("line", "area"):
            parts.extend(_line_marks(plot, axis, room, position, plot.kind(entry, default)))
    return parts


def _horizontal_grid(plot: Plot, axis: Scale) -> list[str]:
    parts = []
    for tick in axis.ticks:
        y = axis.at(tick)
        parts.append(line(plot.left, y, plot.width - 4, y, MUTED if tick == 0 else GRID))
        parts.append(text(plot.left - 6, y + 4, plot.tick(tick), "end"))
    return parts


def _labels_in_lines(plot: Plot, lines: list[list[str]], room: float) -> list[str]:
    base = plot.height - plot.bottom
    return [
        text(plot.left + room * (index + 0.5), base + 15 + row * 13, words, "middle")
        for index, name in enumerate(lines)
        for row, words in enumerate(name)
    ]


def _category_labels(plot: Plot, names: list[str], room: float, tilted: bool, longest: float) -> list[str]:
    parts = []
    base = plot.height - plot.bottom
    wide = 15 if tilted else max((text_width(name) for name in names), default=0) + 8
    every = max(1, math.ceil(wide / room))
    for index, name in enumerate(names):
        if index % every:
            continue
        x = plot.left + room * (index + 0.5)
        if tilted:
            turn = f' transform="rotate(-38 {x:.1f} {base + 12:.1f})"'
            fitting = min(longest, (x - 2) / 0.79)
            parts.append(text(x + 3, base + 12, clip(name, fitting), "end", more=turn))
        else:
            half = text_width(name) / 2
            parts.append(text(max(half, min(x, plot.width - half)), base + 15, name, "middle"))
    return parts


def _column_marks(plot: Plot, axis: Scale, room: float, default: str) -> list[str]:
    drawn = [
        (position, entry)
        for position, entry in enumerate(plot.series)
        if plot.kind(entry, default) == "column"
    ]
    parts = []
    lanes = 1 if plot.stacked else max(len(drawn), 1)
    width = min(room * 0.72 / lanes, 56.0 if plot.answer.dimensions else 96.0)
    for index in range(len(plot.answer.rows)):
        above = below = 0.0
        for lane, (position, entry) in enumerate(drawn):
            value = entry.number(index)
            x = (
                plot.left
                + room * (index + 0.5)
                + (0 if plot.stacked else lane - lanes / 2 + 0.5) * width
                - width / 2
            )
            base = (above if value >= 0 else below) if plot.stacked else 0.0
            top, bottom = axis.at(max(base, base + value)), axis.at(min(base, base + value))
            parts.append(rect(x, top, width - 1, bottom - top, plot.color(position), plot.tip(entry, index)))
            if value >= 0:
                above += value
            else:
                below += value
            fits = text_width(plot.tick(value), 10.5) < room / lanes
            if plot.options.get("show_value_labels") and not plot.stacked and value and fits:
                y = top - 4 if value >= 0 else bottom + 12
                parts.append(text(x + width / 2, y, plot.tick(value), "middle", 10.5, INK))
    return parts


def _line_marks(plot: Plot, axis: Scale, room: float, position: int, kind: str) -> list[str]:
    entry, color = plot.series[position], plot.color(position)
    points = [
        (plot.left + room * (index + 0.5), axis.at(entry.number(index)), index)
        for index in range(len(plot.answer.rows))
        if entry.values[index] is not None
    ]
    if not points:
        return []
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    parts = []
    if kind == "area":
        zero = axis.at(0)
        parts.append(
            f'<polygon points="{points[0][0]:.1f},{zero:.1f} {path} {points[-1][0]:.1f},{zero:.1f}" '
            f'fill="{color}" fill-opacity="0.18"/>'
        )
    parts.append(
        f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2.2" stroke-linejoin="round"/>'
    )
    radius = 3 if len(points) <= 40 else 1.6
    for x, y, index in points:
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{color}"><title>'
            f"{_escaped(plot.tip(entry, index))}</title></circle>"
        )
    return parts


def _bars(plot: Plot) -> list[str]:
    count = len(plot.answer.rows)
    names = [plot.answer.category(index) for index in range(count)]
    widest = max((text_width(name) for name in names), default=0)
    plot.left = min(widest, plot.width * NAME_ROOM) + 10
    labelled = bool(plot.options.get("show_value_labels", True)) and (plot.stacked or len(plot.series) == 1)
    plot.bottom = 20
    axis = _axis_below(plot, _widest_whole(plot) + 9 if labelled else 10)
    room = (plot.height - plot.top - plot.bottom) / max(count, 1)
    parts = []
    for tick in axis.ticks:
        x = axis.at(tick)
        parts.append(line(x, plot.top, x, plot.height - plot.bottom, MUTED if tick == 0 else GRID))
        parts.append(text(x, plot.height - 5, plot.tick(tick), "middle"))
    for index, name in enumerate(names):
        middle = plot.top + room * (index + 0.5)
        parts.append(text(plot.left - 7, middle + 4, clip(name, plot.left - 10), "end", fill=INK))
        parts.extend(_bar_marks(plot, axis, room, index, labelled))
    return parts


def _widest_whole(plot: Plot) -> float:
    """Pixels of the longest text at the end of a bar."""
    wholes = [sum(entry.number(index) for entry in plot.series) for index in range(len(plot.answer.rows))]
    return max((text_width(plot.tick(whole)) for whole in wholes), default=0)


def _axis_below(plot: Plot, margin: float) -> Scale:
    """As many steps as leave a gap between their labels, the last of which is not cut off."""
    extent = _extent(plot, "column")
    for steps in (4, 3, 2, 1):
        axis = scale(extent, 0, 1, steps)
        widths = [text_width(plot.tick(tick)) for tick in axis.ticks]
        plot.right = max(margin, widths[-1] / 2 + 2)
        axis = Scale(axis.low, axis.high, plot.left, plot.width - plot.right, axis.ticks)
        if all(axis.at(right) - axis.at(left) > max(widths) + 8 for left, right in pairwise(axis.ticks)):
            break
    return axis


def _bar_marks(plot: Plot, axis: Scale, room: float, index: int, labelled: bool) -> list[str]:
    parts = []
    lanes = 1 if plot.stacked else max(len(plot.series), 1)
    thick = min(room * 0.74 / lanes, 26.0)
    middle = plot.top + room * (index + 0.5)
    above = below = 0.0
    for position, entry in enumerate(plot.series):
        value = entry.number(index)
        y = middle + (0 if plot.stacked else position - lanes / 2 + 0.5) * thick - thick / 2
        base = (above if value >= 0 else below) if plot.stacked else 0.0
        left, right = axis.at(min(base, base + value)), axis.at(max(base, base + value))
        parts.append(rect(left, y, right - left, thick - 1, plot.color(position), plot.tip(entry, index)))
        above, below = (above + value, below) if value >= 0 else (above, below + value)
    if labelled:
        whole = above + below
        parts.append(text(axis.at(max(above, 0)) + 5, middle + 4, plot.tick(whole), fill=INK))
    return parts


def _escaped(content: str) -> str:
    from html import escape

    return escape(content)
