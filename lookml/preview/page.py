"""The page around the tiles: heading, filters, the 24-column grid, and the index of dashboards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lookml.dashboards import Dashboard, Element
from lookml.preview.widths import COLUMN, GAP, ROW, choosing_rules

STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
TABLET_COLUMNS = 12
EVERYTHING = ("%", "%, NULL", "%,NULL")


@dataclass(frozen=True)
class Page:
    """One dashboard's page; `boards` are those that its navigation names."""

    board: Dashboard
    boards: Sequence[Dashboard]
    filters: Mapping[str, str]
    user_attributes: Mapping[str, str]

    def html(self, tiles: Sequence[tuple[Element, str]]) -> str:
        """The page with its tiles, each an element and its drawn content."""
        ordered = sorted(tiles, key=lambda tile: (tile[0].box[0], tile[0].box[1]))
        tablet = tablet_spans([element for element, _ in ordered])
        drawn = [
            _tile(element, content, span) for (element, content), span in zip(ordered, tablet, strict=True)
        ]
        body = (
            f"{self._navigation()}<main><header><h1>{escape(self.board.title)}</h1>"
            f'<p class="lead">{escape(self.board.description)}</p>{self._chips()}</header>'
            f'<div class="grid">{"".join(drawn)}</div></main>'
        )
        return _document(self.board.title, body)

    def _navigation(self) -> str:
        links = [
            f'<a href="{board.name}.html" class="{"here" if board.name == self.board.name else ""}">'
            f"{escape(board.title)}</a>"
            for board in self.boards
        ]
        return f'<nav><a class="home" href="index.html">Finance</a>{"".join(links)}</nav>'

    def _chips(self) -> str:
        chips = []
        for name, entry in self.board.filters.items():
            value = self.filters.get(name, "") or "any value"
            chips.append(
                f'<span class="chip"><b>{escape(entry.title)}</b> {escape(value.replace("^", ""))}</span>'
            )
        chips.extend(
            f'<span class="chip user"><b>{escape(name)}</b> {escape(value)}</span>'
            for name, value in self.user_attributes.items()
        )
        return f'<div class="chips">{"".join(chips)}</div>' if chips else ""


def _tile(element: Element, content: str, tablet: int) -> str:
    row, col, width, height = element.box
    place = f"--row:{row + 1};--col:{col + 1};--w:{width};--h:{height};--tw:{tablet}"
    note = str(element.properties.get("note_text", ""))
    heading = ""
    if element.has_query and not element.properties.get("title_hidden"):
        hint = f'<span class="note" title="{escape(note, quote=True)}">i</span>' if note else ""
        heading = f"<h3><span>{escape(element.title)}</span>{hint}</h3>"
    kind = element.type.removeprefix("looker_").replace("_", "-")
    return (
        f'<section class="tile {kind}" id="{escape(element.name, quote=True)}" style="{place}">'
        f'{heading}<div class="body">{content}</div></section>'
    )


def tablet_spans(elements: Sequence[Element]) -> list[int]:
    """Columns of 12 that each tile takes on a tablet; the last of a line takes what is left of it."""
    spans: list[int] = []
    taken = 0
    for element in elements:
        wide = element.box[2]
        wanted = TABLET_COLUMNS
        if element.type == "single_value":
            wanted = 4 if wide <= 5 else 6
        elif wide <= 9 and element.type != "looker_grid":
            wanted = 6
        if taken + wanted > TABLET_COLUMNS:
            spans[-1] += TABLET_COLUMNS - taken
            taken = 0
        spans.append(wanted)
        taken = (taken + wanted) % TABLET_COLUMNS
    if spans and taken:
        spans[-1] += TABLET_COLUMNS - taken
    return spans


def index_page(boards: Sequence[Dashboard], user_attributes: Mapping[str, str]) -> str:
    """The page that leads to all dashboards."""
    cards = [
        f'<a class="card" href="{board.name}.html"><h3>{escape(board.title)}</h3>'
        f"<p>{escape(board.description)}</p></a>"
        for board in boards
    ]
    seen = "".join(
        f'<span class="chip user"><b>{escape(name)}</b> {escape(value)}</span>'
        for name, value in user_attributes.items()
    )
    body = (
        '<nav><a class="home" href="index.html">Finance</a></nav><main><header><h1>Finance dashboards</h1>'
        '<p class="lead">From JD Edwards, through the warehouse, as Looker will show them.</p>'
        f'<div class="chips">{seen}</div></header><div class="cards">{"".join(cards)}</div></main>'
    )
    return _document("Finance dashboards", body)


def _document(title: str, body: str) -> str:
    sizes = f":root{{--unit:{ROW}px;--gap:{GAP}px;--page:{24 * COLUMN + 23 * GAP:.0f}px}}"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,">'
        f"<title>{escape(title)}</title><style>{sizes}{STYLE}{choosing_rules()}</style></head><body>{body}</body></html>"
    )
