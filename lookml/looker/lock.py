"""One deployment at a time: a branch of the published repository that only one can make."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lookml.errors import ConflictError, LookmlError
from lookml.looker.interrupts import uninterrupted
from lookml.looker.repository import PushRejected, Repository

BRANCH = "jde-deploy-lock"
TRIES = 3


@contextmanager
def deploy_lock(repository: Repository, hours: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock for the length of the block.

    Raises ConflictError when another deployment holds it; one older than `hours` was killed.
    """
    there = repository.heads.get(BRANCH)
    if there is not None:
        since = holder(repository)
        if time.time() - float(since["since"]) < hours * 3600:
            raise _busy(since["who"], hours)
        say(f"taking over from a deployment of {since['who']} that never ended")
        repository.push(f":refs/heads/{BRANCH}", leases=[f"refs/heads/{BRANCH}:{there}"])
        repository.heads.pop(BRANCH)
    own = _own_commit(repository)
    try:
        with uninterrupted():
            try:
                repository.push(f"{own}:refs/heads/{BRANCH}")
            except PushRejected as error:
                own = ""
                raise _busy("somebody else", hours) from error
        yield
    finally:
        if own:
            with uninterrupted():
                _release(repository, own, say)


def holder(repository: Repository) -> dict[str, str]:
    """Who holds the lock, and since when (UNIX seconds)."""
    [commit] = repository.log(None, repository.heads[BRANCH])[:1]
    try:
        values = json.loads(commit.subject)
        return {"who": str(values["who"]), "since": str(float(values["since"]))}
    except (ValueError, KeyError, TypeError):
        return {"who": "an unknown program", "since": "0"}


def _own_commit(repository: Repository) -> str:
    now = time.time()
    who = f"{os.environ.get('USER', 'process')} {os.getpid()} on {socket.gethostname()}"
    message = json.dumps({"who": who, "since": now})
    return repository.commit(repository.empty_tree(), None, message, f"{int(now)} +0000")


def _release(repository: Repository, own: str, say: Callable[[str], None]) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            repository.push(f":refs/heads/{BRANCH}", leases=[f"refs/heads/{BRANCH}:{own}"])
            return
        except LookmlError as error:
            if attempt == TRIES:
                say(f"the branch {BRANCH} stays behind, delete it by hand: {error.cause}")


def _busy(who: str, hours: float) -> ConflictError:
    return ConflictError(
        f"Another deployment is at work: {who}.",
        f"Wait until it ends. One that was killed stops counting after {hours:g} hours; or delete the branch "
        f"{BRANCH} of the published repository.",
    )
