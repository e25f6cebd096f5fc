"""What a deployment would do, read with GETs alone, and whether a plan made earlier still holds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lookml.contracts import Contract
from lookml.errors import ConfigurationError, ConflictError, LookmlError, SignInError
from lookml.looker.access import Expand, survey_access
from lookml.looker.access_file import Access
from lookml.looker.boards import survey_boards, wanted_boards
from lookml.looker.candidate import Candidate, find_candidate
from lookml.looker.changes import Action, Change, conflict, pending
from lookml.looker.client import Looker
from lookml.looker.content import Shelf, survey_folder
from lookml.looker.instance import BASE, Instance, lacking_words, read_instance
from lookml.looker.prerequisites import survey_attributes, survey_connections, survey_models
from lookml.looker.record import Record, read_records
from lookml.looker.repository import AUTHOR, Repository, open_repository, short
from lookml.looker.saved_looks import definitions, survey_looks
from lookml.looker.schedules import survey_schedules
from lookml.looks import Look
from lookml.project import Project, load_project

PARTS = ("content", "schedules", "access")


@dataclass(frozen=True)
class Desired:
    """What should be on Looker: the LookML of `project` (with the manifest's `constants` of this deployment),
    the Looks, and who sees what. `expand` looks hierarchy nodes up."""

    project: Project
    looks: Mapping[str, Look]
    access: Access
    constants: Mapping[str, str]
    contracts: Mapping[str, Contract]
    expand: Expand


@dataclass(frozen=True)
class Options:
    """How to deploy: `skip` leaves parts alone, `replace` allows overwriting other people's LookML."""

    classic: bool = False
    prune: bool = False
    replace: bool = False
    skip: tuple[str, ...] = ()


@dataclass
class Survey:
    """The instance and the repository as they are, and a plan between them and what should be."""

    looker: Looker
    repository: Repository
    instance: Instance
    desired: Desired
    options: Options
    candidate: Candidate
    records: list[Record]
    shelf: Shelf
    prerequisites: list[Change] = field(default_factory=list)
    content: list[Change] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def moves_production(self) -> bool:
        """Whether the LookML in production is another than that of the folder."""
        production = self.instance.production
        if production is None or not self.repository.has(production):
            return True
        return self.repository.tree_of(production) != self.candidate.tree

    @property
    def last_commit(self) -> str | None:
        """The commit of the last deployment on record."""
        return self.records[-1].commit if self.records else None

    @property
    def unproven(self) -> bool:
        """Whether production is at a commit that no deployment on record put there and saw answering."""
        return self.instance.production not in (None, *(record.commit for record in self.records))

    @property
    def changes(self) -> list[Change]:
        """Everything but the LookML itself."""
        return [*self.prerequisites, *self.content]

    @property
    def conflicts(self) -> list[Change]:
        """What somebody else must decide about."""
        return [change for change in self.changes if change.action is Action.CONFLICT]

    @property
    def missing(self) -> list[str]:
        """The permissions that the API user lacks for this plan."""
        needed = [name for change in pending(self.changes) for name in change.permissions]
        return self.instance.missing([*BASE, "see_datagroups", "update_datagroups", *needed])

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.moves_production and not pending(self.changes)

    def as_json(self) -> dict[str, Any]:
        """The plan as it is saved and as `--json` prints it."""
        return {
            "looker": self.looker.address,
            "release": self.instance.release,
            "project": self.instance.project,
            "production": self.instance.production,
            "branch": self.instance.branch,
            "branch_head": self.candidate.parent,
            "tree": self.candidate.tree,
            "source": self.candidate.source.name,
            "moves_production": self.moves_production,
            "commits": [f"{commit.sha[:12]} {commit.subject}" for commit in self.candidate.commits],
            "files": [f"{status} {path}" for status, path in self.candidate.files],
            "changes": [change.as_json() for change in self.changes],
            "missing_permissions": self.missing,
            "warnings": self.warnings,
        }


@contextmanager
def survey(
    looker: Looker, desired: Desired, options: Options, say: Callable[[str], None]
) -> Iterator[Survey]:
    """Look at everything; nothing is changed. The repository's scratch space lives as long as the block."""
    say(f"signing in to {looker.address}")
    instance = read_instance(looker, looker.settings.project or desired.project.name)
    say("reading the git repository")
    with open_repository(instance.remote) as repository:
        records = read_records(repository)
        candidate = find_candidate(
            repository, desired.project.root, desired.constants, instance.production, instance.branch
        )
        record = records[-1] if records else None
        shelf = Shelf(looker, instance.user_id, record, options.prune)
        result = Survey(looker, repository, instance, desired, options, candidate, records, shelf)
        say("reading the instance")
        result.prerequisites = list(_prerequisites(result))
        result.content = list(survey_content(result))
        result.warnings = _warnings(result)
        yield result


def _prerequisites(plan: Survey) -> Iterator[Change]:
    looker, desired, instance = plan.looker, plan.desired, plan.instance
    yield from _foreign_work(plan)
    yield from survey_connections(looker, desired.project)
    yield from survey_models(looker, instance.project, desired.project)
    yield from survey_attributes(looker, instance.user_id, desired.access.attributes)


def survey_content(plan: Survey) -> Iterator[Change]:
    """Folder, dashboards, Looks, schedules, access: what should be against what is."""
    desired, shelf, skip = plan.desired, plan.shelf, plan.options.skip
    names = list(desired.project.models)
    if "content" not in skip:
        yield survey_folder(shelf, desired.access.folder)
        yield from survey_boards(shelf, wanted_boards(desired.project))
        yield from survey_looks(shelf, definitions(desired.looks, names[0]))
        if "schedules" not in skip:
            yield from survey_schedules(shelf, desired.access.schedules, names[0])
    if "access" not in skip:
        yield from survey_access(shelf, desired.access, names, desired.expand)


def _foreign_work(plan: Survey) -> Iterator[Change]:
    """LookML that others put into the production branch and that this deployment would undo."""
    head = plan.candidate.parent
    if head is None or plan.options.replace or plan.candidate.on_branch:
        return
    since = plan.last_commit
    known = since if since and plan.repository.has(since) else None
    foreign = plan.repository.authored_by_others(known, head, AUTHOR[1])
    undone = [
        path
        for status, path in plan.repository.differences(head, plan.candidate.tree)
        if status in "MD" and path.endswith((".lkml", ".lookml"))
    ]
    if foreign and undone:
        whose = ", ".join(short(commit) for commit in foreign[:3])
        detail = (
            f"has commits of others ({whose}) and this would undo them in {', '.join(undone[:5])}; "
            "take them over into the LookML folder, or deploy with --replace"
        )
        yield conflict("branch", plan.instance.branch, detail)


def _warnings(plan: Survey) -> list[str]:
    instance, repository = plan.instance, plan.repository
    result = []
    if instance.permissions is None:
        result.append("the API user may not read its own roles: missing permissions show only when needed")
    production = instance.production
    if production is None:
        return result
    head = plan.candidate.parent
    if not repository.has(production):
        return [*result, f"production runs {short(production)}, which the repository does not have"]
    if head is not None and not repository.contains(head, production):
        result.append(
            f"production runs {short(production)}, which is not in {instance.branch}: others deployed it"
        )
    return [*result, *lost_columns(repository, production, plan.desired)]


def lost_columns(repository: Repository, commit: str, desired: Desired) -> list[str]:
    """Columns that the LookML of a commit uses and that the marts no longer have."""
    from lookml.checks.columns import check_columns

    with tempfile.TemporaryDirectory(prefix="jde-lookml-") as space:
        repository.checkout(commit, Path(space))
        try:
            project = load_project(space)
        except LookmlError:
            return [f"the LookML of {short(commit)} cannot be read here"]
        return [
            f"{short(commit)} uses what the marts no longer have: {fault}"
            for fault in check_columns(project, desired.contracts)
            if fault.check == "column"
        ]


def refuse_mode(plan: Survey) -> None:
    """Raise ConfigurationError when production moves in another way than was asked for."""
    if not plan.instance.advanced and not plan.options.classic:
        raise ConfigurationError(
            f"Advanced deploy mode of the project {plan.instance.project} is off.",
            "Switch it on (Project Settings, Deployment, Enable Advanced Deploy Mode), or add --classic: "
            "production then follows the branch and going back takes a commit.",
        )


def refuse_what_cannot_be(plan: Survey) -> None:
    """Raise what keeps the plan from being carried out: mode, permissions, conflicts, no right to push."""
    refuse_mode(plan)
    if plan.missing:
        raise SignInError(*lacking_words(plan.missing))
    if plan.conflicts:
        lines = [f"{change.kind} {change.key}: {change.detail}" for change in plan.conflicts]
        raise ConflictError(
            "\n".join(["Looker is not as this deployment needs it:", *lines]), "See each line."
        )
    if not plan.empty:
        plan.repository.try_push()
