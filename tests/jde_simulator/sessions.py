"""Signing in, tokens and what they are bound to, time-outs, and the lock-out of users."""

from __future__ import annotations

import base64
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.jde_simulator.clock import Clock
from tests.jde_simulator.errors import ENVIRONMENT_REFUSED, Refusal, refusal, token_refused
from tests.jde_simulator.settings import ServerSettings, User, user_named


@dataclass
class Session:
    """One AIS session. `device` is None when the token is bound to the caller's address instead."""

    token: str
    user: User
    environment: str
    role: str
    device: str | None
    address: str
    cookie: str
    opened: float
    used: float
    stateless: bool = False


@dataclass(frozen=True)
class Credentials:
    """What a caller shows to sign in."""

    username: str = ""
    password: str = field(default="", repr=False)
    environment: str = ""
    role: str = ""
    device: str | None = None
    bearer: str | None = field(default=None, repr=False)
    scheme: str = "body"  # body | basic | bearer


class Sessions:
    """All sessions of the server; counts what tests want to know.

    `opened` and `peak` count token sessions, `stateless` the temporary ones of calls with credentials,
    `refused` the rejected sign-ins. `on_close` is told the token of each session that ends.
    """

    def __init__(
        self, settings: Callable[[], ServerSettings], clock: Clock, on_close: Callable[[str], None]
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._on_close = on_close
        self._lock = threading.RLock()
        self._sessions: dict[str, Session] = {}
        self._failures: dict[str, int] = {}
        self.opened = 0
        self.closed = 0
        self.stateless = 0
        self.refused = 0
        self.peak = 0

    @property
    def open(self) -> int:
        """Sessions that nobody has logged out and that have not timed out."""
        return len(self.tokens())

    def tokens(self) -> list[str]:
        """The tokens that are live now."""
        with self._lock:
            return [token for token, session in self._sessions.items() if not self._is_over(session)]

    def failures(self, username: str) -> int:
        """Rejected passwords of a user since the last good one."""
        return self._failures.get(username.upper(), 0)

    def unlock(self, username: str) -> None:
        """What an administrator does after a lock-out."""
        self._failures.pop(username.upper(), None)

    def login(self, credentials: Credentials, address: str, stateless: bool = False) -> Session:
        """Open a session.

        Raises:
            Refusal: 403, with JDE's reason; a rejected password counts towards the lock-out.
        """
        with self._lock:
            try:
                user = self._authenticated(credentials)
                environment, role = _authorized(user, credentials)
            except Refusal:
                self.refused += 1
                raise
            now = self._clock.seconds()
            session = Session(
                token=new_token(credentials.device or address, self._clock),
                user=user,
                environment=environment,
                role=role,
                device=credentials.device,
                address=address,
                cookie=f"{secrets.token_urlsafe(32)}!{secrets.randbelow(10**9)}!{int(now * 1000)}",
                opened=now,
                used=now,
                stateless=stateless,
            )
            if stateless:
                self.stateless += 1
                return session
            self._sessions[session.token] = session
            self.opened += 1
            self.peak = max(self.peak, self.open)
            return session

    def resume(
        self,
        token: str,
        device: str | None,
        address: str,
        cookie: str | None,
        touch: bool = True,
        bound: bool = True,
    ) -> Session:
        """The live session of a token, used from where it was issued for.

        Raises:
            Refusal: With the status that the settings give an invalid token.
        """
        settings = self._settings()
        with self._lock:
            session = self._sessions.get(token)
            if session is None or self._is_over(session) or not self._fits(session, device, address, bound):
                if session is not None and self._is_over(session):
                    self.close(token)
                raise token_refused(settings.invalid_token_status)
            if settings.strict_cookie and cookie != session.cookie:
                raise token_refused(settings.invalid_token_status)
            if touch:
                session.used = self._clock.seconds()
            return session

    def close(self, token: str) -> bool:
        """End a session and its result sets; False when there was none."""
        with self._lock:
            session = self._sessions.pop(token, None)
            if session is None:
                return False
            self.closed += 1
        self._on_close(token)
        return True

    def close_all(self) -> None:
        """What a restart of the server does."""
        for token in list(self._sessions):
            self.close(token)

    def _authenticated(self, credentials: Credentials) -> User:
        settings = self._settings()
        if credentials.scheme == "bearer":
            user = user_named(settings, settings.bearer_tokens.get(credentials.bearer or "", ""))
            if user is None:
                raise refusal(403, "Authorization Failure: JWT login is not enabled.", "LoginException")
            return user
        allowed = settings.allow_basic if credentials.scheme == "basic" else settings.allow_body_credentials
        if not allowed:
            raise refusal(
                403, f"Authorization Failure: {credentials.scheme} login is not enabled.", "LoginException"
            )
        user = user_named(settings, credentials.username)
        name = credentials.username.upper()
        locked = settings.lock_after and self._failures.get(name, 0) >= settings.lock_after
        if user is not None and (locked or not user.enabled):
            raise refusal(403, "Authorization Failure: The user is disabled.", "LoginException")
        if user is None or user.password != credentials.password:
            self._failures[name] = self._failures.get(name, 0) + 1
            raise refusal(403, "Authorization Failure: Invalid user or password.", "LoginException")
        self._failures.pop(name, None)
        return user

    def _is_over(self, session: Session) -> bool:
        settings, now = self._settings(), self._clock.seconds()
        idle, age = now - session.used, now - session.opened
        return idle > settings.idle_minutes * 60 or age > settings.ttl_minutes * 60

    def _fits(self, session: Session, device: str | None, address: str, bound: bool) -> bool:
        if not self._settings().bind_token:
            return True
        if session.device is None:
            return address == session.address
        return device == session.device or (device is None and not bound)


def _authorized(user: User, credentials: Credentials) -> tuple[str, str]:
    environment = credentials.environment or user.environments[0]
    role = credentials.role or user.roles[0]
    if environment not in user.environments or role not in user.roles:
        raise refusal(403, ENVIRONMENT_REFUSED, "LoginException")
    return environment, role


def new_token(bound_to: str, clock: Clock) -> str:
    """A token as AIS makes them: `/`, `+` and `=` inside, ending in what it is bound to and the time."""
    while True:
        opaque = base64.b64encode(secrets.token_bytes(44)).decode()
        if "/" in opaque and "+" in opaque:
            break
    millis = int(clock.now().timestamp() * 1000)
    tail = f"018{secrets.randbelow(10**16)}|019{secrets.randbelow(10**16)}{bound_to}{millis}"
    return f"044{opaque}{base64.b64encode(tail.encode()).decode()}"
