"""What stands inside a tile, by its type."""

from __future__ import annotations

import re
from html import escape

from lookml.dashboards import Element
from lookml.errors import CompileError
from lookml.preview.answers import Answer
from lookml.preview.charts import chart
from lookml.preview.figures import donut, single_value, waterfall
from lookml.preview.tables import table
from lookml.preview.widths import drawn_for_widths

MARKDOWN_BOLD = re.compile(r"\*\*(.+?)\*\*")
MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def draw(element: Element, answer: Answer) -> str:
    """The HTML of a tile's answer. Raises CompileError for a type that is not drawn."""
    if answer.is_empty:
        return message("No rows", str(element.properties.get("note_text", "")))
    options = element.properties
    kind = element.type.removeprefix("looker_")
    if kind == "single_value":
        return single_value(answer, options)
    if kind in ("grid", "table", "single_record"):
        return table(answer, options)
    if kind in ("pie", "donut_multiples", "waterfall", "column", "bar", "line", "area"):
        if not answer.has_amounts:
            return message("Nothing to draw", str(options.get("note_text", "")))
        return drawn_for_widths(element, lambda width, height: _drawing(element, answer, kind, width, height))
    raise CompileError(f"{element.location}: the preview does not draw `{element.type}`.")


def _drawing(element: Element, answer: Answer, kind: str, width: float, height: float) -> str:
    if kind in ("pie", "donut_multiples"):
        return donut(answer, width, height, element.title)
    if kind == "waterfall":
        return waterfall(answer, width, height, element.title)
    return chart(kind, answer, element.properties, width, height, element.title)


def message(text: str, reason: str = "") -> str:
    """A tile without an answer, and what its note says of that."""
    said = f"<p>{escape(reason)}</p>" if reason else ""
    return f'<div class="message"><div>{escape(text)}{said}</div></div>'


def text_tile(element: Element) -> str:
    """A text tile: title, subtitle, and a body with bold words and links."""
    parts = []
    for key, tag in (("title_text", "h2"), ("subtitle_text", "p")):
        words = str(element.properties.get(key, ""))
        if words:
            parts.append(f"<{tag}>{escape(words)}</{tag}>")
    body = escape(str(element.properties.get("body_text", "")))
    body = MARKDOWN_LINK.sub(r'<a href="\2">\1</a>', MARKDOWN_BOLD.sub(r"<strong>\1</strong>", body))
    parts.extend(f"<p>{paragraph}</p>" for paragraph in body.split("\n") if paragraph.strip())
    return f'<div class="words">{"".join(parts)}</div>'
