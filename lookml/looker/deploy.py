"""Carries a plan out: additive prerequisites, publish, validate, production, content, access."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from lookml.errors import ConflictError, DeployError, LookmlError
from lookml.looker.candidate import Candidate, publish
from lookml.looker.changes import Action, Change, pending
from lookml.looker.interrupts import uninterrupted
from lookml.looker.lock import deploy_lock
from lookml.looker.plan import Survey, survey_content
from lookml.looker.production import Production
from lookml.looker.record import Record, write_record
from lookml.looker.repository import Repository, short
from lookml.looker.saved_plan import hold_still
from lookml.looker.validation import content_errors, refuse, temporary_branch, validate


@dataclass
class Outcome:
    """What a deployment did."""

    commit: str | None = None
    previous: str | None = None
    moved: bool = False
    done: list[Change] = field(default_factory=list)
    failed: list[tuple[Change, LookmlError]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    record: str = ""

    def attempt(self, change: Change, say: Callable[[str], None]) -> None:
        """Carry a change out; one that fails does not keep the others from being tried."""
        if not change.pending:
            return
        say(f"{change.action} {change.kind} {change.key}")
        try:
            change.carry_out()
            self.done.append(change)
        except LookmlError as error:
            self.failed.append((change, error))

    def shortfall(self) -> str:
        """What is not done although production moved."""
        lines = [f"{change.kind} {change.key}: {error.cause}" for change, error in self.failed]
        objects = "1 object is" if len(lines) == 1 else f"{len(lines)} objects are"
        return "\n".join([f"{short(self.commit)} is in production, but {objects} not done:", *lines])

    def as_json(self) -> dict[str, Any]:
        """What `--json` prints."""
        return {
            "production": self.commit,
            "previous": self.previous,
            "moved": self.moved,
            "validated": self.counts,
            "done": [change.as_json() for change in self.done],
            "notes": self.notes,
            "record": self.record or None,
        }


def deploy(plan: Survey, accepted: str | None, say: Callable[[str], None]) -> Outcome:
    """Do what the plan says. Raises LookmlError; production is as before then, or as said in the error."""
    outcome = Outcome(previous=plan.instance.production)
    with deploy_lock(plan.repository, plan.looker.settings.lock_hours, say):
        hold_still(plan)
        for change in pending(plan.prerequisites):
            say(f"{change.action} {change.kind} {change.key}")
            change.carry_out()
            outcome.done.append(change)
        production = Production(plan.looker, plan.repository, plan.instance, plan.options.classic, say)
        if plan.moves_production:
            outcome.commit = _move(plan, production, accepted, outcome, say)
            outcome.moved = True
        else:
            outcome.commit = plan.instance.production
            if plan.unproven:
                production.settle(str(outcome.commit), plan.last_commit, plan.desired.project)
        with _recorded(plan, outcome, accepted):
            _content(plan, outcome, say)
    if outcome.failed:
        raise DeployError(
            outcome.shortfall(),
            f"{outcome.failed[0][1].remedy} Then deploy again: it goes on with what is missing.".strip(),
        )
    return outcome


def _move(
    plan: Survey,
    production: Production,
    accepted: str | None,
    outcome: Outcome,
    say: Callable[[str], None],
) -> str:
    looker, name, former = plan.looker, plan.instance.project, plan.instance.production
    with _published(plan.repository, plan.candidate, accepted) as commit:
        known: list[str] = []
        if former is not None:
            say("saved content as it is in production")
            with looker.patient():
                known = content_errors(looker, name)
        say(f"validating {short(commit)} on a temporary branch")
        with temporary_branch(looker, name, commit):
            findings = validate(looker, name, plan.desired.project, known, say, bool(accepted))
        outcome.notes, outcome.counts = findings.notes, findings.counts
        refuse(findings)
        say(f"moving {plan.instance.branch} to {short(commit)}")
        production.advance(commit, and_delete=plan.candidate.branch)
    say(f"deploying {short(commit)}")
    production.replace(former, commit, plan.desired.project)
    return commit


@contextmanager
def _published(repository: Repository, candidate: Candidate, accepted: str | None) -> Iterator[str]:
    """The candidate's commit on the remote; its branch goes when the block fails."""
    try:
        with uninterrupted():
            commit = publish(repository, candidate, accepted)
        yield commit
    except BaseException:
        head = repository.heads.get(candidate.branch)
        if head is not None:
            with uninterrupted():
                repository.push(
                    f":refs/heads/{candidate.branch}", leases=[f"refs/heads/{candidate.branch}:{head}"]
                )
        raise


def _content(plan: Survey, outcome: Outcome, say: Callable[[str], None]) -> None:
    """Each kind is looked at again just before it is written: what came before may have changed it."""
    for change in _each(survey_content(plan), outcome):
        if change.action is Action.CONFLICT:
            # there was none when the plan was made, else nothing would have been deployed
            outcome.failed.append((change, ConflictError(change.detail)))
        outcome.attempt(change, say)


def _each(changes: Iterable[Change], outcome: Outcome) -> Iterator[Change]:
    """The changes, as long as the instance can be read."""
    stream = iter(changes)
    while True:
        try:
            change = next(stream, None)
        except LookmlError as error:
            outcome.failed.append((Change("content", "reading the instance", action=Action.UPDATE), error))
            return
        if change is None:
            return
        yield change


@contextmanager
def _recorded(plan: Survey, outcome: Outcome, accepted: str | None) -> Iterator[None]:
    """Whatever happens to the content, that the LookML was deployed goes on record."""
    try:
        yield
    finally:
        if outcome.moved or outcome.done:
            with uninterrupted():
                record = Record(
                    commit=str(outcome.commit),
                    previous=_previous(plan, outcome),
                    source=plan.candidate.source.name,
                    at="",
                    accepted_differences=accepted,
                    objects=objects_now(plan, outcome),
                )
                outcome.record = write_record(plan.repository, record).name


def _previous(plan: Survey, outcome: Outcome) -> str | None:
    """The commit before this one, also when an earlier run moved production and did not get to its record."""
    if outcome.moved:
        return outcome.previous
    if plan.unproven:
        return plan.last_commit
    return plan.records[-1].previous if plan.last_commit == outcome.commit else None


def objects_now(plan: Survey, outcome: Outcome) -> dict[str, dict[str, object]]:
    """What is known of each object: learned now, else as the last record says, but for what was removed."""
    removed = {f"{change.kind}:{change.key}" for change in outcome.done if change.action is Action.REMOVE}
    before = plan.records[-1].objects if plan.records else {}
    merged = {**{name: dict(facts) for name, facts in before.items()}, **plan.shelf.learned}
    return {name: facts for name, facts in merged.items() if name not in removed}
