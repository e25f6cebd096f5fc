"""Saved Looks as desired state: each carries its key in the last line of its description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from looker_sdk.sdk.api40 import models

from lookml.errors import ProjectError
from lookml.looker.changes import Action, Change, conflict, unchanged
from lookml.looker.client import rows, sure
from lookml.looker.content import Shelf, digest, pages, taker
from lookml.looks import Look
from lookml.source import Fault

KIND = "look"
FIELDS = "id,title,description,folder_id,folder(id),query_id,deleted"
MARK = re.compile(r"^managed by jde-looker: (?P<key>[\w-]+) (?P<hash>[0-9a-f]+)$", re.MULTILINE)
NEEDED = ("save_content", "save_looks")


@dataclass(frozen=True)
class Definition:
    """A Look as it goes to Looker; `query` holds the keys of Looker's query API."""

    title: str
    description: str
    query: Mapping[str, Any]

    @property
    def hash(self) -> str:
        """Changes with anything that it says."""
        return digest([self.title, self.description, self.query])

    def marked(self, key: str) -> str:
        """The description with the line that says whose it is."""
        return f"{self.description}\n\nmanaged by jde-looker: {key} {self.hash}"

    def as_record(self) -> dict[str, Any]:
        """What a rollback needs to bring it back."""
        return {"title": self.title, "description": self.description, "query": dict(self.query)}


def definition_of(look: Look, model: str) -> Definition:
    """The Look of a file; `model` is the one that it asks when it names none."""
    query = look.query
    wanted: dict[str, Any] = {
        "model": query.model or model,
        "view": query.explore,
        "fields": list(query.fields),
        "filters": dict(query.filters),
        "sorts": list(query.sorts),
        "pivots": list(query.pivots),
        "limit": str(query.limit if query.limit is not None else -1),
        "vis_config": dict(look.vis_config),
    }
    return Definition(
        look.title, look.description.strip(), {key: value for key, value in wanted.items() if value}
    )


def definitions(looks: Mapping[str, Look], model: str) -> dict[str, Definition]:
    """All Looks by key. Raises ProjectError when two have the same title: Looker allows one in a folder."""
    titles: dict[str, str] = {}
    for key, look in looks.items():
        if look.title in titles:
            words = f"title {look.title!r} is also that of `{titles[look.title]}`"
            raise ProjectError([Fault(look.location, "looks", words)])
        titles[look.title] = key
    return {key: definition_of(look, model) for key, look in looks.items()}


def survey_looks(shelf: Shelf, wanted: Mapping[str, Definition]) -> Iterator[Change]:
    """Looks to create, change and restore, and with --prune those to put into the trash."""
    there = _all_looks(shelf)
    marks = {str(look.id): mark["key"] for look in there if (mark := MARK.search(look.description or ""))}
    for key, definition in wanted.items():
        yield _look(shelf, key, definition, there, marks)
    own = {str(look.id): look for look in there if not look.deleted and marks.get(str(look.id)) is not None}
    for number, look in own.items():
        if marks[number] not in wanted and shelf.holds(look):
            yield _surplus(shelf, marks[number], number)


def _all_looks(shelf: Shelf) -> list[models.Look]:
    sdk = shelf.looker.sdk
    result: list[models.Look] = []
    for deleted in (False, True):

        def page(limit: int, offset: int, deleted: bool = deleted) -> list[models.Look]:
            return rows(sdk.search_looks(fields=FIELDS, deleted=deleted, limit=limit, offset=offset))

        result += pages(page)
    return result


def _look(
    shelf: Shelf, key: str, wanted: Definition, there: list[models.Look], marks: Mapping[str, str]
) -> Change:
    own = _own(shelf, key, there, marks)
    clash = taker(shelf, wanted.title, there, but=str(own.id) if own else None)
    if clash is not None and marks.get(str(clash.id)) is None:
        words = f"the folder has a Look {wanted.title!r} (id {clash.id}) that is not ours; move or rename it"
        return conflict(KIND, key, words)
    if own is None:
        apply = partial(_create, shelf, key, wanted)
        return Change(KIND, key, Action.CREATE, repr(wanted.title), NEEDED, apply)
    number = str(own.id)
    why = _why(shelf, own, key, wanted)
    if why is None:
        shelf.learn(KIND, key, id=number, **wanted.as_record())
        return unchanged(KIND, key)
    apply = partial(_update, shelf, key, wanted, number)
    return Change(KIND, key, Action.UPDATE, f"id {number}: {why}", NEEDED, apply)


def _own(shelf: Shelf, key: str, there: list[models.Look], marks: Mapping[str, str]) -> models.Look | None:
    """By the recorded id, else by the mark in the folder; a live one before one in the trash."""
    known = shelf.known(KIND, key).get("id")
    candidates = [
        look
        for look in there
        if str(look.id) == known or (marks.get(str(look.id)) == key and shelf.holds(look))
    ]
    return min(candidates, key=lambda look: (bool(look.deleted), str(look.id) != known), default=None)


def _why(shelf: Shelf, own: models.Look, key: str, wanted: Definition) -> str | None:
    """Why the Look needs a write, None when it is as it should be."""
    if own.deleted:
        return "comes back from the trash"
    if own.description != wanted.marked(key):
        return "it changed"
    if own.title != wanted.title:
        return "it was renamed in Looker"
    query = sure(shelf.looker.sdk.look(str(own.id), fields="id,query"), "query").query
    differs = [name for name, value in wanted.query.items() if not _same(getattr(query, name), value)]
    return f"its {', '.join(differs)} was edited in Looker" if differs else None


def _same(there: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        # Looker fills vis_config up with defaults of its own
        return all((there or {}).get(name) == value for name, value in wanted.items())
    return bool(there == wanted or (not there and not wanted))


def _create(shelf: Shelf, key: str, wanted: Definition) -> None:
    body = models.WriteLookWithQuery(
        title=wanted.title,
        description=wanted.marked(key),
        query_id=_query(shelf, wanted),
        folder_id=shelf.folder(),
    )
    made = sure(shelf.looker.sdk.create_look(body, fields="id"), "id")
    shelf.learn(KIND, key, id=str(made.id), **wanted.as_record())


def _update(shelf: Shelf, key: str, wanted: Definition, number: str) -> None:
    body = models.WriteLookWithQuery(
        title=wanted.title,
        description=wanted.marked(key),
        query_id=_query(shelf, wanted),
        deleted=False,
    )
    sure(shelf.looker.sdk.update_look(number, body, fields="id"), "id")
    shelf.learn(KIND, key, id=number, **wanted.as_record())


def _query(shelf: Shelf, wanted: Definition) -> str:
    # the same question is the same query: Looker answers with the id that it has
    body = models.WriteQuery(**wanted.query)
    return str(sure(shelf.looker.sdk.create_query(body, fields="id"), "id").id)


def _surplus(shelf: Shelf, key: str, number: str) -> Change:
    if not shelf.prune:
        return unchanged(KIND, key, f"id {number} is wanted no longer; --prune puts it into the trash")
    return Change(
        KIND, key, Action.REMOVE, f"id {number} into the trash", NEEDED, partial(_trash, shelf, number)
    )


def _trash(shelf: Shelf, number: str) -> None:
    # delete_look would be final
    sure(shelf.looker.sdk.update_look(number, models.WriteLookWithQuery(deleted=True), fields="id"), "id")
