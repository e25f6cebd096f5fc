"""Proves a commit on Looker before anybody sees it: on a temporary branch of the API user's development mode.

The branch is gone afterwards and the branch checked out before is back, whatever happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from looker_sdk.sdk.api40 import models

from lookml.errors import ConflictError, DeployError, LookmlError, ValidationError
from lookml.looker.client import Looker, delete, rows, sure
from lookml.looker.interrupts import uninterrupted
from lookml.looker.queries import Smoke, failing_fields
from lookml.looker.transport import ApiError
from lookml.project import Project

TEMPORARY = "tmp-jde-deploy-"
STAMP = "%Y%m%dT%H%M%SZ"
TRIES = 4


@dataclass
class Findings:
    """What validation found: errors stop the deployment, notes are worth reading."""

    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


@contextmanager
def temporary_branch(looker: Looker, project: str, commit: str) -> Iterator[str]:
    """Development mode on a new branch that stands exactly on the commit; gone at the end.

    Raises ConflictError when another deployment of the same API user is at work.
    """
    with looker.dev_workspace():
        before = str(sure(looker.sdk.git_branch(project), "name").name)
        if before.startswith(TEMPORARY):
            before = _left_behind(looker, project, before)
        name = f"{TEMPORARY}{datetime.now(UTC).strftime(STAMP)}-{commit[:7]}"
        try:
            at = _start(looker, project, name, commit)
            if (at.name, at.ref) != (name, commit):
                raise DeployError(
                    f"Looker put the temporary branch on {at.name} {at.ref}, not on {commit}.",
                    "Clear uncommitted changes of the API user's development mode, then deploy again.",
                )
            yield name
        finally:
            with uninterrupted():
                _remove(looker, project, name, before)


def _start(looker: Looker, project: str, name: str, commit: str) -> models.GitBranch:
    """Make the branch and check it out; returns where it stands."""
    try:
        looker.sdk.create_git_branch(project, models.WriteGitBranch(name=name, ref=commit))
    except ApiError as error:
        if error.status not in (400, 404, 422):
            raise
        # a commit that Looker has not fetched yet: the reset below fetches
        looker.sdk.create_git_branch(project, models.WriteGitBranch(name=name))
    at = sure(looker.sdk.git_branch(project), "name", "ref")
    if at.name == name and at.ref != commit:
        # the reset is pushed by force, but to our own name
        looker.sdk.update_git_branch(project, models.WriteGitBranch(name=name, ref=commit))
        at = sure(looker.sdk.git_branch(project), "name", "ref")
    return at


def _left_behind(looker: Looker, project: str, name: str) -> str:
    """A temporary branch of a deployment that was killed: leave it for another one when it is old."""
    stamp = name.removeprefix(TEMPORARY).partition("-")[0]
    try:
        age = datetime.now(UTC) - datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        age = timedelta(days=365)
    if age < timedelta(hours=looker.settings.lock_hours):
        raise ConflictError(
            f"Another deployment of this API user is at work on the branch {name}.",
            f"Wait until it ends; one that was killed stops counting {looker.settings.lock_hours:g} hours "
            "after it began (JDE_LOOKER_LOCK_HOURS).",
        )
    others = [str(branch.name) for branch in rows(looker.sdk.all_git_branches(project))]
    own = [other for other in others if not other.startswith(TEMPORARY)]
    personal = [other for other in own if other.startswith("dev-")]
    if not own:
        raise ConflictError(f"{name} is the only branch of the project {project}.", "Make one by hand.")
    target = (personal or own)[0]
    _remove(looker, project, name, target)
    return target


def _remove(looker: Looker, project: str, name: str, before: str) -> None:
    """Check out the former branch and delete the temporary one, against single failures."""

    def leave() -> None:
        if str(sure(looker.sdk.git_branch(project), "name").name) == name:
            sure(looker.sdk.update_git_branch(project, models.WriteGitBranch(name=before)), "name")

    def take_away() -> None:
        delete(lambda: looker.sdk.delete_git_branch(project, name))
        left = [branch.name for branch in rows(looker.sdk.all_git_branches(project))]
        if name in left:
            raise ApiError(200, "DELETE git_branch", f"the branch {name} is still there.")

    for step in (leave, take_away):
        _stubbornly(step, f"The temporary branch {name} may be left behind in the project {project}.")


def _stubbornly(step: Callable[[], None], cause: str) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            step()
            return
        except LookmlError as error:
            if attempt == TRIES:
                raise DeployError(f"{cause} {error.cause}", "Delete it in Looker's IDE.") from error


def validate(
    looker: Looker,
    looker_project: str,
    project: Project,
    known: Sequence[str],
    say: Callable[[str], None],
    accepted: bool = False,
) -> Findings:
    """All checks in the current workspace.

    `known` are the content errors that production has already. With `accepted`, data tests on the tie-outs
    may fail: somebody has put that on record.
    """
    findings = Findings()
    with looker.patient():
        say("validating LookML")
        _lookml(looker, looker_project, findings)
        if findings.errors:
            return findings
        _sql(looker, project, findings, say)
        _data_tests(looker, looker_project, findings, say, _tie_out_tests(project) if accepted else ())
        say("saved content")
        new = [error for error in content_errors(looker, looker_project) if error not in known]
        findings.errors.extend(f"content: {error}" for error in new)
        if known:
            findings.notes.append(f"{len(known)} content errors were there before and do not count")
    return findings


def refuse(findings: Findings) -> None:
    """Raise ValidationError when something was found."""
    if findings.errors:
        raise ValidationError(
            "\n".join(["Looker found errors; production is as it was:", *findings.errors]),
            "Correct them, prove it with `jde-lookml check`, then deploy again.",
        )


def _lookml(looker: Looker, project: str, findings: Findings) -> None:
    # an answer of another shape would look like "no errors": the digest proves that it is a result
    result = sure(looker.sdk.validate_project(project), "errors", "project_digest")
    for error in result.errors or ():
        place = f"{error.file_path}:{error.line_number}: " if error.file_path else ""
        line = f"{place}{error.message}"
        (findings.errors if error.severity in ("fatal", "error") else findings.notes).append(line)
    for model in result.models_not_validated or ():
        findings.errors.append(f"the model {model.name} was not validated")


def _sql(looker: Looker, project: Project, findings: Findings, say: Callable[[str], None]) -> None:
    """Each explore's SQL with all fields that the API user sees, run without reading a row."""
    for model in project.models.values():
        for name in model.explores:
            say(f"SQL of {name}")
            explore = sure(
                looker.sdk.lookml_model_explore(model.name, name, fields="fields,errors"), "fields"
            )
            findings.errors.extend(f"explore {name}: {error.message}" for error in explore.errors or ())
            fields = _field_names(explore)
            for wrong, words in failing_fields(looker, Smoke(model.name, name, tuple(fields))):
                findings.errors.append(f"explore {name}: {', '.join(wrong)}: {words}")
            findings.counts["explores"] = findings.counts.get("explores", 0) + 1


def _field_names(explore: models.LookmlModelExplore) -> list[str]:
    fields = explore.fields
    listed = [*(fields.dimensions or ()), *(fields.measures or ())] if fields else []
    return [str(entry.name) for entry in listed]


def _tie_out_tests(project: Project) -> list[str]:
    """Names of the data tests that ask `trust_tie_outs`, as the gate does."""
    return [
        test.name
        for model in project.models.values()
        for test in model.tests.values()
        if (explore := model.explores.get(test.explore)) is not None
        and (model.views[explore.base_view].sql_table_name or "").strip().endswith("trust_tie_outs")
    ]


def _data_tests(
    looker: Looker,
    project: str,
    findings: Findings,
    say: Callable[[str], None],
    excused: Sequence[str],
) -> None:
    for test in rows(looker.sdk.all_lookml_tests(project)):
        say(f"data test {test.name}")
        results = rows(looker.sdk.run_lookml_test(project, test=test.name, model=test.model_name))
        if not results:
            findings.errors.append(f"data test {test.name}: Looker did not run it")
        for result in results:
            findings.counts["data tests"] = findings.counts.get("data tests", 0) + 1
            if not result.success:
                words = "; ".join(str(error.message) for error in result.errors or ())
                line = f"data test {result.test_name}: {words or 'failed'}"
                (findings.notes if result.test_name in excused else findings.errors).append(line)


def content_errors(looker: Looker, project: str) -> list[str]:
    """What saved content asks for and the workspace's LookML does not have, one line each."""
    names = models.DelimSequence([project])
    result = sure(looker.sdk.content_validation(project_names=names), "content_with_errors")
    lines: list[str] = []
    for entry in result.content_with_errors or ():
        piece = entry.dashboard or entry.look or entry.lookml_dashboard
        kind = "dashboard" if entry.dashboard else "Look" if entry.look else "content"
        shown = f"{kind} {piece.id} {piece.title!r}" if piece else f"content {entry.id}"
        lines.extend(f"{shown}: {error.message}" for error in entry.errors or ())
    return list(dict.fromkeys(lines))
