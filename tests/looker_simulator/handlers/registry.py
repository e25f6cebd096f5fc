"""How a handler says which call it answers and what the caller must be allowed to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.looker_simulator.state import Project, Record, Refused, State, Token

if TYPE_CHECKING:
    from tests.looker_simulator.engine import Engine


@dataclass
class Request:
    """A call: the values of its path, its query parameters and its body."""

    state: State
    engine: Engine
    token: Token
    path: dict[str, str]
    query: dict[str, str]
    body: Any

    @property
    def in_dev(self) -> bool:
        """Whether the session is in its development workspace."""
        return self.token.workspace == "dev"

    def project(self) -> Project:
        """The project of the path; one that was never deployed is seen in development mode alone."""
        project = self.state.projects.get(self.path["project_id"])
        if project is None or (project.production is None and not self.in_dev):
            raise Refused(404, "Not found")
        return project


Function = Callable[[Request], Any]


@dataclass(frozen=True)
class Handler:
    """A handler, the permission that it needs, and the status of the refusal."""

    function: Function
    permission: str | None
    refusal: int


HANDLERS: dict[str, Handler] = {}


def handles(name: str, permission: str | None = None, refusal: int = 404) -> Callable[[Function], Function]:
    """Register a function as the answer to an SDK method."""

    def register(function: Function) -> Function:
        HANDLERS[name] = Handler(function, permission, refusal)
        return function

    return register


def found(records: list[Record], query: dict[str, str], *names: str) -> list[Record]:
    """The records that the search parameters ask for, as Looker compares: text without case."""
    result = records
    for name in names:
        if name in query:
            result = [record for record in result if str(record.get(name)).lower() == query[name].lower()]
    start = int(query.get("offset") or 0)
    return result[start : start + int(query.get("limit") or 10_000)]


def taken(records: list[Record], values: Record, field: str, message: str) -> None:
    """Refuse a value that another record already has."""
    if any(record.get(field) == values.get(field) for record in records):
        raise Refused(
            422, "Validation Failed", [{"field": field, "code": "already_exists", "message": message}]
        )
