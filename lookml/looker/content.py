"""What every kind of content needs: the folder, and how it is found again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from looker_sdk.sdk.api40 import models

from lookml.errors import DeployError
from lookml.looker.changes import Action, Change, unchanged
from lookml.looker.client import Looker, found, rows, sure
from lookml.looker.record import Record

PAGE = 1000
Found = dict[str, Any]
Piece = TypeVar("Piece", models.Dashboard, models.Look)


@dataclass
class Shelf:
    """Where content goes, what the last deployment knew of it, and what this one learns.

    `folder_id` is None while the folder does not exist. `learned` becomes the next record's objects.
    """

    looker: Looker
    user_id: str
    record: Record | None
    prune: bool = False
    folder_id: str | None = None
    content_metadata_id: str | None = None
    learned: dict[str, Found] = field(default_factory=dict)

    def known(self, kind: str, key: str) -> Mapping[str, Any]:
        """What the last deployment recorded of an object."""
        return self.record.known(kind, key) if self.record else {}

    def folder(self) -> str:
        """The folder's id. Raises DeployError when it could not be made: content never goes elsewhere."""
        if self.folder_id is None:
            raise DeployError("the folder is not there.", "It comes with the next deployment.")
        return self.folder_id

    def metadata(self) -> str:
        """The id under which access to the folder is kept. Raises DeployError when there is no folder."""
        self.folder()
        return str(self.content_metadata_id)

    def holds(self, piece: models.Dashboard | models.Look) -> bool:
        """Whether a dashboard or Look is in the folder; releases differ in where they say that."""
        place = piece.folder_id or (piece.folder.id if piece.folder else None)
        return self.folder_id is not None and str(place) == self.folder_id

    def learn(self, kind: str, key: str, **facts: Any) -> None:
        """Remember an object for the record of this deployment."""
        self.learned[f"{kind}:{key}"] = facts

    def gone(self, kind: str, wanted: Mapping[str, Any]) -> list[str]:
        """Keys that an earlier deployment made and that are wanted no longer."""
        return [key for key in (self.record.keys(kind) if self.record else []) if key not in wanted]


def survey_folder(shelf: Shelf, name: str) -> Change:
    """The folder, found by its id, else by its name below Shared."""
    looker = shelf.looker
    known = shelf.known("folder", "main").get("id")
    there = found(lambda: looker.sdk.folder(str(known))) if known else None
    if there is None:
        root = _shared_root(looker)
        below = rows(looker.sdk.search_folders(name=name, parent_id=root))
        there = next((folder for folder in below if folder.name == name), None)
    if there is not None:
        _take(shelf, there)
        note = f"called {there.name!r} by now" if there.name != name else ""
        return unchanged("folder", name, note)
    return Change(
        "folder", name, Action.CREATE, "below Shared", ("manage_spaces",), lambda: _make(shelf, name)
    )


def _shared_root(looker: Looker) -> str:
    roots = rows(looker.sdk.search_folders(is_shared_root=True))
    return str(sure(roots[0], "id").id) if roots else "1"


def _make(shelf: Shelf, name: str) -> None:
    body = models.CreateFolder(name=name, parent_id=_shared_root(shelf.looker))
    _take(shelf, shelf.looker.sdk.create_folder(body))


def _take(shelf: Shelf, folder: models.Folder) -> None:
    sure(folder, "id", "content_metadata_id")
    shelf.folder_id, shelf.content_metadata_id = str(folder.id), str(folder.content_metadata_id)
    shelf.learn("folder", "main", id=shelf.folder_id)


def taker(shelf: Shelf, title: str, pieces: Iterable[Piece], but: str | None = None) -> Piece | None:
    """Who has the title in the folder, `but` (an id) aside: Looker allows one. The trash does not count."""
    return next(
        (
            piece
            for piece in pieces
            if not piece.deleted and shelf.holds(piece) and piece.title == title and str(piece.id) != but
        ),
        None,
    )


def pages(fetch: Callable[[int, int], list[Any]]) -> list[Any]:
    """All rows of a search that answers in pages; `fetch` takes limit and offset."""
    result: list[Any] = []
    while True:
        page = fetch(PAGE, len(result))
        result.extend(page)
        if len(page) < PAGE:
            return result


def digest(value: Any) -> str:
    """A short hash of anything that JSON can say."""
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
