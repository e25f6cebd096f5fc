"""A tile drawn once for each width that it may have: text keeps its size where the page is narrower."""

from __future__ import annotations

from collections.abc import Callable

from lookml.dashboards import Element

COLUMN, ROW, GAP = 44.0, 40.0, 14.0
HEADING, PADDING = 34.0, 14.0
# a page narrower than TABLET has 12 columns, of which a tile may take all; the margin is that of page.css
TABLET, TABLET_MARGIN = 1100, 32
# the columns that drawings are made for, beside the tile's own; the widest that fits is shown
RUNGS = (6, 8, 10, 12, 14, 16, 19, 24)
# a scroll bar may take a little of the page
SLACK = 4.0


def room(columns: int) -> float:
    """Pixels in which a tile of so many columns draws where the page is as wide as the dashboard."""
    return columns * COLUMN + (columns - 1) * GAP - 2 * PADDING - SLACK


def drawn_for_widths(element: Element, draw: Callable[[float, float], str]) -> str:
    """The drawings of a tile, narrowest first."""
    _, _, columns, rows = element.box
    height = rows * ROW + (rows - 1) * GAP - HEADING - PADDING
    tablet = TABLET - TABLET_MARGIN - 2 * PADDING
    rungs = sorted({columns, *(rung for rung in RUNGS if rung < columns or room(rung) <= tablet)})
    drawings = [f'<div class="at-{rung}">{draw(room(rung), height)}</div>' for rung in rungs]
    return f'<div class="drawn">{"".join(drawings)}</div>'


def choosing_rules() -> str:
    """The style that shows, of a tile's drawings, the widest that fits."""
    rules = [".drawn>div{display:none}.drawn>div:first-child{display:block}"]
    rules += [
        f"@container (min-width:{room(rung):.0f}px){{.drawn>.at-{rung}{{display:block}}"
        f".drawn>div:has(~.at-{rung}){{display:none}}}}"
        for rung in range(RUNGS[0], RUNGS[-1] + 1)
    ]
    return "".join(rules)
