"""The commit that a deployment is about: the LookML folder as the root tree of the published repository."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lookml.looker.repository import Commit, Repository

PREFIX = "jde-candidate-"


@dataclass(frozen=True)
class Source:
    """Where the LookML comes from: the commit of this repository, or `unversioned`; `when` for git."""

    name: str
    when: str


@dataclass(frozen=True)
class Candidate:
    """What would be deployed.

    `commit` is None while it has still to be made on top of `parent` (the head of the production branch).
    `branch` is where it goes first; `on_branch` says that it is in the production branch already.
    """

    tree: str
    parent: str | None
    commit: str | None
    branch: str
    on_branch: bool
    source: Source
    files: tuple[tuple[str, str], ...]
    commits: tuple[Commit, ...]


def find_candidate(
    repository: Repository, folder: Path, constants: Mapping[str, str], production: str | None, branch: str
) -> Candidate:
    """Compare the LookML folder with the repository; makes objects in the scratch repository alone."""
    with tempfile.TemporaryDirectory(prefix="jde-lookml-") as space:
        staged = Path(space) / "project"
        stage(folder, staged, constants)
        tree = repository.write_tree(staged)
    head = repository.heads.get(branch)
    name = f"{PREFIX}{(head or 'first')[:8]}-{tree[:12]}"
    commit: str | None = None
    if head is not None and repository.tree_of(head) == tree:
        commit = head
    elif name in repository.heads and _stands_on(repository, repository.heads[name], tree, head):
        commit = repository.heads[name]
    known = production if production and repository.has(production) else None
    return Candidate(
        tree=tree,
        parent=head,
        commit=commit,
        branch=name,
        on_branch=commit is not None and commit == head,
        source=read_source(folder),
        files=tuple(repository.differences(known, tree)),
        commits=tuple(repository.log(known, head)) if head is not None else (),
    )


def _stands_on(repository: Repository, commit: str, tree: str, parent: str | None) -> bool:
    return repository.tree_of(commit) == tree and repository.parent_of(commit) == parent


def publish(repository: Repository, candidate: Candidate, accepted: str | None) -> str:
    """The candidate's commit on its branch of the remote; nothing is pushed when it is there already."""
    if candidate.commit is not None:
        return candidate.commit
    commit = repository.commit(
        candidate.tree, candidate.parent, message_of(candidate.source, accepted), candidate.source.when
    )
    repository.push(f"{commit}:refs/heads/{candidate.branch}")
    repository.heads[candidate.branch] = commit
    return commit


def message_of(source: Source, accepted: str | None) -> str:
    """The commit message: what was deployed, and from which commit of this repository."""
    lines = [f"Deploy the LookML of {source.name}", "", f"Source: {source.name}"]
    if accepted:
        lines.append(f"Accepted-Differences: {' '.join(accepted.split())}")
    return "\n".join(lines)


def stage(folder: Path, target: Path, constants: Mapping[str, str]) -> None:
    """Copy the project, hidden and cache files left out, with the manifest's constants of this deployment."""
    ignored = shutil.ignore_patterns(".*", "__pycache__")
    shutil.copytree(folder, target, ignore=ignored)
    manifest = target / "manifest.lkml"
    if constants and manifest.is_file():
        manifest.write_text(
            with_constants(manifest.read_text(encoding="utf-8"), constants), encoding="utf-8", newline="\n"
        )


def with_constants(manifest: str, constants: Mapping[str, str]) -> str:
    """The text of a manifest with the values of some constants replaced."""
    for name, value in constants.items():
        pattern = rf'(constant:\s*{re.escape(name)}\s*\{{[^}}]*?value:\s*")[^"]*(")'
        manifest = re.sub(pattern, lambda found, new=value: found[1] + new + found[2], manifest)  # type: ignore[misc]
    return manifest


def read_source(folder: Path) -> Source:
    """The commit of the repository that holds the folder, and whether the folder differs from it."""
    head = _git(folder, "log", "-1", "--format=%H %ct")
    if head is None:
        return Source("unversioned files", f"{int(datetime.now(UTC).timestamp())} +0000")
    sha, seconds = head.split()
    changed = _git(folder, "status", "--porcelain", "--", ".")
    if changed:
        return Source(f"{sha[:12]} with local changes", f"{int(datetime.now(UTC).timestamp())} +0000")
    return Source(sha[:12], f"{seconds} +0000")


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False, timeout=60
        )
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return None
    return (
        (done.stdout.strip() or "")
        if done.returncode == 0 and (done.stdout or arguments[0] == "status")
        else None
    )
