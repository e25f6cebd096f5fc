"""Who may see and edit the folder, as `access.yml` says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from looker_sdk.sdk.api40 import models

from lookml.looker.access_file import Access
from lookml.looker.changes import Action, Change, needed, unchanged
from lookml.looker.client import delete, rows, sure
from lookml.looker.content import Shelf
from lookml.looker.directory import Directory


def survey_rights(shelf: Shelf, access: Access, directory: Directory) -> Iterator[Change]:
    """The folder stops inheriting; the API user keeps editing, the groups get what the file says."""
    looker, metadata = shelf.looker, shelf.content_metadata_id
    wanted = {group.name: group.folder for group in access.groups if group.folder}
    held: list[models.ContentMetaGroupUser] = []
    inherits = True
    if metadata is not None:
        inherits = bool(sure(looker.sdk.content_metadata(metadata), "id").inherits)
        held = rows(looker.sdk.all_content_metadata_accesses(metadata))
    if not any(str(entry.user_id) == shelf.user_id for entry in held):
        keep = partial(_grant, shelf, None, "edit")
        yield Change("folder access", "API user", Action.CREATE, "edit", ("manage_spaces",), keep)
    yield from _group_rights(shelf, wanted, held, directory)
    if inherits:
        detail = "no longer what Shared allows, but what access.yml says"
        close = partial(_stop_inheriting, shelf)
        yield Change("folder access", access.folder, Action.UPDATE, detail, ("manage_spaces",), close)
    yield from _others(shelf, wanted, held, directory)


def _group_rights(
    shelf: Shelf,
    wanted: Mapping[str, str],
    held: list[models.ContentMetaGroupUser],
    directory: Directory,
) -> Iterator[Change]:
    by_group = {str(entry.group_id): entry for entry in held if entry.group_id}
    for name, right in wanted.items():
        entry = by_group.get(directory.ids.get(name, ""))
        if entry is None:
            give = partial(_grant_group, shelf, directory, name, right)
            yield Change("folder access", name, Action.CREATE, right, ("manage_spaces",), give)
        elif _right(entry) != right:
            change = partial(_change_right, shelf, str(entry.id), right)
            yield Change(
                "folder access",
                name,
                Action.UPDATE,
                f"{_right(entry)} becomes {right}",
                ("manage_spaces",),
                change,
            )
        else:
            yield unchanged("folder access", name)


def _others(
    shelf: Shelf,
    wanted: Mapping[str, str],
    held: list[models.ContentMetaGroupUser],
    directory: Directory,
) -> Iterator[Change]:
    names = {number: name for name, number in directory.ids.items()}
    for entry in held:
        name = names.get(str(entry.group_id), f"group {entry.group_id}")
        if not entry.group_id or name in wanted:
            continue
        if shelf.prune:
            take = partial(_take_right, shelf, str(entry.id))
            yield Change("folder access", name, Action.REMOVE, _right(entry), ("manage_spaces",), take)
        else:
            words = f"has {_right(entry)} beyond access.yml; --prune takes it"
            yield unchanged("folder access", name, words)


def _right(entry: models.ContentMetaGroupUser) -> str:
    return str(getattr(entry.permission_type, "value", entry.permission_type))


def _grant(shelf: Shelf, group_id: str | None, right: str) -> None:
    body = models.ContentMetaGroupUser(
        content_metadata_id=shelf.metadata(),
        permission_type=models.PermissionType(right),
        group_id=group_id,
        user_id=None if group_id else shelf.user_id,
    )
    sure(shelf.looker.sdk.create_content_metadata_access(body), "id")


def _grant_group(shelf: Shelf, directory: Directory, name: str, right: str) -> None:
    _grant(shelf, needed(directory.ids, name, "group"), right)


def _change_right(shelf: Shelf, number: str, right: str) -> None:
    body = models.ContentMetaGroupUser(permission_type=models.PermissionType(right))
    sure(shelf.looker.sdk.update_content_metadata_access(number, body), "id")


def _take_right(shelf: Shelf, number: str) -> None:
    delete(lambda: shelf.looker.sdk.delete_content_metadata_access(number))


def _stop_inheriting(shelf: Shelf) -> None:
    body = models.WriteContentMeta(inherits=False)
    sure(shelf.looker.sdk.update_content_metadata(shelf.metadata(), body), "id")
