"""Donuts, waterfalls and single values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from typing import Any

from lookml.formats import short, show
from lookml.preview.answers import Answer
from lookml.preview.svg import (
    GRID,
    INK,
    MUTED,
    PALETTE,
    Scale,
    clip,
    drawing,
    line,
    rect,
    scale,
    text,
    text_width,
    wrapped,
)

UP, DOWN, TOTAL = "#2a9d8f", "#c8553d", "#1d4e89"
SLICES = 8


def donut(answer: Answer, width: float, height: float, title: str) -> str:
    """Shares of a whole; what is beyond the largest slices is drawn as one."""
    series = answer.series[0]
    slices = [(answer.category(i), max(series.number(i), 0.0)) for i in range(len(answer.rows))]
    slices.sort(key=lambda entry: -entry[1])
    rest = sum(value for _, value in slices[SLICES - 1 :])
    if len(slices) > SLICES:
        slices = [*slices[: SLICES - 1], ("Other", rest)]
    whole = sum(value for _, value in slices) or 1.0
    radius = min(height * 0.46, width * 0.22)
    x, y = radius + 8, height / 2
    parts, angle = [], -math.pi / 2
    for index, (name, value) in enumerate(slices):
        sweep = value / whole * 2 * math.pi
        tip = f"{name}: {series.column.show(value)} ({value / whole:.0%})"
        parts.append(_arc(x, y, radius, angle, sweep, PALETTE[index % len(PALETTE)], tip))
        angle += sweep
    left = x + radius + 20
    spacing = min(22.0, height / max(len(slices), 1))
    top = height / 2 - spacing * (len(slices) - 1) / 2
    for index, (name, value) in enumerate(slices):
        row = top + index * spacing
        color = PALETTE[index % len(PALETTE)]
        parts.append(f'<rect x="{left:.1f}" y="{row - 6:.1f}" width="10" height="10" rx="2" fill="{color}"/>')
        parts.append(text(left + 16, row + 3.5, clip(name, width - left - 66), fill=INK))
        parts.append(text(width - 4, row + 3.5, f"{value / whole:.0%}", "end"))
    return drawing(width, height, parts, title)


def _arc(x: float, y: float, radius: float, angle: float, sweep: float, color: str, tip: str) -> str:
    inner = radius * 0.6
    if sweep > 2 * math.pi - 1e-3:
        ring = (
            f'r="{(radius + inner) / 2:.1f}" fill="none" stroke="{color}" stroke-width="{radius - inner:.1f}"'
        )
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" {ring}><title>{escape(tip)}</title></circle>'
    outer_start = (x + radius * math.cos(angle), y + radius * math.sin(angle))
    outer_end = (x + radius * math.cos(angle + sweep), y + radius * math.sin(angle + sweep))
    inner_end = (x + inner * math.cos(angle + sweep), y + inner * math.sin(angle + sweep))
    inner_start = (x + inner * math.cos(angle), y + inner * math.sin(angle))
    large = 1 if sweep > math.pi else 0
    path = (
        f"M{outer_start[0]:.1f} {outer_start[1]:.1f} A{radius:.1f} {radius:.1f} 0 {large} 1 "
        f"{outer_end[0]:.1f} {outer_end[1]:.1f} L{inner_end[0]:.1f} {inner_end[1]:.1f} "
        f"A{inner:.1f} {inner:.1f} 0 {large} 0 {inner_start[0]:.1f} {inner_start[1]:.1f} Z"
    )
    return f'<path d="{path}" fill="{color}" stroke="#fff"><title>{escape(tip)}</title></path>'


def waterfall(answer: Answer, width: float, height: float, title: str) -> str:
    """Steps that lead from nothing to the total, which is drawn last."""
    series = answer.series[0]
    count = len(answer.rows)
    steps, running = [], 0.0
    for index in range(count):
        value = series.number(index)
        steps.append((answer.category(index), running, running + value, UP if value >= 0 else DOWN))
        running += value
    steps.append(("Total", 0.0, running, TOTAL))
    axis = scale([end for _, _, end, _ in steps], 0, 1)
    left = max(text_width(short(tick)) for tick in axis.ticks) + 10
    room = (width - left - 6) / len(steps)
    lines = [wrapped(name, room - 2) for name, _, _, _ in steps]
    tilted = any(words.endswith("…") for entry in lines for words in entry)
    base = height - (90 if tilted else 46)
    axis = Scale(axis.low, axis.high, base, 14, axis.ticks)
    parts = []
    for tick in axis.ticks:
        parts.append(line(left, axis.at(tick), width - 4, axis.at(tick), MUTED if tick == 0 else GRID))
        parts.append(text(left - 6, axis.at(tick) + 4, short(tick), "end"))
    for index, (name, start, end, color) in enumerate(steps):
        x = left + room * index + room * 0.15
        top = axis.at(max(start, end))
        tip = f"{name}: {series.column.show(end - start)}"
        parts.append(rect(x, top, room * 0.7, abs(axis.at(start) - axis.at(end)), color, tip))
        if text_width(short(end - start)) < room:
            parts.append(text(x + room * 0.35, top - 4, short(end - start), "middle", 10.5, INK))
        parts.extend(_step_name(left + room * (index + 0.5), base, name, [] if tilted else lines[index]))
    return drawing(width, height, parts, title)


def _step_name(x: float, base: float, name: str, lines: list[str]) -> list[str]:
    """The name under a step: in lines, or tilted where they do not fit."""
    if lines:
        return [text(x, base + 18 + row * 13, words, "middle") for row, words in enumerate(lines)]
    turn = f' transform="rotate(-38 {x:.1f} {base + 14:.1f})"'
    return [text(x + 3, base + 14, clip(name, min(110.0, (x - 2) / 0.79)), "end", more=turn)]


def single_value(answer: Answer, options: Mapping[str, Any]) -> str:
    """A large number, and beside it what it is compared with."""
    entries = answer.series
    if entries:
        shown = entries[0].column.show(entries[0].values[0])
    else:
        shown = answer.dimensions[0].show(answer.rows[0][0])
    parts = [f'<div class="figure">{escape(shown)}</div>']
    if options.get("show_comparison") and len(entries) > 1:
        parts.append(_comparison(answer, options))
    return f'<div class="single">{"".join(parts)}</div>'


def _comparison(answer: Answer, options: Mapping[str, Any]) -> str:
    first, second = answer.series[0], answer.series[1]
    label = escape(str(options.get("comparison_label", second.label)))
    if options.get("comparison_type") == "change":
        change = second.values[0]
        good = (change or 0) >= 0
        if options.get("comparison_reverse_colors"):
            good = not good
        arrow = "▲" if (change or 0) >= 0 else "▼"
        shown = escape(second.column.show(change))
        return f'<div class="compare {"good" if good else "bad"}">{arrow} {shown} <span>{label}</span></div>'
    if options.get("comparison_type") == "progress_percentage" and second.number(0):
        share = show(first.number(0) / second.number(0), "0%")
        whole = escape(second.column.show(second.values[0]))
        return f'<div class="compare">{share} <span>of {whole} {label}</span></div>'
    return f'<div class="compare">{escape(second.column.show(second.values[0]))} <span>{label}</span></div>'
