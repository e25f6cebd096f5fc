"""Back to what ran before: production, dashboards and Looks."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lookml.errors import ConflictError, DeployError
from lookml.looker.boards import survey_boards, wanted_boards
from lookml.looker.changes import Action
from lookml.looker.content import survey_folder
from lookml.looker.deploy import Outcome, objects_now
from lookml.looker.interrupts import uninterrupted
from lookml.looker.lock import deploy_lock
from lookml.looker.plan import Survey, lost_columns
from lookml.looker.production import Production
from lookml.looker.record import Record, write_record
from lookml.looker.repository import short
from lookml.looker.saved_looks import Definition, survey_looks
from lookml.looker.saved_plan import hold_still
from lookml.project import Project, load_project


@dataclass(frozen=True)
class Target:
    """Where to go back to; `record` is the deployment that put it there, None when no record says so."""

    commit: str
    record: Record | None


def find_target(plan: Survey, name: str | None) -> Target:
    """The commit named, else the one that ran before. Raises ConflictError when there is none."""
    production = plan.instance.production
    if production is None:
        raise ConflictError("Nothing is deployed yet.", "Run `jde-lookml deploy`.")
    if name is not None:
        commit = plan.repository.resolve(name)
        if commit is None:
            raise ConflictError(f"The published repository has no commit {name}.", _listed(plan))
        if not plan.repository.contains(plan.candidate.parent or production, commit):
            raise ConflictError(f"{short(commit)} was never on {plan.instance.branch}.", _listed(plan))
    else:
        commit = _before(plan, production)
    records = [record for record in plan.records if record.commit == commit]
    return Target(commit, records[-1] if records else None)


def _before(plan: Survey, production: str) -> str:
    """What the deployment of the running files replaced: going back twice goes back two deployments."""
    if [record.commit for record in plan.records] == [production]:
        raise ConflictError(f"{short(production)} is the first deployment.", "Nothing ran before it.")
    tree = plan.repository.tree_of(production) if plan.repository.has(production) else None
    for record in reversed(plan.records):
        told = record.kind == "deploy" and record.previous and plan.repository.has(record.commit)
        if told and plan.repository.tree_of(record.commit) == tree:
            return str(record.previous)
    raise ConflictError(f"No record says what ran before {short(production)}.", _listed(plan))


def _listed(plan: Survey) -> str:
    others = [one.commit for one in reversed(plan.records) if one.commit != plan.instance.production]
    listed = ", ".join(dict.fromkeys(map(short, others)))
    return f"Name one with --to: {listed}." if listed else "Name one with --to."


def roll_back(plan: Survey, target: Target, say: Callable[[str], None]) -> Outcome:
    """Deploy the target, prove that it answers, and bring dashboards and Looks to what they were then.

    A target that is in production already gets its content, which a rollback may have left undone.
    """
    former = plan.instance.production
    outcome = Outcome(commit=target.commit, previous=former, moved=target.commit != former)
    outcome.notes = lost_columns(plan.repository, target.commit, plan.desired)
    with (
        _project_of(plan, target.commit) as project,
        deploy_lock(plan.repository, plan.looker.settings.lock_hours, say),
    ):
        production = Production(plan.looker, plan.repository, plan.instance, plan.options.classic, say)
        hold_still(plan)
        if outcome.moved:
            say(f"deploying {short(target.commit)}")
            outcome.commit = production.as_it_was(target.commit)
            production.replace(former, outcome.commit, project)
        try:
            _content(plan, target, project, outcome, say)
        finally:
            if outcome.moved or outcome.done:
                with uninterrupted():
                    _write(plan, target, outcome)
    if outcome.failed:
        again = f"jde-lookml rollback --to {short(target.commit)}"
        raise DeployError(outcome.shortfall(), f"Run `{again}`: it goes on with what is missing.")
    return outcome


@contextmanager
def _project_of(plan: Survey, commit: str) -> Iterator[Project]:
    with tempfile.TemporaryDirectory(prefix="jde-lookml-") as space:
        plan.repository.checkout(commit, Path(space))
        yield load_project(space)


def _content(
    plan: Survey, target: Target, project: Project, outcome: Outcome, say: Callable[[str], None]
) -> None:
    shelf = plan.shelf
    survey_folder(shelf, plan.desired.access.folder)
    if shelf.folder_id is None or "content" in plan.options.skip:
        return
    changes = list(survey_boards(shelf, wanted_boards(project)))
    looks = _looks_of(target)
    if looks is None:
        outcome.notes.append("no record says which Looks belonged to this commit: they stay as they are")
    else:
        changes += survey_looks(shelf, looks)
    for change in changes:
        if change.action in (Action.CONFLICT, Action.NONE) and change.detail:
            outcome.notes.append(f"{change.kind} {change.key}: {change.detail}")
        outcome.attempt(change, say)


def _looks_of(target: Target) -> dict[str, Definition] | None:
    if target.record is None:
        return None
    return {
        key: Definition(str(facts["title"]), str(facts["description"]), dict(facts["query"]))
        for key in target.record.keys("look")
        if "query" in (facts := target.record.known("look", key))
    }


def _write(plan: Survey, target: Target, outcome: Outcome) -> None:
    source = target.record.source if target.record else short(target.commit)
    record = Record(
        commit=str(outcome.commit),
        previous=outcome.previous,
        source=source,
        at="",
        kind="rollback",
        objects=objects_now(plan, outcome),
    )
    outcome.record = write_record(plan.repository, record).name
