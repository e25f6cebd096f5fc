"""The AIS Server as a function from request to answer: routes, sessions, data service, faults."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from tests.jde_simulator.clock import Clock
from tests.jde_simulator.cursors import ResultSets
from tests.jde_simulator.dataservice import DataService, Reply
from tests.jde_simulator.errors import Refusal, data_error, refusal
from tests.jde_simulator.exchange import Request, Response, html_response, json_response
from tests.jde_simulator.faults import LOGIN_PAGE, PAGING, Fault, FaultPlan, spoil
from tests.jde_simulator.log import LogEntry, RequestLog, without_secrets
from tests.jde_simulator.query import QueryError
from tests.jde_simulator.sessions import Session, Sessions
from tests.jde_simulator.settings import ServerSettings
from tests.jde_simulator.signin import configuration, login_answer
from tests.jde_simulator.simple_get import data_request

NOT_FOUND = "<html><head><title>Error 404--Not Found</title></head><body>Error 404--Not Found</body></html>"
ROUTES = {
    ("GET", "/defaultconfig"): "config",
    ("POST", "/defaultconfig"): "config",
    ("POST", "/tokenrequest"): "login",
    ("GET", "/orchestrator/jde-login"): "login",
    ("POST", "/orchestrator/jde-login"): "login",
    ("POST", "/tokenrequest/validate"): "validate",
    ("GET", "/orchestrator/jde-validate-session"): "validate",
    ("POST", "/orchestrator/jde-validate-session"): "validate",
    ("POST", "/tokenrequest/logout"): "logout",
    ("POST", "/dataservice"): "data",
    ("GET", "/dataservice/next"): "next",
    ("POST", "/dataservice/next"): "next",
}
VERSION_2_ONLY = ("/orchestrator/jde-login", "/orchestrator/jde-validate-session", "/dataservice/next")


@dataclass
class Application:
    """Everything behind the socket. `cursor` opens a database connection of its own for one call."""

    settings: Callable[[], ServerSettings]
    cursor: Callable[[], duckdb.DuckDBPyConnection]
    clock: Clock
    sessions: Sessions
    sets: ResultSets
    service: DataService
    faults: FaultPlan
    log: RequestLog
    stopping: threading.Event

    def answer(self, request: Request, entry: LogEntry) -> Response:
        """The answer to one call under the context path; what it was is noted in `entry`."""
        try:
            response = self._answer(request, entry)
        except Refusal as refused:
            stamp = {"timeStamp": self.clock.stamp()} if refused.stamped else {}
            response = json_response(refused.status, {**refused.body, **stamp})
        entry.status, entry.rows, entry.bytes = response.status, response.rows, len(response.content)
        return response

    def _answer(self, request: Request, entry: LogEntry) -> Response:
        if self.settings().latency:
            self.stopping.wait(self.settings().latency)
        route, rest = self._route(request)
        self._describe(request, route, entry)
        due = self.faults.due(entry.call, entry.table)
        entry.faults = tuple(fault.effect for fault in due)
        for fault in due:
            replaced = self._before(request, fault)
            if replaced is not None:
                return replaced
        response = self._run(request, route, rest, entry, due)
        return _on_wire(response, due)

    def _route(self, request: Request) -> tuple[str, str]:
        path = request.path.removeprefix(self.settings().context)
        version_2 = path.startswith("/v2/")
        path = path.removeprefix("/v2")
        if version_2 and not self.settings().version_2:
            return "none", ""
        route = ROUTES.get((request.method, path), "none")
        if route == "none" and request.method == "GET":
            for kind in ("table", "view"):
                if path.startswith(f"/dataservice/{kind}/"):
                    return f"get-{kind}", path.rpartition("/")[2]
        if not version_2 and path in VERSION_2_ONLY:
            return "none", ""
        return route, ""

    def _describe(self, request: Request, route: str, entry: LogEntry) -> None:
        entry.call = route
        with contextlib.suppress(Refusal):
            entry.device = request.device
            entry.body = without_secrets(request.body)
        if route == "data":
            entry.kind = str(entry.body.get("dataServiceType") or "BROWSE").upper()
            entry.call = entry.kind.lower()
            entry.table = str(entry.body.get("targetName") or "").upper() or None
        elif route == "next":
            entry.kind, entry.table = "BROWSE", request.parameters.get("formOID")
        elif route.startswith("get-"):
            entry.call, entry.kind, entry.table = "get", "BROWSE", request.path.rpartition("/")[2].upper()

    def _before(self, request: Request, fault: Fault) -> Response | None:
        if fault.effect == "status":
            text = fault.body if fault.body is not None else '{"message":"Simulated failure"}'
            response = html_response(fault.status, text)
            if not text.lstrip().startswith("<"):
                response.content_type = "application/json"
            response.headers = dict(fault.headers)
            return response
        if fault.effect == "html":
            return html_response(200, fault.body or LOGIN_PAGE)
        if fault.effect == "empty":
            return Response(200, b"")
        if fault.effect in ("hang", "delay"):
            self.stopping.wait(fault.seconds)
            return Response(0, b"", end="reset") if fault.effect == "hang" else None
        if fault.effect == "reset":
            return Response(0, b"", end="reset")
        if fault.effect == "run" and fault.action:
            fault.action()
        elif fault.effect == "expire_token":
            self.sessions.close(request.token or "")
        elif fault.effect == "expire_result_set":
            self.sets.drop_all()
        elif fault.effect == "restart":
            self.sessions.close_all()
        return None

    def _run(self, request: Request, route: str, rest: str, entry: LogEntry, due: list[Fault]) -> Response:
        if route == "none":
            return html_response(404, NOT_FOUND)
        if route == "config":
            wanted = request.parameters.get("requiredCapabilities", "")
            return json_response(200, configuration(self.settings(), wanted))
        if route == "login":
            return self._login(request, entry)
        if route == "validate":
            return self._validate(request)
        if route == "logout":
            if not self.sessions.close(request.token or ""):
                raise refusal(self.settings().invalid_token_status, "Invalid Token")
            return json_response(200, {})
        effects = [fault.effect for fault in due if fault.effect in PAGING]
        with self._caller(request, bound=route != "next" or self.settings().bind_next_link) as session:
            entry.user = session.user.name
            with contextlib.closing(self.cursor()) as connection:
                if route == "next":
                    reply = self.service.next_page(connection, request.parameters, session, effects)
                else:
                    asked = self._data_request(request, route, rest)
                    reply = self.service.run(connection, asked, session, effects)
        return self._reply(reply, due)

    def _data_request(self, request: Request, route: str, rest: str) -> dict[str, Any]:
        if route == "data":
            version_1 = "/v2/" not in request.path
            return {"outputType": "VERSION1", **request.body} if version_1 else request.body
        try:
            found = data_request(route.removeprefix("get-"), rest.upper(), request.pairs)
        except QueryError as error:
            raise data_error(self.settings().errors_as, rest.upper(), str(error)) from None
        return {**found, "enableNextPageProcessing": self.settings().simple_get_links}

    def _reply(self, reply: Reply, due: list[Fault]) -> Response:
        if reply.page is None:
            for fault in due:
                if fault.effect == "message":
                    raise data_error(fault.shape, reply.target, fault.body or "An error occurred.")
            return Response(200, reply.body, rows=reply.rows)
        for fault in due:
            spoil(reply.page, fault)
        content = reply.page.encode(self.clock.stamp(), self.settings())
        return Response(200, content, rows=len(reply.page.rows))

    def _login(self, request: Request, entry: LogEntry) -> Response:
        _ = request.body  # refuses what is not JSON, also where headers carry the credentials
        credentials = request.credentials
        if credentials is None:
            raise refusal(403, "Authorization Failure: No credentials.", "LoginException")
        entry.user = credentials.username or None
        session = self.sessions.login(credentials, request.address)
        response = json_response(200, login_answer(session, self.settings()))
        response.headers["Set-Cookie"] = f"JSESSIONID={session.cookie}; path=/; HttpOnly"
        return response

    def _validate(self, request: Request) -> Response:
        touch = request.body.get("touch") in (True, "true", "TRUE")
        self.sessions.resume(
            request.token or "", request.device, request.address, request.cookie, touch=touch
        )
        return json_response(200, {"isValidSession": True})

    @contextlib.contextmanager
    def _caller(self, request: Request, bound: bool) -> Iterator[Session]:
        """The caller's session; one by credentials lasts for this call only."""
        if request.token:
            yield self.sessions.resume(
                request.token, request.device, request.address, request.cookie, bound=bound
            )
            return
        if request.credentials is None:
            raise refusal(403, "Authorization Failure: No credentials.", "LoginException")
        yield self.sessions.login(request.credentials, request.address, stateless=True)


def _on_wire(response: Response, due: list[Fault]) -> Response:
    for fault in due:
        if fault.effect == "lose_answer":
            response.end = "reset"
        elif fault.effect in ("cut", "slow"):
            response.end = fault.effect
            response.fraction, response.bytes_per_second = fault.fraction, fault.bytes_per_second
    return response
