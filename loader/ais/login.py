"""Signing in and out: one attempt to sign in, and none at all with credentials that JDE has rejected."""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from loader.ais import answers
from loader.ais.breaker import Breaker, fingerprint
from loader.ais.clock import Clock
from loader.ais.dates import java_pattern
from loader.ais.failures import Interrupted
from loader.ais.limiter import Limiter
from loader.ais.redaction import Redactor
from loader.ais.transport import Answer
from loader.errors import ConfigurationError, LoaderError, SignInError, SourceError
from loader.settings import Settings

log = logging.getLogger(__name__)

PATH = "/v2/tokenrequest"
MOST_ATTEMPTS = 2
LOGOUT_ATTEMPTS = 2
REJECTED = frozenset({401, 403})
_ENVIRONMENTS = "list of Environments and Roles"
# a failed server that speaks of the user has looked at the credentials
_REJECTION = re.compile(r"(?i)password|authori[sz]ation failure|user\b.*\b(?:disabled|locked|invalid)")


@dataclass(frozen=True)
class UserInfo:
    """What the sign-in tells about the service user; empty where the release does not say.

    `date_format` is in Java letters, or None when neither the server nor the settings name one.
    """

    username: str
    environment: str = ""
    role: str = ""
    date_format: str | None = None
    time_zone: str = ""
    release: str = ""
    password_about_to_expire: bool = False


@dataclass(frozen=True)
class SignedIn:
    """A user's sign-in; `token` is None where the server takes no token requests (Basic only)."""

    user: UserInfo
    token: str | None


class Login:
    """Requests tokens for one set of credentials.

    Args:
        send: Sends one POST to a path below `base_url` and raises `Interrupted` when no answer comes.
    """

    def __init__(
        self,
        settings: Settings,
        breaker: Breaker,
        limiter: Limiter,
        redactor: Redactor,
        clock: Clock,
        send: Callable[[str, Mapping[str, str], Mapping[str, Any]], Answer],
    ) -> None:
        self._settings = settings
        self._breaker = breaker
        self._limiter = limiter
        self._redactor = redactor
        self._clock = clock
        self._send = send

    @cached_property
    def _fingerprint(self) -> str:
        return fingerprint(self._settings)

    def check(self) -> None:
        """Return when these credentials may be tried.

        Raises:
            SignInError: JDE has rejected them before.
        """
        self._breaker.check(self._fingerprint)

    def request(self) -> SignedIn:
        """Sign in. Only a time-out or a server failure gets a second attempt, `sign_in_interval` later.

        Raises:
            SignInError: The breaker is open, or JDE rejects the credentials, which opens it.
            SourceError: The server does not answer, or answers what is no sign-in.
        """
        with self._limiter.sign_in():
            self.check()
            for attempt in range(1, MOST_ATTEMPTS + 1):
                try:
                    return self._attempt()
                except Interrupted as failure:
                    if attempt == MOST_ATTEMPTS or failure.refused:
                        raise unreachable(self._settings, failure) from None
                    wait = max(self._settings.sign_in_interval, failure.retry_after or 0.0)
                    log.warning(
                        "Sign-in got no answer (%s); one more attempt in %.0f s.", failure.reason, wait
                    )
                    self._clock.sleep(wait)
            raise AssertionError("unreachable")

    def reject(self, reason: str) -> SignInError:
        """Open the breaker, and say so: JDE has rejected these credentials."""
        try:
            self._breaker.trip(self._fingerprint, reason)
        except Exception as error:
            log.warning(
                "The rejected sign-in could not be noted for later runs: %s", self._redactor.clean(str(error))
            )
        remedy = (
            "Correct user name and password; these are not tried again, so that JDE does not lock the user."
        )
        if _ENVIRONMENTS in reason:
            remedy = "Correct or leave out environment and role; this user may not use the ones configured."
        return SignInError(f"JDE rejected the sign-in of {self._settings.username}: {reason}", remedy)

    def end(self, send: Callable[[], Answer]) -> None:
        """Log out by `send`; a session that cannot be ended is left to the server's time-out."""
        reason = ""
        for _ in range(LOGOUT_ATTEMPTS):
            try:
                answer = send()
            except (Interrupted, LoaderError) as error:
                reason = self._redactor.clean(str(error))
                continue
            if answer.status < 500:
                return
            reason = f"HTTP {answer.status}"
        log.warning("Logout failed (%s); the session on the server ends by its time-out.", reason)

    def _attempt(self) -> SignedIn:
        basic = self._settings.auth == "basic"
        headers, body = (basic_headers(self._settings), {}) if basic else ({}, _credentials(self._settings))
        answer = self._send(PATH, headers, body)
        if answer.status == 200:
            return self._signed_in(answer)
        words = self._redactor.clean(answers.error_text(answer.body))
        if answer.status in REJECTED:
            raise self.reject(words or f"HTTP {answer.status}.")
        if answer.status >= 500 and _REJECTION.search(words):
            raise self.reject(words)
        if answer.status >= 500 or answer.status == 429:
            said = f" ({words})" if words else ""
            raise Interrupted(f"HTTP {answer.status}{said}", answer.retry_after(self._clock))
        if basic and answer.status in (404, 405, 501):
            return SignedIn(_user({}, self._settings), None)
        raise _refused(answer.status, words, self._settings)

    def _signed_in(self, answer: Answer) -> SignedIn:
        try:
            document = answers.parse_json(answer.body)
        except Interrupted as failure:
            raise SourceError(
                f"{self._settings.base_url} answers a sign-in with {failure.reason}.",
                "Check that base_url is the AIS server's and ends in /jderest.",
            ) from None
        info = document.get("userInfo")
        token = info.get("token") if isinstance(info, Mapping) else None
        if not isinstance(token, str) or not token:
            words = self._redactor.clean("; ".join(answers.reports(document)))
            raise self.reject(words or "the answer holds no token.")
        self._redactor.learn(token)
        self._redactor.learn(str(document.get("aisSessionCookie") or ""))
        return SignedIn(_user(document, self._settings), token)


def basic_headers(settings: Settings) -> dict[str, str]:
    """The headers that sign in with every call."""
    pair = f"{settings.username}:{settings.password}".encode()
    headers = {
        "Authorization": "Basic " + base64.b64encode(pair).decode("ascii"),
        "jde-AIS-Auth-Environment": settings.environment,
        "jde-AIS-Auth-Role": settings.role,
        "jde-AIS-Auth-Device": settings.device_name,
    }
    return {name: value for name, value in headers.items() if value}


def unreachable(settings: Settings, failure: Interrupted) -> LoaderError:
    """The error after the last attempt to reach the server."""
    return SourceError(
        f"{settings.base_url}: {failure.reason}.",
        "Check base_url, the network and the AIS server's state.",
    )


def _credentials(settings: Settings) -> dict[str, str]:
    members = {
        "username": settings.username,
        "password": settings.password,
        "environment": settings.environment,
        "role": settings.role,
        "deviceName": settings.device_name,
    }
    return {name: value for name, value in members.items() if value}


def _user(document: Mapping[str, Any], settings: Settings) -> UserInfo:
    given = document.get("userInfo")
    info = given if isinstance(given, Mapping) else {}

    def text(source: Mapping[str, Any], name: str) -> str:
        return str(source.get(name) or "").strip()

    reported = java_pattern(
        text(info, "simpleDateFormat"), text(info, "dateFormat"), text(info, "dateSeperator")
    )
    return UserInfo(
        username=text(document, "username") or settings.username,
        environment=text(document, "environment") or settings.environment or "",
        role=text(document, "role") or settings.role or "",
        date_format=settings.date_format or reported,
        time_zone=text(info, "timeZoneOffset"),
        release=text(info, "appsRelease"),
        password_about_to_expire=document.get("passwordAboutToExpire") is True,
    )


def _refused(status: int, words: str, settings: Settings) -> LoaderError:
    said = f" ({words})" if words else ""
    if status == 404:
        return ConfigurationError(
            f"{settings.base_url} has no version 2 services.",
            "Check that base_url is the AIS server's and ends in /jderest; Tools 9.2.1.2 or later is needed.",
        )
    remedies = {
        405: "Add this AIS server to the HTML server's Allowed Hosts.",
        445: "Single sign-on failed; use a service user that signs in with a password.",
        446: "Single sign-on is not enabled; use a service user that signs in with a password.",
    }
    remedy = remedies.get(status, "Look into the AIS server's log at this time.")
    return SourceError(f"JDE answered the sign-in with HTTP {status}{said}.", remedy)
