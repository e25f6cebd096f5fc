"""The git repository of a Looker project: a bare one, with the files of any commit at hand."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

_extracted: dict[tuple[str, str], Path] = {}
_cache = tempfile.TemporaryDirectory(prefix="looker-trees-")


class Repository:
    """A bare repository under `path`, made when it is not there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(path)], check=True)
            self.git("config", "receive.autogc", "false")

    def git(self, *arguments: str, ok: tuple[int, ...] = (0,)) -> str:
        """Run git on it and return what it says."""
        done = subprocess.run(
            ["git", "--git-dir", str(self.path), *arguments], capture_output=True, text=True, check=False
        )
        assert done.returncode in ok, done.stderr
        return done.stdout.strip()

    def resolve(self, name: str) -> str | None:
        """The commit of a branch, tag or commit name."""
        if re.fullmatch("[0-9a-f]{40}", name):
            return name if self.git("cat-file", "-t", name, ok=(0, 128)) == "commit" else None
        for candidate in (f"refs/heads/{name}", f"refs/tags/{name}", name):
            found = self.git("rev-parse", "-q", "--verify", f"{candidate}^{{commit}}", ok=(0, 1, 128))
            if found:
                return found
        return None

    def branches(self) -> dict[str, str]:
        """Commit by branch."""
        lines = self.git(
            "for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads"
        ).splitlines()
        return dict(line.split() for line in lines)

    def tags(self) -> list[str]:
        """Names of all tags, oldest first."""
        return self.git("tag", "--sort=creatordate").splitlines()

    def set_branch(self, name: str, commit: str) -> None:
        """Move a branch, whatever it was."""
        self.git("update-ref", f"refs/heads/{name}", commit)

    def delete_branch(self, name: str) -> None:
        """Remove a branch."""
        self.git("update-ref", "-d", f"refs/heads/{name}")

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether `newer` contains `older`."""
        done = subprocess.run(
            ["git", "--git-dir", str(self.path), "merge-base", "--is-ancestor", older, newer], check=False
        )
        return done.returncode == 0

    def files(self, commit: str) -> Path:
        """A folder with the files of a commit; one folder per tree, not to be written to."""
        key = (str(self.path), commit)
        if key in _extracted:
            return _extracted[key]
        folder = Path(_cache.name) / self.git("rev-parse", f"{commit}^{{tree}}")
        if not folder.exists():
            archive = subprocess.run(
                ["git", "--git-dir", str(self.path), "archive", commit], capture_output=True, check=True
            )
            with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
                tar.extractall(folder, filter="data")
        _extracted[key] = folder
        return folder
