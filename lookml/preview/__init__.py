"""Each dashboard as one HTML page that works offline, drawn from the LookML and the built marts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lookml.checks.references import see_all
from lookml.dashboards import Dashboard, DashboardFilter, Element
from lookml.errors import AccessDenied, ConfigurationError
from lookml.fieldsets import explore_fields
from lookml.objects import Model
from lookml.preview.asking import ask
from lookml.preview.page import Page, index_page
from lookml.preview.tiles import draw, message, text_tile
from lookml.project import Project
from lookml.warehouse import Warehouse

__all__ = ["Choices", "write_preview"]


@dataclass(frozen=True)
class Choices:
    """What to draw, and for whom: filter expressions by filter name, user attributes."""

    filters: Mapping[str, str] = field(default_factory=dict)
    user_attributes: Mapping[str, str] = field(default_factory=dict)
    dashboards: tuple[str, ...] = ()
    today: date | None = None


def write_preview(
    project: Project,
    warehouse: Warehouse,
    output: Path,
    choices: Choices,
    progress: Callable[[str], None] = lambda text: None,
) -> list[Path]:
    """Write `<dashboard>.html` for each dashboard, and `index.html`, into `output`; returns the former.

    Raises ConfigurationError for a dashboard or filter that no dashboard has.
    """
    model = project.model()
    boards = _chosen(model, choices)
    output.mkdir(parents=True, exist_ok=True)
    attributes = {**see_all(model), **choices.user_attributes}
    for board in boards:
        _only_offered(model, board, choices.filters)
    written = []
    for board in boards:
        progress(f"dashboard {board.name}")
        page = draw_dashboard(project, board, warehouse, choices, attributes, boards)
        path = output / f"{board.name}.html"
        path.write_text(page, encoding="utf-8")
        written.append(path)
    (output / "index.html").write_text(index_page(boards, choices.user_attributes), encoding="utf-8")
    return written


def draw_dashboard(
    project: Project,
    board: Dashboard,
    warehouse: Warehouse,
    choices: Choices,
    attributes: Mapping[str, str],
    boards: list[Dashboard],
) -> str:
    """One dashboard as HTML."""
    values = filter_values(board, choices.filters)
    tiles = []
    for element in board.elements:
        tiles.append((element, _content(project, board, element, values, warehouse, choices, attributes)))
    shown = {
        name: offered_values(project.model(), board.filters[name]).get(value, value)
        for name, value in values.items()
    }
    return Page(board, boards, shown, choices.user_attributes).html(tiles)


def offered_values(model: Model, entry: DashboardFilter) -> dict[str, str]:
    """The labels by value of the LookML parameter that a filter sets; none where it filters rows."""
    explore = model.explores.get(str(entry.properties.get("explore")))
    field = explore_fields(model, explore).get(str(entry.properties.get("field"))) if explore else None
    if field is None or field.kind != "parameter":
        return {}
    values = ((node.text("value") or "", node.text("label")) for node in field.node.all("allowed_value"))
    return {value: label or value for value, label in values}


def _only_offered(model: Model, board: Dashboard, chosen: Mapping[str, str]) -> None:
    """Raise ConfigurationError for a value that a parameter of the board does not take."""
    for name, value in filter_values(board, chosen).items():
        offered = offered_values(model, board.filters[name])
        if offered and value not in offered:
            raise ConfigurationError(
                f"Dashboard `{board.name}` takes no `{value}` for {name}.",
                f"Use: {', '.join(offered)}; --dashboard draws those that take more.",
            )


def filter_values(board: Dashboard, chosen: Mapping[str, str]) -> dict[str, str]:
    """The value of each filter of a dashboard: the caller's by name or title, else its default."""
    given = {name.lower(): value for name, value in chosen.items()}
    values = {}
    for name, entry in board.filters.items():
        values[name] = given.get(name.lower(), given.get(entry.title.lower(), entry.default))
    return values


def _content(
    project: Project,
    board: Dashboard,
    element: Element,
    values: Mapping[str, str],
    warehouse: Warehouse,
    choices: Choices,
    attributes: Mapping[str, str],
) -> str:
    if not element.has_query:
        return text_tile(element)
    filters = {name: values[key] for key, name in element.listen.items() if values.get(key)}
    try:
        answer = ask(project, element, filters, warehouse, attributes, choices.today)
    except AccessDenied:
        return message("Not open to this user")
    return draw(element, answer)


def _chosen(model: Model, choices: Choices) -> list[Dashboard]:
    boards = [board for board in model.dashboards.values() if not board.is_template]
    boards.sort(key=lambda board: board.title)
    names = {board.name for board in boards}
    for name in choices.dashboards:
        if name not in names:
            raise ConfigurationError(f"There is no dashboard `{name}`.", f"Use: {', '.join(sorted(names))}.")
    known = {
        word.lower()
        for board in boards
        for key, entry in board.filters.items()
        for word in (key, entry.title)
    }
    for name in choices.filters:
        if name.lower() not in known:
            raise ConfigurationError(
                f"No dashboard has a filter `{name}`.", f"Use: {', '.join(sorted(known))}."
            )
    return [board for board in boards if not choices.dashboards or board.name in choices.dashboards]
