"""Moves production to a commit, proves that it got there and answers, and takes it back when it does not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from lookml.errors import DeployError, LookmlError
from lookml.looker.client import Looker
from lookml.looker.instance import Instance, production_commit
from lookml.looker.queries import failures, smoke_queries
from lookml.looker.repository import Repository
from lookml.looker.validation import temporary_branch, uninterrupted
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

    def put(self, commit: str) -> None:
        """Deploy a commit of the production branch. Raises DeployError when production is not there then.

        The call's own answer decides nothing: what production says afterwards does.
        """
        trouble: LookmlError | None = None
        try:
            self._order(commit)
        except LookmlError as error:
            trouble = error
        if self.reaches(commit):
            return
        now = self._now()
        cause = f"Production of {self.instance.project} is at {short(now)}, not at {short(commit)}"
        raise DeployError(
            f"{cause}: {trouble.cause}" if trouble else f"{cause}, although Looker took the order.",
            trouble.remedy if trouble else "Look at the project's deployment in Looker, then deploy again.",
        )

    def reaches(self, commit: str) -> bool:
        """Whether production gets to the commit within the time allowed."""
        deadline = time.monotonic() + self.looker.settings.confirm_seconds
        while True:
            if self._now() == commit:
                return True
            if time.monotonic() >= deadline:
                return False
            time.sleep(min(PAUSE, self.looker.settings.confirm_seconds / 10))

    def settle(self, commit: str, former: str | None, project: Project) -> None:
        """Ask every explore once; when one does not answer, go back to `former` and raise DeployError."""
        self.say("smoke queries")
        try:
            wrong = failures(self.looker, smoke_queries(project))
        except KeyboardInterrupt:
            if former is not None:
                self._retreat(former)
            raise
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
            self.put(self._reverted(former) if self.classic else former)

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

    def back_to(self, commit: str) -> str:
        """Roll back to a commit; returns the commit that production is at then."""
        target = self._reverted(commit) if self.classic else commit
        self.put(target)
        return target

    def _order(self, commit: str) -> None:
        with self.looker.patient():
            if not self.classic:
                self.looker.sdk.deploy_ref_to_production(self.instance.project, ref=commit)
                return
            with temporary_branch(self.looker, self.instance.project, commit):
                self.looker.sdk.deploy_to_production(self.instance.project)

    def _now(self) -> str | None:
        return production_commit(self.looker, self.instance.project)


def short(commit: str | None) -> str:
    """A commit as people say it."""
    return commit[:12] if commit else "nothing"
