"""Dashboards and Looks: fields and filters that exist, tiles that fit, currencies never added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lookml import vocabulary
from lookml.checks.references import see_all
from lookml.checks.tiles import check_filter_looks, check_tile, check_values
from lookml.compiler import compile_query
from lookml.dashboards import Dashboard, DashboardFilter, Element
from lookml.errors import LookmlError
from lookml.fieldsets import explore_fields
from lookml.looks import Look, query_of
from lookml.objects import Model
from lookml.project import Project
from lookml.query import Query
from lookml.source import Fault, Location

GRID = 24
MONEY = "amount"
# the parameter that chooses which of a fact's amounts are shown
AMOUNTS = "amount_currency"


def check_dashboards(project: Project) -> Iterator[Fault]:
    """Every dashboard that a model includes."""
    for model in project.models.values():
        of_templates = {
            pair
            for b in model.dashboards.values()
            if b.is_template
            for pair in b.properties.items()
            if pair[0] in ("title", "description")
        }
        for board in model.dashboards.values():
            yield from _words(board.properties, vocabulary.DASHBOARD, board.location, "a dashboard")
            yield from check_values(board.properties, board.location)
            for entry in board.filters.values():
                yield from _filter(model, entry)
            for element in board.elements:
                yield from _element(project, model, board, element)
            yield from _layout(board)
            yield from _unheard(board)
            for key in ("title", "description") if not board.is_template else ():
                if not board.properties.get(key) or (key, board.properties[key]) in of_templates:
                    yield Fault(board.location, "description", f"dashboard `{board.name}` has no {key}")


def _unheard(board: Dashboard) -> Iterator[Fault]:
    """Filters that a reader can set and that change no tile."""
    heard = {name for element in board.elements for name in element.listen}
    for name, entry in board.filters.items():
        if not board.is_template and name not in heard:
            yield Fault(entry.location, "listen", f"no tile of `{board.name}` listens to filter `{name}`")


def check_looks(project: Project, looks: Mapping[str, Look]) -> Iterator[Fault]:
    """Every Look: its query renders, and adds no currencies."""
    for look in looks.values():
        yield from _words(look.properties, vocabulary.LOOK, look.location, "a Look")
        if look.vis_config.get("type", "table") not in vocabulary.ELEMENT_TYPES:
            yield Fault(
                look.location, "value", f"Look `{look.key}`: `{look.vis_config.get('type')}` is not drawn"
            )
        try:
            model = project.model(look.query.model)
            yield from _query(project, model, look.query, look.location, f"Look `{look.key}`")
            if not _one_currency(model, look.query, look.query.filters):
                yield Fault(look.location, "currency", f"Look `{look.key}` shows money and names no currency")
        except LookmlError as error:
            yield Fault(look.location, "looks", f"Look `{look.key}`: {error}")


def unused_fields(project: Project, looks: Mapping[str, Look]) -> list[str]:
    """One line for each explore: how many of its shown fields no board or Look uses, and which measures."""
    lines = []
    for model in project.models.values():
        used = {
            (look.query.explore, name)
            for look in looks.values()
            for name in (*look.query.fields, *look.query.filters)
        }
        for board in model.dashboards.values():
            used |= {
                (str(element.properties.get("explore")), name)
                for element in board.elements
                for name in (*element.fields, *element.properties.get("filters", ()))
            }
        for explore in model.explores.values():
            offered = explore_fields(model, explore)
            spare = [
                name
                for name, entry in offered.items()
                if entry.is_measure and not entry.hidden and (explore.name, name) not in used
            ]
            if spare:
                lines.append(f"{explore.name}: on no board or Look: {', '.join(spare)}")
    return lines


def _words(
    properties: Mapping[str, object], known: frozenset[str], place: Location, what: str
) -> Iterator[Fault]:
    for key in properties:
        if key not in known:
            hint = vocabulary.hint(key, known)
            line = getattr(properties, "lines", {}).get(key, place.line)
            yield Fault(
                Location(place.file, line), "parameter", f"Looker knows no parameter `{key}` of {what}{hint}"
            )


def _filter(model: Model, entry: DashboardFilter) -> Iterator[Fault]:
    yield from _words(entry.properties, vocabulary.DASHBOARD_FILTER, entry.location, "a dashboard filter")
    yield from check_filter_looks(model, entry)
    if entry.properties.get("type") not in vocabulary.DASHBOARD_FILTER_TYPES:
        yield Fault(entry.location, "value", f"`{entry.properties.get('type')}` is not a type of filter")
    if "{{" in entry.default:
        message = f"the default of filter `{entry.name}` is Liquid, which is not understood"
        yield Fault(entry.location, "compile", message)
    explore, name = str(entry.properties.get("explore")), entry.properties.get("field")
    if entry.properties.get("type") == "field_filter" and (
        explore not in model.explores or name not in explore_fields(model, model.explores[explore])
    ):
        yield Fault(
            entry.location,
            "filter",
            f"filter `{entry.name}` takes `{name}` of `{explore}`, which is not there",
        )


def _element(project: Project, model: Model, board: Dashboard, element: Element) -> Iterator[Fault]:
    for key in element.properties:
        if key not in vocabulary.ELEMENT:
            hint = vocabulary.hint(key, vocabulary.ELEMENT)
            yield Fault(element.line(key), "parameter", f"Looker knows no parameter `{key}` of a tile{hint}")
    if element.type not in vocabulary.ELEMENT_TYPES:
        yield Fault(element.line("type"), "value", f"`{element.type}` is not a type of tile")
    for name in element.listen:
        if name not in board.filters:
            yield Fault(
                element.line("listen"),
                "listen",
                f"tile `{element.name}` listens to `{name}`, which is no filter",
            )
    yield from check_tile(model, board, element)
    if not element.has_query:
        return
    if not element.properties.get("model") or element.properties["model"] != model.name:
        yield Fault(element.line("model"), "reference", f"tile `{element.name}` must say model: {model.name}")
        return
    unproved = sorted(vocabulary.UNPROVED & set(element.properties))
    if unproved:
        message = f"`{unproved[0]}` of tile `{element.name}` changes its rows and is not understood"
        yield Fault(element.line(unproved[0]), "compile", message)
        return
    listened = {
        field: board.filters[name].default for name, field in element.listen.items() if name in board.filters
    }
    query = query_of(element.properties, listened)
    yield from _query(project, model, query, element.line("fields"), f"tile `{element.name}`")
    if query.explore in model.explores and not _pinned(model, board, element, query):
        yield Fault(
            element.location, "currency", f"tile `{element.name}` shows money of more than one currency"
        )
    yield from _shown_currency(model, board, element)


def _shown_currency(model: Model, board: Dashboard, element: Element) -> Iterator[Fault]:
    """A tile deaf to the board's choice of amounts, or whose currency is not that of the amounts shown."""
    explore = model.explores.get(str(element.properties["explore"]))
    chosen = {
        name
        for name, entry in board.filters.items()
        if str(entry.properties.get("field")).endswith(f".{AMOUNTS}")
    }
    if explore is None or not chosen or f"{explore.base}.{AMOUNTS}" not in explore_fields(model, explore):
        return
    if not any(element.listen.get(name) == f"{explore.base}.{AMOUNTS}" for name in chosen):
        message = f"tile `{element.name}` does not listen to {' or '.join(sorted(chosen))}"
        yield Fault(element.line("listen"), "currency", message)
    for field in element.listen.values():
        if field.endswith("currency_code") and field != f"{explore.base}.{AMOUNTS}_code":
            message = f"tile `{element.name}` holds `{field}`, which is not the currency of the amounts shown"
            yield Fault(element.line("listen"), "currency", message)


def _query(project: Project, model: Model, query: Query, place: Location, what: str) -> Iterator[Fault]:
    if query.explore not in model.explores:
        yield Fault(place, "reference", f"{what} asks explore `{query.explore}`, which is not there")
        return
    offered = explore_fields(model, model.explores[query.explore])
    missing = [name for name in (*query.fields, *query.filters) if name not in offered]
    for name in missing:
        yield Fault(place, "field", f"{what} names `{name}`, which explore `{query.explore}` does not have")
    for name in query.fields:
        if name in offered and offered[name].hidden:
            yield Fault(place, "field", f"{what} shows `{name}`, which is hidden from its readers")
    if missing:
        return
    try:
        compile_query(project, query, "postgres", see_all(model))
    except LookmlError as error:
        yield Fault(place, "compile", f"{what}: {error}")


def _pinned(model: Model, board: Dashboard, element: Element, query: Query) -> bool:
    """Whether money stands in one currency a row: by a column, a filter, or a required single choice."""
    single = {
        field: board.filters[name].default
        for name, field in element.listen.items()
        if name in board.filters
        and board.filters[name].properties.get("required")
        and not board.filters[name].properties.get("allow_multiple_values", True)
    }
    own = {str(key): str(value) for key, value in element.properties.get("filters", {}).items()}
    return _one_currency(model, query, {**own, **single})


def _one_currency(model: Model, query: Query, filters: Mapping[str, str]) -> bool:
    if query.explore not in model.explores:
        return True
    offered = explore_fields(model, model.explores[query.explore])
    money = [
        name
        for name in query.fields
        if name in offered
        and offered[name].is_measure
        and (offered[name].node.text("value_format_name") or "").startswith(MONEY)
    ]
    named = [name for name in query.fields if name.endswith("currency_code")]
    held = [
        name
        for name, value in filters.items()
        if name.endswith("currency_code") and value and "," not in value
    ]
    return not money or bool(named or held)


def _layout(board: Dashboard) -> Iterator[Fault]:
    placed: list[tuple[Element, tuple[int, int, int, int]]] = []
    for element in board.elements:
        row, col, width, height = element.box
        if col < 0 or width < 1 or height < 1 or col + width > GRID:
            yield Fault(
                element.line("col"), "layout", f"tile `{element.name}` leaves the grid of {GRID} columns"
            )
        for other, (top, left, wide, high) in placed:
            if row < top + high and top < row + height and col < left + wide and left < col + width:
                yield Fault(element.line("row"), "layout", f"tile `{element.name}` lies over `{other.name}`")
        placed.append((element, element.box))
