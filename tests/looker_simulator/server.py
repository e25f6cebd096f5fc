"""The HTTP side: signs in, checks each call against the SDK's routes and models, and answers from the state."""

from __future__ import annotations

import itertools
import json
import signal
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import attr
from looker_sdk.sdk.api40 import models

from tests.looker_simulator import routes
from tests.looker_simulator.engine import Engine
from tests.looker_simulator.faults import Faults
from tests.looker_simulator.handlers import HANDLERS, Request
from tests.looker_simulator.state import Record, Refused, State, Token

SESSION = {"login", "logout"}
HARMLESS = {"update_session", "test_connection", "validate_project", "run_inline_query", *SESSION}


@dataclass(frozen=True)
class Entry:
    """One call as it came in; `writes` says whether it may change the instance."""

    number: int
    verb: str
    path: str
    route: str
    status: int
    body: Any
    writes: bool


@dataclass
class Answer:
    """What goes back over the wire."""

    status: int
    content: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


class LookerSimulator:
    """A Looker instance on a loopback port.

    `violations` names calls that Looker would not understand; `pauses` holds what to wait for, by route.
    """

    def __init__(self, engine: Engine | None = None) -> None:
        self.state = State()
        self.engine = engine or Engine()
        self.faults = Faults()
        self.log: list[Entry] = []
        self.violations: list[str] = []
        self.released = threading.Event()
        self.pauses: dict[str, Callable[[], object]] = {}
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def writes(self) -> list[str]:
        """The calls so far that may have changed something, as `VERB path`."""
        return [f"{entry.verb} {entry.path}" for entry in self.log if entry.writes]

    @property
    def calls(self) -> int:
        """How many calls came in so far."""
        return len(self.log)

    def forget_calls(self) -> None:
        """Start the log and the numbering of calls anew."""
        self.log.clear()
        self._numbers = itertools.count(1)

    def answer(self, verb: str, target: str, headers: dict[str, str], content: bytes) -> Answer | str:
        """The answer to a call, or the name of a break in the connection."""
        parts = urlsplit(target)
        number = next(self._numbers)
        name, route, values = self._route(verb, parts.path)
        fault = self.faults.take(number, name)
        token = self.state.tokens.get(headers.get("authorization", "").removeprefix("Bearer "))
        if fault == "expire" and token is not None:
            self.state.tokens.pop(token.value)
            token = None
        if fault in ("hang", "reset"):
            self._note(number, verb, parts.path, name, 0, content)
            return fault
        self.pauses.get(name, lambda: None)()
        try:
            if fault in ("401", "403", "404", "409", "422"):
                raise Refused(int(fault), f"injected {fault}", [{"field": "x", "message": "injected"}])
            with self._lock:
                query = parse_qs(parts.query, keep_blank_values=True)
                answer = self._injected(fault) or self._handle(
                    name, route, values, query, headers, content, token
                )
        except Refused as refused:
            answer = _refusal(refused)
        except Exception as error:  # a fault of the fake itself must fail the test, not hang it
            self.violations.append(f"{name}: {error!r}")
            answer = Answer(500, json.dumps({"message": repr(error)}).encode())
        self._note(number, verb, parts.path, name, answer.status, content)
        if fault == "interrupt":
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        return "reset" if fault == "lost" else answer

    def _route(self, verb: str, path: str) -> tuple[str, routes.Route | None, dict[str, str]]:
        if (verb, path) == ("POST", "/api/4.0/login"):
            return "login", None, {}
        if (verb, path) == ("DELETE", "/api/logout"):
            return "logout", None, {}
        fit = routes.match(verb, path.removeprefix("/api/4.0")) if path.startswith("/api/4.0/") else None
        if fit is None:
            self.violations.append(f"Looker has no {verb} {path}")
            return "unknown", None, {}
        return fit[0].name, fit[0], fit[1]

    def _injected(self, fault: str | None) -> Answer | None:
        if fault == "429":
            return Answer(429, b'{"message": "Too many requests"}', headers={"Retry-After": "0"})
        if fault == "502":
            return Answer(502, b"<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html")
        if fault == "204":
            return Answer(204)
        if fault == "{}":
            return Answer(200, b"{}")
        return None

    def _handle(
        self,
        name: str,
        route: routes.Route | None,
        values: dict[str, str],
        query: dict[str, list[str]],
        headers: dict[str, str],
        content: bytes,
        token: Token | None,
    ) -> Answer:
        if name == "login":
            return self._login(headers, content)
        token = self._authorised(token, headers)
        if name == "logout":
            self.state.tokens.pop(token.value)
            return Answer(204)
        if route is None:
            raise Refused(404, "Not found")
        body = self._body(route, headers, content)
        unknown = set(query) - route.query
        if unknown:
            self.violations.append(f"{name}: no query parameter {', '.join(sorted(unknown))}")
        handler = HANDLERS.get(name)
        if handler is None:
            self.violations.append(f"{name} is not simulated")
            raise Refused(501, "not simulated")
        plain = {key: found[-1] for key, found in query.items()}
        request = Request(self.state, self.engine, token, values, plain, body)
        if handler.permission and handler.permission not in token.user.permissions:
            raise Refused(handler.refusal, "Not found" if handler.refusal == 404 else "Forbidden")
        return self._encoded(route, handler.function(request))

    def _encoded(self, route: routes.Route, result: Any) -> Answer:
        if result is None:
            return Answer(204)
        if isinstance(result, str):
            return Answer(200, result.encode(), "text/plain")
        self._check_answer(route, result)
        return Answer(200, json.dumps(result, default=str).encode())

    def _login(self, headers: dict[str, str], content: bytes) -> Answer:
        if headers.get("content-type") != "application/x-www-form-urlencoded":
            self.violations.append("login: not a form")
        form = {key: found[-1] for key, found in parse_qs(content.decode()).items()}
        for user in self.state.users.values():
            if (user.client_id, user.client_secret) == (form.get("client_id"), form.get("client_secret")):
                token = Token(f"token-{len(self.log)}-{id(user)}", user)
                self.state.tokens[token.value] = token
                words = {"access_token": token.value, "token_type": "Bearer", "expires_in": 3600}
                return Answer(200, json.dumps(words).encode())
        raise Refused(404, "Not found")

    def _authorised(self, token: Token | None, headers: dict[str, str]) -> Token:
        if token is None:
            raise Refused(401, "Requires authentication.")
        if token.calls_left is not None:
            token.calls_left -= 1
            if token.calls_left < 0:
                self.state.tokens.pop(token.value)
                raise Refused(401, "Requires authentication.")
        return token

    def _body(self, route: routes.Route, headers: dict[str, str], content: bytes) -> Any:
        if not content:
            if route.body_required:
                self.violations.append(f"{route.name}: the body is missing")
            return {}
        if headers.get("content-type") != "application/json":
            self.violations.append(f"{route.name}: content type {headers.get('content-type')}")
        body = json.loads(content)
        fields = route.fields()
        if isinstance(body, dict) and fields is not None and set(body) - fields:
            self.violations.append(f"{route.name}: no field {', '.join(sorted(set(body) - fields))}")
        return body

    def _check_answer(self, route: routes.Route, result: Any) -> None:
        """The fake must not invent fields either."""
        name = route.answer.rpartition("mdls.")[2].rstrip("]")
        model = getattr(models, name, None)
        if model is None:
            return
        known = {entry.name.removesuffix("_") for entry in attr.fields(model)}
        for record in result if isinstance(result, list) else [result]:
            assert set(record) <= known, f"{route.name} answers {set(record) - known}"

    def _note(self, number: int, verb: str, path: str, name: str, status: int, content: bytes) -> None:
        body = None if name == "login" or not content else json.loads(content)
        writes = verb != "GET" and name not in HARMLESS
        self.log.append(Entry(number, verb, path, name, status, body, writes))


def _refusal(refused: Refused) -> Answer:
    body: Record = {"message": refused.message, "documentation_url": "https://docs.looker.com/"}
    if refused.errors is not None:
        body["errors"] = refused.errors
    return Answer(refused.status, json.dumps(body).encode())


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that goes away is none of the server's business."""


def _handler(simulator: LookerSimulator) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {key.lower(): value for key, value in self.headers.items()}
            answer = simulator.answer(self.command, self.path, headers, content)
            if isinstance(answer, str):
                self._break(answer)
                return
            self.send_response(answer.status)
            for key, value in answer.headers.items():
                self.send_header(key, value)
            if answer.status != 204:
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            if answer.status != 204:
                self.wfile.write(answer.content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

        def _break(self, kind: str) -> None:
            if kind == "hang":
                simulator.released.wait(5)
            # closing with unsent data pending makes the kernel answer with RST
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()

        def log_message(self, format: str, *args: object) -> None:
            """Silent: the log is in memory."""

    return Handler
