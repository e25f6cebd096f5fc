"""The git repository of the Looker project: what is there, and pushes that never overwrite.

Works in a throw-away bare repository, so that no checkout of the user's is touched. Credentials are git's own
(ssh agent, credential helper); an address with a password in it never shows in a message.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lookml.errors import DeployError

TIMEOUT = 300
TRIAL = "jde-trial"
AUTHOR = ("jde-lookml", "jde-lookml@users.noreply.localhost")
NETWORK_REMEDY = (
    "Check that `git ls-remote` reaches the repository without asking, with an account that may push; "
    "JDE_LOOKER_GIT_REMOTE names another address of it."
)


class GitError(DeployError):
    """git failed."""


class PushRejected(GitError):
    """The remote has something that the push would overwrite."""


@dataclass(frozen=True)
class Commit:
    """A commit of the published repository."""

    sha: str
    subject: str
    tree: str


class Repository:
    """The remote as last fetched, and a scratch repository to make commits in."""

    def __init__(self, remote: str, scratch: Path) -> None:
        self.remote = remote
        self._scratch = scratch
        self.heads: dict[str, str] = {}

    def fetch(self) -> None:
        """Read branches and deployment records from the remote. Raises GitError."""
        self._git("fetch", "--quiet", "--prune", "--no-tags", self.remote, *_REFSPECS, remedy=NETWORK_REMEDY)
        listed = self._git(
            "for-each-ref", "--format=%(refname:lstrip=3) %(objectname)", "refs/remotes/origin"
        )
        self.heads = dict(line.split() for line in listed.splitlines())

    def has(self, commit: str) -> bool:
        """Whether the commit came with the last fetch."""
        return bool(self._git("rev-parse", "-q", "--verify", f"{commit}^{{commit}}", ok=(0, 1, 128)))

    def resolve(self, name: str) -> str | None:
        """The full name of a commit given by an unambiguous start of it."""
        return self._git("rev-parse", "-q", "--verify", f"{name}^{{commit}}", ok=(0, 1, 128)) or None

    def tree_of(self, commit: str) -> str:
        """The tree of a commit."""
        return self._git("rev-parse", f"{commit}^{{tree}}")

    def parent_of(self, commit: str) -> str | None:
        """Its first parent."""
        return self._git("rev-parse", "-q", "--verify", f"{commit}^", ok=(0, 1, 128)) or None

    def contains(self, newer: str, older: str) -> bool:
        """Whether `older` is in the history of `newer`."""
        done = self._run(["merge-base", "--is-ancestor", older, newer])
        return done.returncode == 0

    def log(self, since: str | None, until: str) -> list[Commit]:
        """Commits that `until` has and `since` has not, newest first."""
        span = f"{since}..{until}" if since else until
        lines = self._git("log", "--format=%H%x09%T%x09%s", span).splitlines()
        return [Commit(sha, subject, tree) for sha, tree, subject in (line.split("\t", 2) for line in lines)]

    def authored_by_others(self, since: str | None, until: str, address: str) -> list[str]:
        """Commits that `until` has and `since` has not, and whose author has another mail address."""
        span = f"{since}..{until}" if since else until
        lines = self._git("log", "--format=%H %ae", span).splitlines()
        return [sha for sha, author in (line.split(" ", 1) for line in lines) if author != address]

    def empty_tree(self) -> str:
        """The tree without files."""
        return self._git("hash-object", "-t", "tree", "-w", "--stdin", feed="")

    def differences(self, old: str | None, new_tree: str) -> list[tuple[str, str]]:
        """Files that a tree adds (A), changes (M) or removes (D) against a commit."""
        base = self.tree_of(old) if old else self.empty_tree()
        lines = self._git("diff-tree", "-r", "--no-renames", "--name-status", base, new_tree).splitlines()
        return [(status, path) for status, path in (line.split("\t", 1) for line in lines)]

    def write_tree(self, folder: Path) -> str:
        """The tree of a folder's files, byte for byte."""
        with tempfile.TemporaryDirectory() as space:
            own = {"GIT_INDEX_FILE": str(Path(space) / "index"), "GIT_WORK_TREE": str(folder)}
            self._git(*_EXACT, "add", "--all", "--force", ".", environment=own, folder=folder)
            return self._git("write-tree", environment={"GIT_INDEX_FILE": own["GIT_INDEX_FILE"]})

    def checkout(self, commit: str, folder: Path) -> None:
        """Write the files of a commit into a folder."""
        with tempfile.TemporaryDirectory() as space:
            own = {"GIT_INDEX_FILE": str(Path(space) / "index"), "GIT_WORK_TREE": str(folder)}
            self._git("read-tree", commit, environment=own)
            self._git(*_EXACT, "checkout-index", "--all", environment=own, folder=folder)

    def commit(self, tree: str, parent: str | None, message: str, when: str) -> str:
        """A commit of a tree; the same four make the same commit. `when` is git's `<seconds> <zone>`."""
        parents = ["-p", parent] if parent else []
        return self._git("commit-tree", tree, *parents, "-m", message, environment=_identity(when))

    def tag(self, name: str, commit: str, message: str, when: str) -> None:
        """An annotated tag in the scratch repository."""
        self._git(
            "tag",
            "--annotate",
            "--cleanup=verbatim",
            "--file=-",
            name,
            commit,
            environment=_identity(when),
            feed=message,
        )

    def tags(self, prefix: str) -> dict[str, str]:
        """What annotated tags say by name, for those whose name starts so, in the order of their names."""
        form = "--format=%(refname:lstrip=2)%00%(contents)%00"
        words = self._git("for-each-ref", form, f"refs/tags/{prefix}").split("\0")
        names = [name.strip() for name in words[:-1:2]]
        return dict(sorted(zip(names, words[1::2], strict=True)))

    def push(self, *refspecs: str, leases: Sequence[str] = ()) -> None:
        """Push all refspecs or none. Raises PushRejected when the remote moved, GitError otherwise."""
        guards = [f"--force-with-lease={lease}" for lease in leases]
        done = self._run(["push", "--quiet", "--atomic", "--porcelain", *guards, self.remote, *refspecs])
        if done.returncode == 0:
            return
        words = self._clean(done.stdout + done.stderr)
        if "remote rejected" in words and "lock ref" not in words and "failed to update ref" not in words:
            raise GitError(
                f"The git server refuses the push: {words}",
                "Allow the deploying account to push to the branch (branch protection, hooks).",
            )
        if "rejected" in words or "stale info" in words or "cannot lock ref" in words:
            raise PushRejected(f"git push was rejected: {words}", "Somebody else pushed; plan again.")
        raise GitError(f"git push failed: {words}", NETWORK_REMEDY)

    def try_push(self) -> None:
        """Ask the remote whether this machine may push, without pushing. Raises GitError."""
        trial = self.commit(self.empty_tree(), None, "trial", f"{int(time.time())} +0000")
        done = self._run(["push", "--quiet", "--dry-run", self.remote, f"{trial}:refs/heads/{TRIAL}"])
        if done.returncode != 0:
            words = self._clean(done.stderr)
            raise GitError(f"The repository takes no push from here: {words}", NETWORK_REMEDY)

    def _git(
        self,
        *arguments: str,
        ok: tuple[int, ...] = (0,),
        remedy: str = "",
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        feed: str | None = None,
    ) -> str:
        done = self._run(arguments, environment, folder, feed)
        if done.returncode not in ok:
            verb = next((word for word in arguments if not word.startswith("-") and "=" not in word), "")
            raise GitError(f"git {verb} failed: {self._clean(done.stderr)}", remedy)
        return done.stdout.strip()

    def _run(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        feed: str | None = None,
    ) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                ["git", "-c", "maintenance.auto=false", "--git-dir", str(self._scratch), *arguments],
                capture_output=True,
                text=True,
                timeout=TIMEOUT,
                check=False,
                cwd=folder,
                input=feed,
                env={**_environment(), **(environment or {})},
                # Ctrl-C must reach this program alone, so that it can clean up after git has ended
                start_new_session=True,
            )
        except FileNotFoundError as error:
            raise GitError("There is no git on this machine.", "Install git 2.30 or later.") from error
        except subprocess.TimeoutExpired as error:
            raise GitError(f"git did not end within {TIMEOUT} seconds.", NETWORK_REMEDY) from error

    def _clean(self, text: str) -> str:
        hidden = re.sub(r"//[^/@\s]+@", "//", text.replace(self.remote, shown_address(self.remote)))
        return " ".join(hidden.split())


_EXACT = ("-c", "core.autocrlf=false", "-c", "core.fileMode=false", "-c", "core.bare=false")
_REFSPECS = ("+refs/heads/*:refs/remotes/origin/*", "+refs/tags/jde-deploy/*:refs/tags/jde-deploy/*")


@contextmanager
def open_repository(remote: str) -> Iterator[Repository]:
    """The repository at `remote`, fetched; the scratch space is gone at the end."""
    with tempfile.TemporaryDirectory(prefix="jde-lookml-") as space:
        scratch = Path(space) / "scratch.git"
        repository = Repository(remote, scratch)
        repository._git("init", "--quiet", "--bare")
        repository.fetch()
        yield repository


def short(commit: str | None) -> str:
    """A commit as people say it."""
    return commit[:12] if commit else "nothing"


def shown_address(remote: str) -> str:
    """The address without user and password."""
    return re.sub(r"//[^/@]+@", "//", remote)


def _environment() -> dict[str, str]:
    # a git hook around this program must not lend its repository
    inherited = {key: value for key, value in os.environ.items() if key not in _FOREIGN}
    quiet = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    return {"GIT_SSH_COMMAND": "ssh -oBatchMode=yes", **inherited, **quiet}


_FOREIGN = {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"}


def _identity(when: str) -> dict[str, str]:
    name, address = AUTHOR
    return {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", name), ("EMAIL", address), ("DATE", when))
    }
