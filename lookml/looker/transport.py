"""looker-sdk's HTTP with what the SDK leaves out, in one place: retries, statuses, renewals, strict answers.

Why, by the SDK's known traps (26.22):

* no retries at all: calls that may be repeated are, Retry-After honoured; POST is not, but for queries,
  validation and sign-in, which change nothing;
* errors carry no HTTP status and are looked up on a public web server without time-out: an answer that is not
  2xx never reaches the SDK, it becomes an ApiError with status and path here;
* network failures arrive as text: they become ApiError with status None;
* the dev workspace belongs to the token and a renewal silently falls back to production: the transport
  chooses the workspace again before the first call with a new token;
* a token that Looker has dropped is not renewed: it is here, and the refused call repeated;
* an answer of another shape becomes an object full of None, or an empty list: `lookml.looker.decoding`
  refuses it, and `lookml.looker.client.sure` an answer that is empty;
* per-call options turn a JSON body into a form when the call also signs in: they are never used, time-outs
  change through `allow`.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, MutableMapping
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from looker_sdk.rtl import auth_session, auth_token, requests_transport, transport

from lookml.errors import ConfigurationError, DeployError, LookmlError, SignInError

RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})
REPEATABLE_POST = re.compile(r"/api/4\.0/(login|queries|queries/run/\w+|projects/[^/]+/validate)$")
ATTEMPTS = 4
RENEWALS = 2
LONGEST_WAIT = 300.0
SHOWN = 300


class ApiError(DeployError):
    """Looker answered with an error, with nothing usable, or not at all (`status` None)."""

    def __init__(self, status: int | None, call: str, message: str, remedy: str = "") -> None:
        self.status = status
        self.call = call
        self.message = message
        self.retry_after: float | None = None
        self.unsent = False
        shown = "no answer" if status is None else str(status)
        super().__init__(f"Looker, {call}: {shown}, {message}", remedy or _remedy(status))


class LookerTransport(requests_transport.RequestsTransport):
    """The SDK's transport; `workspace` is chosen again whenever the token is a new one."""

    def __init__(
        self,
        settings: transport.PTransportSettings,
        session: requests.Session,
        first_wait: float = 1.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(settings, session)
        self._first_wait = first_wait
        self.auth: auth_session.AuthSession | None = None
        self.workspace = "production"
        self._token_workspaces: dict[str, str] = {}
        self._wait = wait
        self._patience: float | None = None

    def allow(self, seconds: float | None) -> None:
        """Wait that long for each answer from now on; None goes back to the setting."""
        self._patience = seconds

    def request(
        self,
        method: transport.HttpMethod,
        path: str,
        query_params: MutableMapping[str, str] | None = None,
        body: bytes | None = None,
        authenticator: transport.TAuthenticator = None,
        transport_options: transport.TransportOptions | None = None,
    ) -> transport.Response:
        """Send one call, repeated where that is safe. Raises ApiError, SignInError."""
        call = _Call(
            method.name, path, query_params, body, dict((transport_options or {}).get("headers", {}))
        )
        renewals = 0
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(call, authenticator)
            except ApiError as error:
                if error.status == 401 and authenticator is not None and renewals < RENEWALS:
                    # refused, so not done: safe to repeat for every verb
                    renewals += 1
                    self._forget_token()
                    continue
                pause = self._pause(error, attempt)
                if pause is None or not (call.repeatable or error.unsent):
                    raise _as_sign_in(error, call) from error
                self._wait(pause)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _forget_token(self) -> None:
        if self.auth is not None:
            self.auth.token = auth_token.AuthToken()

    def _pause(self, error: ApiError, attempt: int) -> float | None:
        """Seconds until another attempt may go better, None when none may."""
        passing = error.status in (None, *RETRIED_STATUSES)
        # who waited an hour does not wait another one
        spent = self._patience is not None and error.message.startswith("ReadTimeout")
        if attempt == ATTEMPTS or not passing or spent:
            return None
        pause = error.retry_after
        if pause is None:
            pause = self._first_wait * 2.0 ** (attempt - 1)
        return pause if pause <= LONGEST_WAIT else None

    def _once(self, call: _Call, authenticator: transport.TAuthenticator) -> transport.Response:
        headers = dict(call.headers)
        if authenticator is not None:
            try:
                authorization = authenticator({})
                self._choose_workspace(call, authorization)
            except ApiError as error:
                error.unsent = True
                raise
            headers.update(authorization)
        return self._send(call, headers)

    def _choose_workspace(self, call: _Call, authorization: dict[str, str]) -> None:
        token = authorization["Authorization"]
        if call.is_session or self._token_workspaces.get(token, "production") == self.workspace:
            return
        base = call.url[: call.url.index("/api/")]
        body = json.dumps({"workspace_id": self.workspace}).encode()
        choice = _Call("PATCH", f"{base}/api/4.0/session", None, body, {})
        answer = _parsed(self._send(choice, authorization).value)
        if not isinstance(answer, dict) or answer.get("workspace_id") != self.workspace:
            raise ApiError(200, choice.name, f"did not choose the workspace {self.workspace}.")
        self._token_workspaces[token] = self.workspace

    def _send(self, call: _Call, headers: dict[str, str]) -> transport.Response:
        try:
            answer = self.session.request(
                call.method,
                call.url,
                auth=requests_transport.NullAuth(),
                params=call.params,
                data=call.body,
                headers=headers,
                timeout=self._patience or self.settings.timeout,
                allow_redirects=False,
                # said with each call, since REQUESTS_CA_BUNDLE would win over the session's own setting
                verify=self.session.verify,
            )
        except requests.exceptions.SSLError as error:
            raise SignInError(
                f"Looker's certificate was not accepted: {_network_words(error)}",
                "Name your own certificate authority in JDE_LOOKER_CA_BUNDLE.",
            ) from error
        except (OSError, requests.exceptions.RequestException) as error:
            raise ApiError(None, call.name, _network_words(error)) from error
        if 200 <= answer.status_code < 300:
            mode = transport.response_mode(answer.headers.get("content-type"))
            return transport.Response(True, answer.content, mode)
        failure = ApiError(answer.status_code, call.name, _error_words(answer))
        failure.retry_after = _retry_after(answer)
        raise failure


class _Call:
    """One request as it goes out."""

    def __init__(
        self,
        method: str,
        url: str,
        params: MutableMapping[str, str] | None,
        body: bytes | None,
        headers: dict[str, str],
    ) -> None:
        self.method, self.url, self.params, self.body, self.headers = method, url, params, body, headers
        self.path = url[url.index("/api/") :] if "/api/" in url else url
        self.name = f"{method} {self.path.removeprefix('/api/4.0')}"

    @property
    def is_session(self) -> bool:
        return self.path.endswith("/logout")

    @property
    def repeatable(self) -> bool:
        """PATCH counts: every one that this tool sends sets absolute values."""
        return self.method != "POST" or REPEATABLE_POST.search(self.path) is not None


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def shorten(text: str) -> str:
    """A text for a message: one line, not longer than a person reads."""
    line = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}..."


def _as_sign_in(error: ApiError, call: _Call) -> LookmlError:
    if call.path.endswith("/login"):
        if error.status in (401, 403, 404):
            return SignInError(
                "Looker refused the API credentials.",
                "Check LOOKERSDK_CLIENT_ID and LOOKERSDK_CLIENT_SECRET, and LOOKERSDK_BASE_URL.",
            )
        if error.status is None:
            return ConfigurationError(
                f"Looker did not answer at {call.url.partition('/api/')[0]}: {error.message}",
                "Check LOOKERSDK_BASE_URL (with the API port, if it has its own), network and proxy.",
            )
    return error


def _retry_after(answer: requests.Response) -> float | None:
    """Seconds, also where the header names a moment."""
    text = answer.headers.get("Retry-After", "")
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


def _error_words(answer: requests.Response) -> str:
    """Looker's own words: message and field errors of a JSON answer, else the start of the page."""
    try:
        content = answer.json()
    except ValueError:
        return shorten(answer.text) or answer.reason
    if not isinstance(content, dict):
        return shorten(answer.text)
    details = [
        f"{entry.get('field', '')} {entry.get('message', '')}".strip()
        for entry in content.get("errors") or ()
        if isinstance(entry, dict)
    ]
    return shorten("; ".join([str(content.get("message", answer.reason)), *details]))


def _network_words(error: Exception) -> str:
    return f"{type(error).__name__}: {shorten(str(error))}"


def _remedy(status: int | None) -> str:
    return {
        None: "Check the network and run the command again; it goes on where it stopped.",
        401: "The session was refused twice: check that the API user is not disabled.",
        403: "Give the API user the permission; `jde-lookml plan` names what is missing.",
        404: "Looker answers 404 for what is not there and for what the API user may not see.",
        429: "Looker limits its calls: run the command again later.",
    }.get(status, "Run the command again; it goes on where it stopped.")
