"""Dashboards that follow LookML dashboards: found by id and link, synced by id, never by title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from looker_sdk.sdk.api40 import models

from lookml.dashboards import Dashboard
from lookml.looker.changes import Action, Change, conflict, unchanged
from lookml.looker.client import found, rows, sure
from lookml.looker.content import Shelf, digest, pages, taker
from lookml.looker.transport import ApiError
from lookml.project import Project

KIND = "dashboard"
FIELDS = "id,title,folder_id,folder(id),lookml_link_id,deleted"
NEEDED = ("save_content", "save_dashboards")


def wanted_boards(project: Project) -> dict[str, Dashboard]:
    """LookML dashboards by link (`model::name`), templates left out."""
    return {
        f"{model.name}::{name}": board
        for model in project.models.values()
        for name, board in model.dashboards.items()
        if not board.is_template
    }


def source_of(board: Dashboard) -> str:
    """A hash of what the LookML says of a dashboard."""
    return digest(
        [
            dict(board.properties),
            [dict(entry.properties) for entry in board.filters.values()],
            [dict(element.properties) for element in board.elements],
        ]
    )


def survey_boards(shelf: Shelf, wanted: Mapping[str, Dashboard]) -> Iterator[Change]:
    """Dashboards to import, restore and sync, and with --prune those to put into the trash."""
    there = {str(board.id): board for board in _all_boards(shelf)}
    for link, board in wanted.items():
        yield _board(shelf, link, board, there)
    for link in shelf.gone(KIND, wanted):
        yield from _surplus(shelf, link, there)


def _all_boards(shelf: Shelf) -> list[models.Dashboard]:
    sdk = shelf.looker.sdk
    result: list[models.Dashboard] = []
    for deleted in ("false", "true"):

        def page(limit: int, offset: int, deleted: str = deleted) -> list[models.Dashboard]:
            return rows(sdk.search_dashboards(fields=FIELDS, deleted=deleted, limit=limit, offset=offset))

        result += pages(page)
    return result


def _board(shelf: Shelf, link: str, wanted: Dashboard, there: Mapping[str, models.Dashboard]) -> Change:
    own = _own(shelf, link, there)
    if own is None:
        return _missing(shelf, link, wanted, there)
    key = str(own.id)
    if own.deleted:
        if taker(shelf, wanted.title, there.values(), but=key):
            return conflict(
                KIND, link, f"is in the trash, and its title {wanted.title!r} is taken in the folder"
            )
        detail = f"id {key} comes back from the trash"
        return Change(KIND, link, Action.UPDATE, detail, NEEDED, partial(_restore, shelf, link, wanted, key))
    if own.lookml_link_id != link:
        detail = f"id {key} was unlinked by hand; link it to {link} or delete it"
        return conflict(KIND, link, detail)
    known = shelf.known(KIND, link)
    source = source_of(wanted)
    if known.get("source") == source and known.get("made") == _made(shelf, key):
        shelf.learn(KIND, link, **known)
        return unchanged(KIND, link)
    why = "the LookML changed" if known.get("source") != source else "it was edited in Looker"
    detail = f"id {key} is synced: {why}"
    return Change(KIND, link, Action.UPDATE, detail, NEEDED, partial(_sync, shelf, link, wanted, key))


def _own(shelf: Shelf, link: str, there: Mapping[str, models.Dashboard]) -> models.Dashboard | None:
    """By the recorded id; without a record, the linked one in the folder."""
    known = there.get(str(shelf.known(KIND, link).get("id")))
    if known is not None:
        return known
    linked = [board for board in there.values() if board.lookml_link_id == link and shelf.holds(board)]
    return min(linked, key=lambda board: (bool(board.deleted), int(board.id or 0)), default=None)


def _missing(shelf: Shelf, link: str, wanted: Dashboard, there: Mapping[str, models.Dashboard]) -> Change:
    foreign = taker(shelf, wanted.title, there.values()) if shelf.folder_id else None
    if foreign is not None:
        there_is = f"the folder has a dashboard {wanted.title!r} (id {foreign.id})"
        detail = f"{there_is} that is not ours; move or rename it"
        return conflict(KIND, link, detail)
    return Change(
        KIND, link, Action.CREATE, repr(wanted.title), NEEDED, partial(_import, shelf, link, wanted)
    )


def _import(shelf: Shelf, link: str, wanted: Dashboard) -> None:
    made = sure(shelf.looker.sdk.import_lookml_dashboard(link, shelf.folder()), "id", "lookml_link_id")
    _learn(shelf, link, wanted, str(made.id))


def _restore(shelf: Shelf, link: str, wanted: Dashboard, key: str) -> None:
    body = models.WriteDashboard(deleted=False, lookml_link_id=link)
    sure(shelf.looker.sdk.update_dashboard(key, body), "id")
    _sync(shelf, link, wanted, key)


def _sync(shelf: Shelf, link: str, wanted: Dashboard, key: str) -> None:
    # without ids every linked copy on the instance would be overwritten, other people's too
    ids = models.DelimSequence([key])
    synced = rows(shelf.looker.sdk.sync_lookml_dashboard(link, dashboard_ids=ids))
    if key not in [str(entry) for entry in synced]:
        raise ApiError(200, f"PATCH /dashboards/{link}/sync", f"did not sync the dashboard {key}.")
    _learn(shelf, link, wanted, key)


def _learn(shelf: Shelf, link: str, wanted: Dashboard, key: str) -> None:
    shelf.learn(KIND, link, id=key, source=source_of(wanted), made=_made(shelf, key))


def _made(shelf: Shelf, key: str) -> str | None:
    """A fingerprint of the dashboard as Looker has it; None when it is gone."""
    text = found(lambda: shelf.looker.sdk.dashboard_lookml(key))
    return None if text is None else digest(sure(text, "lookml").lookml)


def _surplus(shelf: Shelf, link: str, there: Mapping[str, models.Dashboard]) -> Iterator[Change]:
    own = there.get(str(shelf.known(KIND, link).get("id")))
    if own is None or own.deleted:
        return
    if not shelf.prune:
        shelf.learn(KIND, link, **shelf.known(KIND, link))
        yield unchanged(KIND, link, f"id {own.id} is wanted no longer; --prune puts it into the trash")
        return
    key = str(own.id)
    yield Change(KIND, link, Action.REMOVE, f"id {key} into the trash", NEEDED, partial(_trash, shelf, key))


def _trash(shelf: Shelf, key: str) -> None:
    sure(shelf.looker.sdk.update_dashboard(key, models.WriteDashboard(deleted=True)), "id")
