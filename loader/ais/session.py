"""A session with the AIS server: sign-in, calls with bounded retries, renewal, logout."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import TracebackType
from typing import Any, TypeVar

from loader.ais import answers, capabilities, login
from loader.ais.breaker import Breaker
from loader.ais.capabilities import Capabilities
from loader.ais.clock import Clock
from loader.ais.failures import CursorLost, Interrupted, TokenRefused
from loader.ais.limiter import Limiter
from loader.ais.login import Login, UserInfo
from loader.ais.redaction import LogFilter, Redactor
from loader.ais.server_clock import ServerClock
from loader.ais.statuses import failure_of
from loader.ais.transport import Answer, Transport
from loader.ais.waiting import Counters, Waiting
from loader.errors import LoaderError, SignInError, SourceError
from loader.settings import Settings

log = logging.getLogger(__name__)

T = TypeVar("T")

DATASERVICE = "/v2/dataservice"
LOGOUT = "/v2/tokenrequest/logout"
INVALID_TOKEN = 444
FORBIDDEN = frozenset({401, 403})
LOGOUT_SECONDS = 10.0
MOST_REFUSALS = 3


class Session:
    """One signed-in session, for one thread and one result set at a time.

    In mode `token` the session signs in once, renews a token that JDE no longer takes, and always logs out.
    In mode `basic` every call carries the credentials. Sessions of one run share a `Limiter`.

    Attributes:
        user: What the sign-in told about the service user.
        counters: Calls and sign-ins so far.
        server_clock: What the answers so far tell about the server's time.
    """

    user: UserInfo
    capabilities: Capabilities

    def __init__(
        self, settings: Settings, breaker: Breaker, limiter: Limiter | None = None, clock: Clock | None = None
    ) -> None:
        self.settings = settings
        self.counters = Counters()
        self._clock = clock or Clock()
        self.server_clock = ServerClock(self._clock)
        self._waiting = Waiting(settings, self._clock)
        self._limiter = limiter or Limiter(settings.workers, settings.calls_per_second, self._clock)
        self._redactor = Redactor(settings)
        self._log_filter = LogFilter(self._redactor)
        self._transport = Transport(settings, self._redactor, self._clock)
        self._login = Login(settings, breaker, self._limiter, self._redactor, self._clock, self._post)
        self._token: str | None = None
        self._renewed = False
        self._proven = False
        self._refusals = 0
        self._dead: LoaderError | None = None

    def __repr__(self) -> str:
        return f"Session({self.settings.username!r} at {self.settings.base_url!r}, {self.settings.auth})"

    def __enter__(self) -> Session:
        self._transport.check()
        self._login.check()
        logging.getLogger("urllib3.connectionpool").addFilter(self._log_filter)
        try:
            self.capabilities = capabilities.learn(self.settings, self._get_capabilities, self._waiting)
            self._sign_in()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    @property
    def business_date(self) -> date | None:
        """The JDE server's day in its last answer; None before the first."""
        return self.server_clock.day

    @property
    def is_token(self) -> bool:
        """True when the server keeps state for this session, so that next links live."""
        return self._token is not None and self.settings.auth == "token"

    def clean(self, text: str) -> str:
        """The text without this session's secrets."""
        return self._redactor.clean(text)

    def ask(self, subject: str, body: Mapping[str, Any], read: Callable[[bytes], T]) -> T:
        """Send a data request until it brings an answer that `read` takes, within the bounds of the settings.

        Args:
            subject: The table that the request is about, for messages.
            read: Decodes and checks a 200 body; raises `Interrupted` when it is to be asked for again.

        Raises:
            SignInError: A right is missing, or JDE rejected a renewed sign-in.
            SourceError: The server keeps failing, or reports an error.
        """
        attempt = 1
        while True:
            try:
                return self._exchange(subject, DATASERVICE, body, read)
            except _Renewed:
                continue  # bounded: a second renewal without an answer in between is an error
            except CursorLost as lost:
                failure = Interrupted(str(lost))
            except Interrupted as interruption:
                failure = interruption
                failure.reason = self.clean(failure.reason)
            if attempt < self.settings.max_attempts:
                self._waiting.wait(subject, attempt, failure)
                attempt += 1
            elif failure.status == 500 and self.is_token and not self._renewed:
                # The HTML server's half of a session can die while AIS still takes the token.
                self._renew()
            else:
                raise self._exhausted(subject, failure)

    def follow(self, subject: str, href: str, read: Callable[[bytes], T]) -> T:
        """Read the page behind a next link; never sent twice, since the server may have moved on.

        Raises:
            CursorLost: The page did not come; read on from the last key.
            SourceError: The link leads elsewhere, or the server reports an error.
            SignInError: JDE rejected a renewed sign-in.
        """
        try:
            return self._exchange(subject, self._transport.next_path(href), None, read)
        except _Renewed:
            raise CursorLost("the session was renewed") from None
        except Interrupted as failure:
            failure.reason = self.clean(failure.reason)
            self._waiting.wait(subject, 1, failure)
            raise CursorLost(failure.reason) from None

    def _exchange(
        self, subject: str, path: str, body: Mapping[str, Any] | None, read: Callable[[bytes], T]
    ) -> T:
        if self._dead is not None:
            raise self._dead
        answer = self._post(path, self._auth_headers(), None if body is None else self._signed(body))
        if answer.status == 200:
            try:
                return self._read(answer, read)
            except TokenRefused as refused:
                raise self._refused(subject, INVALID_TOKEN, self.clean(str(refused))) from None
        words = self.clean(answers.error_text(answer.body))
        if answer.status == INVALID_TOKEN or answer.status in FORBIDDEN or answers.REFUSED_TOKEN in words:
            raise self._refused(subject, answer.status, words)
        raise failure_of(subject, answer.status, words, answer.retry_after(self._clock), follows=body is None)

    def _read(self, answer: Answer, read: Callable[[bytes], T]) -> T:
        try:
            value = read(answer.body)
        except LoaderError as error:
            self._note_success()
            raise self._cleaned(error) from None
        self._note_success()
        return value

    def _cleaned(self, error: LoaderError) -> LoaderError:
        error.args = tuple(self.clean(str(part)) for part in error.args)
        error.cause = self.clean(error.cause)
        return error

    def _note_success(self) -> None:
        self._renewed, self._proven, self._refusals = False, True, 0

    def _refused(self, subject: str, status: int, words: str) -> Exception:
        """Renew the session, or say why that would not help."""
        if self.is_token or (self.settings.auth == "basic" and not self._trusts_settings):
            if not self._renewed:
                self._renew()
                return _Renewed()
            if status not in FORBIDDEN:
                self._dead = SourceError(
                    f"JDE does not take the token it has just given: {words or 'HTTP 444'}.",
                    "Check that the load balancer keeps a session on one AIS server, and its time-outs.",
                )
                return self._dead
            self._renewed = False
        elif not self._proven:
            self._dead = self._login.reject(words or f"HTTP {status}.")
            return self._dead
        self._refusals += 1
        error = SignInError(
            f"{subject}: JDE refuses the table: {words or f'HTTP {status}'}.",
            f"Give the service user Data Browser rights on {subject}.",
        )
        if self._trusts_settings and self._refusals >= MOST_REFUSALS:
            # Each of these may have been a failed sign-in, and JDE locks a user after a few.
            self._dead = error
        return error

    @property
    def _trusts_settings(self) -> bool:
        """Basic with a date format set: nothing is asked of the token service, which may be switched off."""
        return self.settings.auth == "basic" and self.settings.date_format is not None

    def _sign_in(self) -> None:
        if self._trusts_settings:
            self.user = UserInfo(
                self.settings.username,
                self.settings.environment or "",
                self.settings.role or "",
                self.settings.date_format,
            )
            return
        try:
            signed_in = self._login.request()
        except LoaderError as error:
            self._dead = error
            raise
        self.user, self._token = signed_in.user, signed_in.token
        self._proven = self._token is not None
        if self.settings.auth == "basic":
            self._logout()
        if self.user.password_about_to_expire:
            log.warning("The password of %s is about to expire.", self.user.username)

    def _renew(self) -> None:
        log.info("Signing in anew.")
        self._logout()
        self._transport.clear_cookies()
        self._sign_in()
        self._renewed = True

    def _logout(self) -> None:
        """End the session on the server; whatever happens here, the token is forgotten."""
        token, self._token = self._token, None
        if token is not None:
            body = {"token": token, "deviceName": self.settings.device_name}
            self._login.end(partial(self._post, LOGOUT, self._token_headers(token), body, LOGOUT_SECONDS))

    def _close(self) -> None:
        try:
            self._logout()
        finally:
            self._transport.close()
            logging.getLogger("urllib3.connectionpool").removeFilter(self._log_filter)

    def _post(
        self,
        path: str,
        headers: Mapping[str, str],
        body: Mapping[str, Any] | None,
        timeout: float | None = None,
        method: str = "POST",
    ) -> Answer:
        with self._limiter.call():
            self.counters.requests += 1
            self.counters.logins += path == login.PATH
            answer = self._transport.send(path, headers, body, method, timeout)
        self.server_clock.note(answer)
        return answer

    def _get_capabilities(self) -> Answer:
        return self._post(capabilities.PATH, {}, None, method="GET")

    def _auth_headers(self) -> dict[str, str]:
        return self._token_headers(self._token) if self._token else login.basic_headers(self.settings)

    def _token_headers(self, token: str) -> dict[str, str]:
        return {"jde-AIS-Auth": token, "jde-AIS-Auth-Device": self.settings.device_name}

    def _signed(self, body: Mapping[str, Any]) -> dict[str, Any]:
        proof = {"token": self._token, "deviceName": self.settings.device_name}
        return {**body, **{name: value for name, value in proof.items() if value}}

    def _exhausted(self, subject: str, failure: Interrupted) -> LoaderError:
        if failure.lasting is not None:
            return self._cleaned(failure.lasting)
        attempts = self.settings.max_attempts
        return SourceError(
            f"{subject}: JDE gave no usable answer in {attempts} attempts, last {failure.reason}.",
            "Look into the AIS server's log, then run again; nothing that was loaded is lost.",
        )


class _Renewed(Exception):
    """The session was signed in anew; the call has to be made again."""
