"""User attributes and their values, groups, roles, model sets, and who may see a folder."""

from __future__ import annotations

from typing import Any

from tests.looker_simulator.handlers.registry import Request, found, handles, taken
from tests.looker_simulator.state import Record, Refused


def values_of(request: Request) -> dict[str, str]:
    """The caller's user attributes: own value, else that of a group by rank, else the default."""
    user, values = request.token.user, {}
    for attribute in request.state.table("user_attributes").values():
        grouped = sorted(
            (record for record in request.state.where("group_values", user_attribute_id=attribute["id"])),
            key=lambda record: record["rank"],
        )
        own = request.state.user_values.get((user.id, attribute["id"]))
        inherited = [record["value"] for record in grouped if record["group_id"] in user.group_ids]
        value = own if own is not None else (inherited or [attribute.get("default_value")])[0]
        if value is not None:
            values[attribute["name"]] = value
    return values


@handles("all_user_attributes")
def all_user_attributes(request: Request) -> Any:
    return list(request.state.table("user_attributes").values())


@handles("create_user_attribute", "manage_user_attributes")
def create_user_attribute(request: Request) -> Any:
    records = list(request.state.table("user_attributes").values())
    taken(records, request.body, "name", "name has already been taken")
    taken(records, request.body, "label", "label has already been taken")
    return request.state.add("user_attributes", request.body)


@handles("user_attribute_user_values")
def user_attribute_user_values(request: Request) -> Any:
    user_id, values = request.path["user_id"], values_of(request)
    result = []
    for attribute in request.state.table("user_attributes").values():
        own = request.state.user_values.get((user_id, attribute["id"]))
        if attribute["name"] in values or request.query.get("include_unset") == "true":
            result.append(
                {
                    "name": attribute["name"], "label": attribute["label"], "user_id": user_id,
                    "user_attribute_id": attribute["id"], "value": values.get(attribute["name"]),
                    "source": "user" if own is not None else "group",
                }
            )  # fmt: skip
    return result


@handles("set_user_attribute_user_value", "manage_user_attributes")
def set_user_attribute_user_value(request: Request) -> Any:
    attribute = request.state.get("user_attributes", request.path["user_attribute_id"])
    request.state.user_values[(request.path["user_id"], attribute["id"])] = request.body["value"]
    return {"name": attribute["name"], "user_attribute_id": attribute["id"], "value": request.body["value"]}


@handles("all_user_attribute_group_values")
def all_user_attribute_group_values(request: Request) -> Any:
    return request.state.where("group_values", user_attribute_id=request.path["user_attribute_id"])


@handles("update_user_attribute_group_value", "manage_user_attributes")
def update_user_attribute_group_value(request: Request) -> Any:
    key = {"group_id": request.path["group_id"], "user_attribute_id": request.path["user_attribute_id"]}
    request.state.get("groups", key["group_id"])
    [record] = request.state.where("group_values", **key) or [
        request.state.add("group_values", {**key, "rank": len(request.state.table("group_values"))})
    ]
    record["value"] = request.body["value"]
    return record


@handles("delete_user_attribute_group_value", "manage_user_attributes")
def delete_user_attribute_group_value(request: Request) -> Any:
    key = {"group_id": request.path["group_id"], "user_attribute_id": request.path["user_attribute_id"]}
    for record in request.state.where("group_values", **key):
        request.state.table("group_values").pop(record["id"])
    return None


@handles("all_groups")
def all_groups(request: Request) -> Any:
    return found(list(request.state.table("groups").values()), request.query)


@handles("create_group", "manage_groups")
def create_group(request: Request) -> Any:
    taken(list(request.state.table("groups").values()), request.body, "name", "name has already been taken")
    return request.state.add("groups", request.body)


def _administrator(request: Request) -> None:
    if "administer" not in request.token.user.permissions:
        raise Refused(404, "Not found")


@handles("all_model_sets")
def all_model_sets(request: Request) -> Any:
    return list(request.state.table("model_sets").values())


@handles("create_model_set")
def create_model_set(request: Request) -> Any:
    _administrator(request)
    taken(
        list(request.state.table("model_sets").values()), request.body, "name", "name has already been taken"
    )
    return request.state.add("model_sets", request.body)


@handles("all_permission_sets")
def all_permission_sets(request: Request) -> Any:
    return list(request.state.table("permission_sets").values())


def _role(request: Request, record: Record) -> Record:
    return {
        "id": record["id"], "name": record["name"],
        "permission_set": request.state.get("permission_sets", record["permission_set_id"]),
        "model_set": request.state.get("model_sets", record["model_set_id"]),
    }  # fmt: skip


@handles("all_roles")
def all_roles(request: Request) -> Any:
    return [_role(request, record) for record in request.state.table("roles").values()]


@handles("create_role", "manage_roles")
def create_role(request: Request) -> Any:
    taken(list(request.state.table("roles").values()), request.body, "name", "name has already been taken")
    return _role(request, request.state.add("roles", {**request.body, "groups": []}))


@handles("role_groups")
def role_groups(request: Request) -> Any:
    role = request.state.get("roles", request.path["role_id"])
    return [request.state.get("groups", key) for key in role["groups"]]


@handles("set_role_groups", "manage_roles")
def set_role_groups(request: Request) -> Any:
    role = request.state.get("roles", request.path["role_id"])
    role["groups"] = [str(key) for key in request.body]
    return role_groups(request)


@handles("content_metadata")
def content_metadata(request: Request) -> Any:
    return request.state.get("content_metadata", request.path["content_metadata_id"])


@handles("update_content_metadata", "manage_spaces")
def update_content_metadata(request: Request) -> Any:
    record = request.state.get("content_metadata", request.path["content_metadata_id"])
    record.update(request.body)
    return record


@handles("all_content_metadata_accesses")
def all_content_metadata_accesses(request: Request) -> Any:
    return request.state.where("content_accesses", content_metadata_id=request.query["content_metadata_id"])


@handles("create_content_metadata_access", "manage_spaces")
def create_content_metadata_access(request: Request) -> Any:
    who = {key: request.body.get(key) for key in ("group_id", "user_id")}
    if request.state.where(
        "content_accesses", content_metadata_id=request.body["content_metadata_id"], **who
    ):
        raise Refused(422, "Validation Failed", [{"field": "group_id", "message": "already has access"}])
    return request.state.add("content_accesses", {**request.body, **who})


@handles("update_content_metadata_access", "manage_spaces")
def update_content_metadata_access(request: Request) -> Any:
    record = request.state.get("content_accesses", request.path["content_metadata_access_id"])
    record["permission_type"] = request.body["permission_type"]
    return record


@handles("delete_content_metadata_access", "manage_spaces")
def delete_content_metadata_access(request: Request) -> Any:
    request.state.get("content_accesses", request.path["content_metadata_access_id"])
    request.state.table("content_accesses").pop(request.path["content_metadata_access_id"])
    return None
