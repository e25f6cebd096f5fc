"""Who sees what: model set, role, groups, attribute values of groups.

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
from lookml.looker.directory import Directory
from lookml.looker.folder_rights import survey_rights

Expand = Callable[[Nodes], tuple[str, ...]]
ROLES, GROUPS, VALUES = ("manage_roles",), ("manage_groups",), ("manage_user_attributes",)


def survey_access(shelf: Shelf, access: Access, model_names: list[str], expand: Expand) -> Iterator[Change]:
    """Everything of access.yml but the user attributes, which validation needs earlier."""
    directory = Directory(shelf.looker)
    for group in access.groups:
        yield _group(directory, group)
    yield from _role(shelf, access, model_names, directory)
    yield from _values(shelf, access, directory, expand)
    if access.groups:
        yield from survey_rights(shelf, access, directory)


def _group(directory: Directory, group: GroupAccess) -> Change:
    if group.name in directory.ids:
        return unchanged("group", group.name)
    return Change("group", group.name, Action.CREATE, "", GROUPS, partial(directory.make, group.name))


def _role(shelf: Shelf, access: Access, model_names: list[str], directory: Directory) -> Iterator[Change]:
    looker = shelf.looker
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
    yield from _role_itself(shelf, access, directory)


def _role_itself(shelf: Shelf, access: Access, directory: Directory) -> Iterator[Change]:
    looker = shelf.looker
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
    yield from _members(shelf, access, directory, str(there.id) if there else None)


def _members(shelf: Shelf, access: Access, directory: Directory, role_id: str | None) -> Iterator[Change]:
    kind, looker = "role members", shelf.looker
    wanted = [group.name for group in access.groups]
    answer = rows(looker.sdk.role_groups(role_id, fields="id,name")) if role_id else []
    held = {str(group.name): str(group.id) for group in answer}
    lacking = [name for name in wanted if name not in held]
    others = [name for name in held if name not in wanted]
    listed = ", ".join(others)
    if lacking:
        kept = [held[name] for name in others]
        give = partial(_set_members, looker, access.role, directory, wanted, kept)
        yield Change(kind, access.role, Action.UPDATE, f"add {', '.join(lacking)}", ROLES, give)
    elif wanted and not others:
        yield unchanged(kind, access.role)
    if others and shelf.prune:
        take = partial(_set_members, looker, access.role, directory, wanted, [])
        yield Change(kind, access.role, Action.REMOVE, f"take it from {listed}", ROLES, take)
    elif others:
        yield unchanged(kind, access.role, f"{listed} beyond access.yml; --prune takes it from them")


def _make_role(looker: Looker, access: Access, permission_set: str) -> None:
    sets = {str(entry.name): str(entry.id) for entry in rows(looker.sdk.all_model_sets(fields="id,name"))}
    body = models.WriteRole(
        name=access.role,
        permission_set_id=permission_set,
        model_set_id=needed(sets, access.model_set, "model set"),
    )
    sure(looker.sdk.create_role(body), "id")


def _set_members(looker: Looker, name: str, directory: Directory, wanted: list[str], kept: list[str]) -> None:
    role = needed({str(role.name): role for role in rows(looker.sdk.all_roles())}, name, "role")
    # the call replaces all groups of the role
    ids = [*kept, *(needed(directory.ids, group, "group") for group in wanted)]
    rows(looker.sdk.set_role_groups(str(role.id), ids))


def _values(shelf: Shelf, access: Access, directory: Directory, expand: Expand) -> Iterator[Change]:
    looker = shelf.looker
    ids = {entry.name: str(entry.id) for entry in rows(looker.sdk.all_user_attributes(fields="id,name"))}
    for attribute in access.attributes:
        number = ids.get(attribute.name)
        answer = rows(looker.sdk.all_user_attribute_group_values(number)) if number else []
        held = {str(entry.group_id): entry.value for entry in answer}
        for group in access.groups:
            if attribute.name in group.values:
                value = _text(group.values[attribute.name], expand)
                yield _value(looker, directory, group.name, attribute.name, value, held)
            elif number and directory.ids.get(group.name) in held:
                group_id = directory.ids[group.name]
                key = f"{group.name}: {attribute.name}"
                yield _surplus_value(shelf, key, group_id, number, held[group_id])


def _surplus_value(shelf: Shelf, key: str, group_id: str, attribute_id: str, value: str | None) -> Change:
    if not shelf.prune:
        return unchanged("group value", key, f"`{value}` beyond access.yml; --prune takes it")
    take = shelf.looker.sdk.delete_user_attribute_group_value
    apply = partial(delete, partial(take, group_id, attribute_id))
    return Change("group value", key, Action.REMOVE, f"`{value}`", VALUES, apply)


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
