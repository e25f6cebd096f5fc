"""Moves production to a commit, proves that it got there and answers, and takes it back when it does not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from lookml.errors import DeployError, LookmlError
from lookml.looker.client import Looker
from lookml.looker.instance import Instance, production_commit
from lookml.looker.interrupts import uninterrupted
from lookml.looker.queries import failures, smoke_queries
from lookml.looker.repository import Repository, short
from lookml.looker.validation import temporary_branch
from lookml.project import Project

PAUSE = 2.0


@dataclass(frozen=True)
class Production:
    """How production of one project moves: by reference (advanced deploy mode), or by pulling the branch."""

    looker: Looker
    repository: Repository
    instance: Instance
    classic: bool
    say: Callable[[str], None]

    def replace(self, former: str | None, commit: str, project: Project) -> None:
        """Put the commit in the place of `former` and ask every explore of its project once.

        Interrupted, or when an explore does not answer, production goes back to `former`. Raises DeployError.
        """
        try:
            self._put(commit)
            self.settle(commit, former, project)
        except KeyboardInterrupt:
            if former is not None:
                self._retreat(former)
            raise

    def _put(self, commit: str) -> None:
        """Deploy a commit. The call's own answer decides nothing: what production says afterwards does."""
        trouble: LookmlError | None = None
        try:
            self._order(commit)
        except LookmlError as error:
            trouble = error
        place = self._strays_from(commit)
        if place is None:
            return
        cause = f"Production of {self.instance.project} {place}"
        raise DeployError(
            f"{cause}: {trouble.cause}" if trouble else f"{cause}, although Looker took the order.",
            trouble.remedy if trouble else "Look at the project's deployment in Looker, then deploy again.",
        )

    def _strays_from(self, commit: str) -> str | None:
        """Where production is when the time allowed is over, None as soon as it is at the commit."""
        deadline = time.monotonic() + self.looker.settings.confirm_seconds
        while True:
            try:
                now = production_commit(self.looker, self.instance.project)
                if now == commit:
                    return None
                place = f"is at {short(now)}, not at {short(commit)}"
            except LookmlError as error:
                place = f"does not say whether it is at {short(commit)} ({error.cause})"
            if time.monotonic() >= deadline:
                return place
            time.sleep(min(PAUSE, self.looker.settings.confirm_seconds / 10))

    def settle(self, commit: str, former: str | None, project: Project) -> None:
        """Ask every explore once; when one does not answer, go back to `former` and raise DeployError."""
        self.say("smoke queries")
        try:
            wrong = failures(self.looker, smoke_queries(project))
        except LookmlError as error:
            wrong = [error.cause]
        if not wrong:
            return
        words = "; ".join(wrong)
        if former is None:
            raise DeployError(
                f"{short(commit)} is deployed, but does not answer: {words}",
                "It is the first deployment: the model stays, without dashboards and Looks. Correct what is "
                "wrong and deploy again.",
            )
        self._retreat(former)
        raise DeployError(
            f"{short(commit)} did not answer in production: {words}",
            f"Production is back at {short(former)}. Correct what is wrong and deploy again.",
        )

    def _retreat(self, former: str) -> None:
        self.say(f"going back to {short(former)}")
        with uninterrupted():
            self._put(self.as_it_was(former))

    def _reverted(self, former: str) -> str:
        """A new commit on the production branch with the former files: without advanced mode there is no
        other way back."""
        head = self.repository.heads[self.instance.branch]
        commit = self.repository.commit(
            self.repository.tree_of(former),
            head,
            f"Go back to the LookML of {short(former)}",
            f"{int(time.time())} +0000",
        )
        self.advance(commit)
        return commit

    def advance(self, commit: str, and_delete: str | None = None) -> None:
        """Fast-forward the production branch, and remove the candidate branch with the same push."""
        branch = self.instance.branch
        refspecs = [] if self.repository.heads.get(branch) == commit else [f"{commit}:refs/heads/{branch}"]
        leases = []
        if and_delete is not None and and_delete in self.repository.heads:
            leases = [f"refs/heads/{and_delete}:{self.repository.heads[and_delete]}"]
            refspecs.append(f":refs/heads/{and_delete}")
        with uninterrupted():
            if refspecs:
                self.repository.push(*refspecs, leases=leases)
            self.repository.heads[branch] = commit
            if and_delete is not None:
                self.repository.heads.pop(and_delete, None)

    def as_it_was(self, commit: str) -> str:
        """What to deploy so that production has the files of a former commit again."""
        return self._reverted(commit) if self.classic else commit

    def _order(self, commit: str) -> None:
        with self.looker.patient():
            if not self.classic:
                self.looker.sdk.deploy_ref_to_production(self.instance.project, ref=commit)
                return
            with temporary_branch(self.looker, self.instance.project, commit):
                self.looker.sdk.deploy_to_production(self.instance.project)
