"""What may go wrong with one call and can be mended inside a session. None of these leaves `loader.ais`."""

from __future__ import annotations


class Interrupted(Exception):
    """A call brought no usable answer; the same call may bring one later.

    Args:
        reason: What happened, free of secrets.
        retry_after: Seconds that the server asked to wait, if it did.
        refused: True when no connection came about, so that the server never saw the call.
        status: The HTTP status, if there was one.
    """

    def __init__(
        self, reason: str, retry_after: float | None = None, refused: bool = False, status: int | None = None
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.retry_after = retry_after
        self.refused = refused


class CursorLost(Exception):
    """The server no longer holds the result set, or may have moved it on; read on from the last key."""
