"""Session, version, the caller and the connections."""

from __future__ import annotations

from typing import Any

from tests.looker_simulator.handlers.registry import Request, handles
from tests.looker_simulator.state import Refused


@handles("versions")
def versions(request: Request) -> Any:
    return {
        "looker_release_version": request.state.release,
        "current_version": {"version": "4.0", "status": "current"},
        "supported_versions": [{"version": "4.0", "status": "current"}],
    }


@handles("session")
def session(request: Request) -> Any:
    return {"workspace_id": request.token.workspace}


@handles("update_session")
def update_session(request: Request) -> Any:
    wanted = request.body.get("workspace_id")
    if wanted not in ("dev", "production"):
        raise Refused(422, "Validation Failed", [{"field": "workspace_id", "message": "unknown"}])
    if wanted == "dev" and "develop" not in request.token.user.permissions:
        raise Refused(403, "Forbidden")
    request.token.workspace = wanted
    return session(request)


@handles("me")
def me(request: Request) -> Any:
    user = request.token.user
    return {"id": user.id, "display_name": user.client_id, "group_ids": user.group_ids, "role_ids": [user.id]}


@handles("user_roles")
def user_roles(request: Request) -> Any:
    user = request.state.users[request.path["user_id"]]
    permissions = {"id": user.id, "name": f"of {user.client_id}", "permissions": sorted(user.permissions)}
    return [{"id": user.id, "name": f"of {user.client_id}", "permission_set": permissions}]


@handles("connection")
def connection(request: Request) -> Any:
    return request.state.get("connections", request.path["connection_name"])


@handles("test_connection")
def test_connection(request: Request) -> Any:
    record = request.state.get("connections", request.path["connection_name"])
    failing = record["name"] in request.state.failing_connections
    status, words = ("error", "Connection refused") if failing else ("success", "Can connect")
    return [{"name": "connect", "status": status, "message": words}]
