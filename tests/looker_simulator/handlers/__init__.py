"""What the fake does for each call of the API that it knows, by the name of the SDK's method."""

from tests.looker_simulator.handlers import access, content, projects, queries, sessions
from tests.looker_simulator.handlers.registry import HANDLERS, Request

__all__ = ["HANDLERS", "Request", "access", "content", "projects", "queries", "sessions"]
