"""The sign-in breaker: after a rejected sign-in, no further attempt with the same credentials.

JDE disables a user after a few failed sign-ins, and a schedule would reach that number within the hour.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from loader.errors import SignInError
from loader.settings import Settings

UNLOCK = "Correct the credentials in the settings, or run `jde-loader unlock` once JDE accepts them again."


class Breaker(Protocol):
    """Remembers across runs which credentials JDE has rejected."""

    def check(self, fingerprint: str) -> None:
        """Return when these credentials may be tried.

        Raises:
            SignInError: They were rejected before.
        """

    def trip(self, fingerprint: str, reason: str) -> None:
        """Remember that JDE rejected these credentials; `reason` is JDE's answer, free of secrets."""

    def reset(self) -> None:
        """Forget every rejection."""


def fingerprint(settings: Settings) -> str:
    """A short name for server and credentials, the same on every machine; each guess at a password costs.

    Everything that decides a sign-in takes part, so that correcting any of it closes the breaker again.
    """
    place = (settings.environment or "", settings.role or "", settings.auth)
    salt = "\0".join((settings.base_url, settings.username, *place))
    digest = hashlib.scrypt(
        settings.password.encode(), salt=hashlib.sha256(salt.encode()).digest(), n=2**14, r=8, p=1, dklen=16
    )
    return digest.hex()


def refusal(since: str, reason: str) -> SignInError:
    """The error that an open breaker raises."""
    return SignInError(
        f"JDE rejected these credentials on {since}: {reason.rstrip('. ')}. No new attempt was made.", UNLOCK
    )


class FileBreaker:
    """The breaker kept in a file of the state folder."""

    def __init__(self, state_dir: Path) -> None:
        self._path = state_dir / "rejected_sign_ins.json"

    def check(self, fingerprint: str) -> None:
        """See `Breaker.check`; a file that cannot be read counts as a rejection."""
        entry = self._read().get(fingerprint)
        if entry is not None:
            raise refusal(entry["since"], entry["reason"])

    def trip(self, fingerprint: str, reason: str) -> None:
        """See `Breaker.trip`."""
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        try:
            entries = self._read()
        except SignInError:
            entries = {}
        self._write(entries | {fingerprint: {"since": since, "reason": reason}})

    def reset(self) -> None:
        """See `Breaker.reset`."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> dict[str, Any]:
        try:
            entries = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise SignInError(f"The list of rejected sign-ins {self._path} is unreadable.", UNLOCK) from error
        return dict(entries)

    def _write(self, entries: dict[str, Any]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(entries, file, indent=2)
        os.replace(name, self._path)
