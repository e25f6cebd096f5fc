"""What validation needs and deployments only ever add: attributes, own values, model configuration."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from looker_sdk.sdk.api40 import models

from lookml.looker.access_file import Attribute
from lookml.looker.changes import Action, Change, conflict, needed, unchanged
from lookml.looker.client import Looker, found, rows, sure
from lookml.project import Project


def survey_attributes(looker: Looker, user_id: str, wanted: Iterable[Attribute]) -> list[Change]:
    """User attributes to create, and the deploying user's own values."""
    there = {entry.name: entry for entry in rows(looker.sdk.all_user_attributes())}
    answer = rows(looker.sdk.user_attribute_user_values(user_id))
    own = {entry.name: entry.value for entry in answer}
    changes = []
    for attribute in wanted:
        changes.append(_attribute(looker, attribute, there.get(attribute.name)))
        changes.append(_own_value(looker, user_id, attribute, own.get(attribute.name)))
    return changes


def _attribute(looker: Looker, wanted: Attribute, there: models.UserAttribute | None) -> Change:
    kind, key = "user attribute", wanted.name
    if there is None:
        body = models.WriteUserAttribute(
            name=wanted.name,
            label=wanted.label,
            type=wanted.type,
            value_is_hidden=False,
            user_can_view=True,
            user_can_edit=False,
        )
        return Change(
            kind,
            key,
            Action.CREATE,
            f"type {wanted.type}, users cannot edit it",
            ("manage_user_attributes",),
            lambda: sure(looker.sdk.create_user_attribute(body), "id"),
        )
    if there.type != wanted.type:
        return conflict(kind, key, f"is of type {there.type}, the LookML needs {wanted.type}")
    if there.user_can_edit:
        return conflict(kind, key, "users may edit it, and with it what they see")
    return unchanged(kind, key)


def _own_value(looker: Looker, user_id: str, attribute: Attribute, value: str | None) -> Change:
    kind = "own value"
    if value == attribute.deploy_user:
        return unchanged(kind, attribute.name)
    if value:
        words = f"the API user has `{value}`, not `{attribute.deploy_user}`, and would test on a part"
        return conflict(kind, attribute.name, words)
    return Change(
        kind,
        attribute.name,
        Action.CREATE,
        f"`{attribute.deploy_user}` for the API user",
        ("manage_user_attributes",),
        partial(_set_own_value, looker, user_id, attribute),
    )


def _set_own_value(looker: Looker, user_id: str, attribute: Attribute) -> None:
    ids = {entry.name: entry.id for entry in rows(looker.sdk.all_user_attributes())}
    body = models.WriteUserAttributeWithValue(value=attribute.deploy_user)
    sure(
        looker.sdk.set_user_attribute_user_value(
            user_id, str(needed(ids, attribute.name, "user attribute")), body
        ),
        "value",
    )


def survey_models(looker: Looker, looker_project: str, project: Project) -> list[Change]:
    """Model configurations: one for each model of the project, with its connection."""
    return [_model(looker, looker_project, model.name, model.connection) for model in project.models.values()]


def _model(looker: Looker, project: str, name: str, connection: str) -> Change:
    kind, permissions = "model", ("manage_project_models", "use_global_connections")
    there = found(lambda: looker.sdk.lookml_model(name))
    if there is None:
        body = models.WriteLookmlModel(
            name=name, project_name=project, allowed_db_connection_names=[connection]
        )
        return Change(
            kind,
            name,
            Action.CREATE,
            f"project {project}, connection {connection}",
            permissions,
            lambda: sure(looker.sdk.create_lookml_model(body), "name"),
        )
    if there.project_name != project:
        return conflict(
            kind, name, f"belongs to the project {there.project_name}; model names are unique on an instance"
        )
    allowed = list(there.allowed_db_connection_names or ())
    if connection in allowed or there.unlimited_db_connections:
        return unchanged(kind, name)
    wider = models.WriteLookmlModel(allowed_db_connection_names=[*allowed, connection])
    return Change(
        kind,
        name,
        Action.UPDATE,
        f"allow connection {connection}",
        permissions,
        lambda: sure(looker.sdk.update_lookml_model(name, wider), "name"),
    )


def survey_connections(looker: Looker, project: Project) -> list[Change]:
    """Each model's database connection: there, and answering."""
    return [
        _connection(looker, name) for name in sorted({model.connection for model in project.models.values()})
    ]


def _connection(looker: Looker, name: str) -> Change:
    kind = "connection"
    if found(lambda: looker.sdk.connection(name, fields="name")) is None:
        return conflict(
            kind, name, "is not there, or the API user may not see it; make it in Admin, Connections"
        )
    # a PUT in Looker's API, but it changes nothing
    with looker.patient():
        results = rows(looker.sdk.test_connection(name))
    failed = [f"{entry.name}: {entry.message}" for entry in results if entry.status == "error"]
    return conflict(kind, name, "; ".join(failed)) if failed else unchanged(kind, name, "answers")
