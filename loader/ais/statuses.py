"""What an HTTP status other than 200 means for a data request that came with a token JDE takes."""

from __future__ import annotations

from loader.ais import answers
from loader.ais.failures import CursorLost, Interrupted
from loader.errors import SourceError

# busy, too slow or too many calls: the same call may be answered a moment later
PASSING = frozenset({204, 408, 409, 429})


def failure_of(subject: str, status: int, words: str, retry_after: float | None, follows: bool) -> Exception:
    """The exception for an answer that holds no rows.

    Args:
        subject: The table that the request is about.
        words: The error in the answer, free of secrets; empty when it has none.
        retry_after: Seconds that the server asked to wait, if it did.
        follows: True for a next link, behind which reading can go on from the last key.
    """
    if status >= 500 and answers.EXPIRED in words:
        return CursorLost(words)
    if status >= 500 and answers.DEFINITE.search(words):
        return answers.reported(subject, [words])
    if status in PASSING or status >= 500:
        return Interrupted(f"HTTP {status}" + (f" ({words})" if words else ""), retry_after, status=status)
    if follows:
        return CursorLost(f"HTTP {status}")
    return SourceError(
        f"{subject}: JDE answered with HTTP {status}{f': {words}' if words else ''}.",
        "Add this AIS server to the HTML server's Allowed Hosts."
        if status == 405
        else "Look into the AIS server's log at this time.",
    )
