"""Steering the simulator from another process, under /_simulator/, beside the AIS paths."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from tests.jde_simulator.application import Application
from tests.jde_simulator.exchange import Request, Response, json_response
from tests.jde_simulator.faults import Fault
from tests.jde_simulator.settings import ServerSettings, User

PREFIX = "/_simulator/"


class Admin:
    """Answers `stats`, `log`, `advance`, `clock`, `faults`, `settings` and `restart`."""

    def __init__(
        self,
        application: Application,
        advance: Callable[[int], date],
        configure: Callable[[ServerSettings], None],
    ) -> None:
        self._application = application
        self._advance = advance
        self._configure = configure

    def answer(self, request: Request) -> Response:
        """The answer to one call; 400 says what was wrong with it."""
        action = (request.method, request.path.removeprefix(PREFIX).strip("/"))
        try:
            members = json.loads(request.content) if request.content.strip() else {}
            return self._answer(action, members)
        except (ValueError, TypeError) as error:
            return json_response(400, {"error": str(error)})

    def _answer(self, action: tuple[str, str], members: dict[str, Any]) -> Response:
        application = self._application
        if action == ("GET", "stats"):
            return json_response(200, self._stats())
        if action == ("GET", "log"):
            return json_response(200, {"entries": [asdict(entry) for entry in application.log.entries]})
        if action == ("DELETE", "log"):
            application.log.clear()
        elif action == ("POST", "advance"):
            return json_response(200, {"today": self._advance(int(members.get("days", 1)))})
        elif action == ("POST", "clock"):
            application.clock.advance(float(members["seconds"]))
        elif action == ("POST", "faults"):
            application.faults.add(*(Fault.from_json(fault) for fault in members["faults"]))
        elif action == ("DELETE", "faults"):
            application.faults.clear()
        elif action == ("POST", "settings"):
            self._configure(changed(application.settings(), members))
        elif action == ("POST", "restart"):
            application.sessions.close_all()
        else:
            return json_response(404, {"error": f"no {action[0]} {action[1]}"})
        return json_response(200, self._stats())

    def _stats(self) -> dict[str, Any]:
        application = self._application
        sessions = application.sessions
        return {
            **application.log.summary(),
            "today": application.clock.today(),
            "logins": application.log.logins,
            "sessions": {
                "open": sessions.open,
                "opened": sessions.opened,
                "peak": sessions.peak,
                "stateless": sessions.stateless,
                "refused": sessions.refused,
            },
            "result_sets": application.sets.open,
            "fault_hits": application.faults.hits,
        }


def changed(settings: ServerSettings, members: dict[str, Any]) -> ServerSettings:
    """The settings with members from JSON; ValueError for one that does not exist or fit.

    Numbers and flags may be written as text. `user` changes members of the first user.
    """
    known = {item.name: getattr(settings, item.name) for item in fields(settings)}
    given: dict[str, Any] = {}
    for name, value in members.items():
        if name == "user":
            given["users"] = (_user(settings.users[0], value), *settings.users[1:])
        elif name not in known or name == "users":
            raise ValueError(f"unknown setting {name!r}")
        else:
            given[name] = _typed(known[name], value)
    return replace(settings, **given)


def _typed(old: Any, value: Any) -> Any:
    if isinstance(old, bool):
        return str(value).lower() in ("true", "1", "yes")
    if isinstance(old, int | float):
        return type(old)(value)
    if isinstance(old, tuple):
        return tuple(value.split(",")) if isinstance(value, str) else tuple(value)
    if isinstance(old, dict):
        return {key: frozenset(item) if isinstance(item, list) else item for key, item in value.items()}
    if old is None and value is not None:
        return date.fromisoformat(value)
    return value


def _user(user: User, members: dict[str, Any]) -> User:
    unknown = set(members) - {item.name for item in fields(user)}
    if unknown:
        raise ValueError(f"unknown members of a user: {', '.join(sorted(unknown))}")
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in members.items()
    }
    if "denied_tables" in given:
        given["denied_tables"] = frozenset(given["denied_tables"])
    return replace(user, **given)
