"""Tables: grouped headings for pivots, numbers to the right, totals, bars in cells, marks by condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from lookml.preview.answers import Answer, Series

# more characters are a sentence, which is read whole, on several lines
LONG = 60


def table(answer: Answer, options: Mapping[str, Any]) -> str:
    """An HTML table of the answer."""
    hidden = set(options.get("hidden_fields", ()))
    series = [entry for entry in answer.series if entry.column.name not in hidden]
    head = [
        f'<th class="{"num" if c.is_number else "txt"}">{escape(c.label)}</th>'
        for c in answer.dimensions
        if c.name not in hidden
    ]
    head += [f'<th class="num">{escape(entry.label)}</th>' for entry in series]
    body = []
    for index in range(len(answer.rows)):
        body.append(_row(answer, series, index, options, hidden))
        group = answer.rows[index][0] if answer.subtotals else None
        if answer.subtotals and (index + 1 == len(answer.rows) or answer.rows[index + 1][0] != group):
            body.append(_subtotal_row(answer, series, group, hidden))
    foot = _total_row(answer, series, hidden) if answer.totals else ""
    return (
        f'<div class="scroll"><table><thead><tr>{"".join(head)}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody>{foot}</table></div>"
    )


def _row(
    answer: Answer, series: Sequence[Series], index: int, options: Mapping[str, Any], hidden: set[str]
) -> str:
    cells = []
    for column, value in zip(answer.dimensions, answer.rows[index], strict=True):
        if column.name in hidden:
            continue
        shown = column.show(value)
        kind = "num" if column.is_number else "txt" if len(shown) <= LONG else "txt long"
        cells.append(f'<td class="{kind}" title="{escape(shown, quote=True)}">{escape(shown)}</td>')
    for entry in series:
        value = entry.values[index]
        mark = _mark(value, entry.column.name, options)
        bar = _bar(entry, index, options)
        negative = " neg" if isinstance(value, int | float | Decimal) and value < 0 else ""
        cells.append(
            f'<td class="num{negative}"{mark}>{bar}<span>{escape(entry.column.show(value))}</span></td>'
        )
    return f"<tr>{''.join(cells)}</tr>"


def _total_row(answer: Answer, series: Sequence[Series], hidden: set[str]) -> str:
    shown = [column for column in answer.dimensions if column.name not in hidden]
    cells = [f'<td class="txt">{"Total" if index == 0 else ""}</td>' for index, _ in enumerate(shown)]
    for entry in series:
        total = answer.totals.get(entry.key)
        text = "" if entry.key not in answer.totals else entry.column.show(total)
        cells.append(f'<td class="num">{escape(text)}</td>')
    return f"<tfoot><tr>{''.join(cells)}</tr></tfoot>"


def _subtotal_row(answer: Answer, series: Sequence[Series], group: Any, hidden: set[str]) -> str:
    shown = [column for column in answer.dimensions if column.name not in hidden]
    first = f"{shown[0].show(group)}, total"
    cells = [f'<td class="txt">{escape(first) if column is shown[0] else ""}</td>' for column in shown]
    for entry in series:
        found = answer.subtotals[group]
        text = entry.column.show(found[entry.key]) if entry.key in found else ""
        cells.append(f'<td class="num">{escape(text)}</td>')
    return f'<tr class="sub">{"".join(cells)}</tr>'


def _bar(entry: Series, index: int, options: Mapping[str, Any]) -> str:
    """A bar behind the number where the tile asks for one (`series_cell_visualizations`)."""
    wanted = options.get("series_cell_visualizations", {}).get(entry.column.name, {})
    if not wanted.get("is_active"):
        return ""
    largest = max((abs(entry.number(i)) for i in range(len(entry.values))), default=0.0)
    share = abs(entry.number(index)) / largest * 100 if largest else 0
    return f'<i class="bar" style="width:{share:.0f}%"></i>'


def _mark(value: Any, field: str, options: Mapping[str, Any]) -> str:
    for rule in options.get("conditional_formatting", ()):
        if rule.get("fields") and field not in rule["fields"]:
            continue
        if value is not None and _meets(value, str(rule.get("type", "")), rule.get("value")):
            background = rule.get("background_color")
            color = rule.get("font_color")
            style = (f"background:{background};" if background else "") + (f"color:{color};" if color else "")
            return f' style="{escape(style, quote=True)}"'
    return ""


def _meets(value: Any, kind: str, bound: Any) -> bool:
    if not isinstance(value, int | float | Decimal):
        return kind == "equal to" and str(value) == str(bound)
    limit = Decimal(str(bound or 0))
    number = Decimal(str(value))
    return {
        "greater than": number > limit,
        "less than": number < limit,
        "equal to": number == limit,
        "not equal to": number != limit,
    }.get(kind, False)
