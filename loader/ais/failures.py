"""What may go wrong with one call and can be mended inside a session. None of these leaves `loader.ais`."""

from __future__ import annotations

from loader.errors import LoaderError


class Interrupted(Exception):
    """A call brought no usable answer; the same call may bring one later.

    Args:
        reason: What happened, free of secrets.
        retry_after: Seconds that the server asked to wait, if it did.
        refused: True when no connection came about, so that the server never saw the call.
        status: The HTTP status, if there was one.
        lasting: The error that this is when no attempt helps.
    """

    def __init__(
        self,
        reason: str,
        retry_after: float | None = None,
        refused: bool = False,
        status: int | None = None,
        lasting: LoaderError | None = None,
    ) -> None:
        super().__init__(reason)
        self.lasting = lasting
        self.status = status
        self.reason = reason
        self.retry_after = retry_after
        self.refused = refused


class CursorLost(Exception):
    """The server no longer holds the result set, or may have moved it on; read on from the last key."""


class TokenRefused(Exception):
    """The server does not take the session's token and says so inside a 200."""
