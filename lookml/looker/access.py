"""Who sees what: model set, role, groups, attribute values of groups, access to the folder.

Adds and corrects what `access.yml` says. What others have beyond it stays, unless pruning is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from looker_sdk.sdk.api40 import models

from lookml.looker.access_file import Access, GroupAccess, Nodes, Value, filter_expression
from lookml.looker.changes import Action, Change, conflict, needed, unchanged
from lookml.looker.client import Looker, delete, rows, sure, visible
from lookml.looker.content import Shelf

Expand = Callable[[Nodes], tuple[str, ...]]
ROLES, GROUPS, VALUES = ("manage_roles",), ("manage_groups",), ("manage_user_attributes",)


class Directory:
    """Groups by name, as read at the start and as made since."""

    def __init__(self, looker: Looker) -> None:
        self.looker = looker
        self.ids = {
            str(group.name): str(group.id)
            for group in visible(lambda: looker.sdk.all_groups(fields="id,name"))
        }

    def make(self, name: str) -> None:
        """Create a group."""
        body = models.WriteGroup(name=name)
        self.ids[name] = str(sure(self.looker.sdk.create_group(body), "id").id)


def survey_access(shelf: Shelf, access: Access, model_names: list[str], expand: Expand) -> Iterator[Change]:
    """Everything of access.yml but the user attributes, which validation needs earlier."""
    looker, directory = shelf.looker, Directory(shelf.looker)
    for group in access.groups:
        yield _group(directory, group)
    yield from _role(looker, access, model_names, directory)
    yield from _values(looker, access, directory, expand)
    if access.groups:
        yield from _folder_access(shelf, access, directory)


def _group(directory: Directory, group: GroupAccess) -> Change:
    if group.name in directory.ids:
        return unchanged("group", group.name)
    return Change("group", group.name, Action.CREATE, "", GROUPS, partial(directory.make, group.name))


def _role(looker: Looker, access: Access, model_names: list[str], directory: Directory) -> Iterator[Change]:
    sets = {
        entry.name: entry for entry in visible(lambda: looker.sdk.all_model_sets(fields="id,name,models"))
    }
    model_set = sets.get(access.model_set)
    if model_set is None:
        body = models.WriteModelSet(name=access.model_set, models=model_names)
        yield Change(
            "model set",
            access.model_set,
            Action.CREATE,
            f"models {', '.join(model_names)}; only an administrator may",
            ("administer",),
            lambda: sure(looker.sdk.create_model_set(body), "id"),
        )
    elif not set(model_names) <= set(model_set.models or ()):
        held, wanted = ", ".join(model_set.models or ()), ", ".join(model_names)
        words = f"has the models {held}; an administrator adds {wanted}"
        yield conflict("model set", access.model_set, words)
    else:
        yield unchanged("model set", access.model_set)
    yield from _role_itself(looker, access, directory)


def _role_itself(looker: Looker, access: Access, directory: Directory) -> Iterator[Change]:
    there = {role.name: role for role in visible(looker.sdk.all_roles)}.get(access.role)
    permission_sets = {
        entry.name: str(entry.id)
        for entry in visible(lambda: looker.sdk.all_permission_sets(fields="id,name"))
    }
    if access.permission_set not in permission_sets:
        others = ", ".join(map(str, permission_sets))
        words = f"there is no permission set {access.permission_set!r}; name one of {others}"
        yield conflict("role", access.role, words)
        return
    if there is None:
        make = partial(_make_role, looker, access, permission_sets[access.permission_set])
        yield Change(
            "role", access.role, Action.CREATE, f"{access.permission_set} on {access.model_set}", ROLES, make
        )
    else:
        names = (
            there.permission_set.name if there.permission_set else None,
            there.model_set.name if there.model_set else None,
        )
        if names != (access.permission_set, access.model_set):
            yield conflict(
                "role", access.role, f"is {names[0]} on {names[1]}; change it by hand or rename yours"
            )
            return
        yield unchanged("role", access.role)
    wanted = [group.name for group in access.groups]
    held = rows(looker.sdk.role_groups(str(there.id), fields="id,name")) if there else []
    lacking = [name for name in wanted if name not in {group.name for group in held}]
    if lacking:
        give = partial(_give_role, looker, access.role, directory, wanted)
        yield Change("role members", access.role, Action.UPDATE, f"add {', '.join(lacking)}", ROLES, give)
    elif wanted:
        yield unchanged("role members", access.role)


def _make_role(looker: Looker, access: Access, permission_set: str) -> None:
    sets = {str(entry.name): str(entry.id) for entry in rows(looker.sdk.all_model_sets(fields="id,name"))}
    body = models.WriteRole(
        name=access.role,
        permission_set_id=permission_set,
        model_set_id=needed(sets, access.model_set, "model set"),
    )
    sure(looker.sdk.create_role(body), "id")


def _give_role(looker: Looker, name: str, directory: Directory, wanted: list[str]) -> None:
    role = needed({str(role.name): role for role in rows(looker.sdk.all_roles())}, name, "role")
    # the call replaces all groups of the role: those that hold it already stay
    held = [str(group.id) for group in rows(looker.sdk.role_groups(str(role.id), fields="id"))]
    ids = list(dict.fromkeys([*held, *(needed(directory.ids, group, "group") for group in wanted)]))
    rows(looker.sdk.set_role_groups(str(role.id), ids))


def _values(looker: Looker, access: Access, directory: Directory, expand: Expand) -> Iterator[Change]:
    ids = {entry.name: str(entry.id) for entry in rows(looker.sdk.all_user_attributes(fields="id,name"))}
    for attribute in access.attributes:
        number = ids.get(attribute.name)
        answer = rows(looker.sdk.all_user_attribute_group_values(number)) if number else []
        held = {str(entry.group_id): entry.value for entry in answer}
        for group in access.groups:
            if attribute.name in group.values:
                value = _text(group.values[attribute.name], expand)
                yield _value(looker, directory, group.name, attribute.name, value, held)


def _text(value: Value, expand: Expand) -> str:
    return filter_expression(expand(value) if isinstance(value, Nodes) else value)


def _value(
    looker: Looker,
    directory: Directory,
    group: str,
    attribute: str,
    value: str,
    held: Mapping[str, str | None],
) -> Change:
    key = f"{group}: {attribute}"
    before = held.get(directory.ids.get(group, ""))
    if before == value:
        return unchanged("group value", key)
    action = Action.CREATE if before is None else Action.UPDATE
    detail = f"`{value}`" if before is None else f"`{before}` becomes `{value}`"
    apply = partial(_set_value, looker, directory, group, attribute, value)
    return Change("group value", key, action, detail, VALUES, apply)


def _set_value(looker: Looker, directory: Directory, group: str, attribute: str, value: str) -> None:
    ids = {entry.name: str(entry.id) for entry in rows(looker.sdk.all_user_attributes(fields="id,name"))}
    # one group at a time: set_user_attribute_group_values would wipe the values of all others
    body = models.UserAttributeGroupValue(value=value)
    sure(
        looker.sdk.update_user_attribute_group_value(
            needed(directory.ids, group, "group"), needed(ids, attribute, "user attribute"), body
        ),
        "value",
    )


def _folder_access(shelf: Shelf, access: Access, directory: Directory) -> Iterator[Change]:
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
