"""Plans, outcomes and states as people read them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from lookml.looker.candidate import PREFIX
from lookml.looker.changes import Action, Change
from lookml.looker.deploy import Outcome
from lookml.looker.lock import BRANCH, holder
from lookml.looker.plan import Survey
from lookml.looker.refresh import Refreshed
from lookml.looker.repository import short

MARKS = {Action.CREATE: "+", Action.UPDATE: "~", Action.REMOVE: "-", Action.CONFLICT: "!", Action.NONE: " "}
FILES_SHOWN = 12


def plan_lines(plan: Survey, verbose: bool = False) -> Iterator[str]:
    """The plan: LookML first, then one line per object that changes, then what stands against it."""
    instance = plan.instance
    where = f"{plan.looker.address} (Looker {instance.release}) as {instance.user_name}"
    yield f"{where}, project {instance.project}"
    yield from _lookml_lines(plan)
    yield from change_lines(plan.changes, verbose)
    for warning in plan.warnings:
        yield f"? {warning}"
    if plan.missing:
        yield f"! missing permissions: {', '.join(plan.missing)}"
    if not instance.advanced and not plan.options.classic:
        yield "! advanced deploy mode is off"
    counts = Counter(change.action for change in plan.changes)
    if plan.empty and not plan.conflicts:
        yield f"nothing to do: {counts[Action.NONE]} objects as they should be"
    else:
        yield ", ".join(f"{counts[action]} {_verb(action)}" for action in Action if counts[action])


def _verb(action: Action) -> str:
    return {
        Action.CREATE: "to create",
        Action.UPDATE: "to update",
        Action.REMOVE: "to remove",
        Action.NONE: "as they should be",
        Action.CONFLICT: "in conflict",
    }[action]


def _lookml_lines(plan: Survey) -> Iterator[str]:
    candidate, production = plan.candidate, plan.instance.production
    if not plan.moves_production:
        yield f"  LookML of {candidate.source.name} is in production ({short(production)})"
        return
    target = short(candidate.commit) if candidate.commit else "a new commit"
    yield f"~ LookML of {candidate.source.name}: production goes from {short(production)} to {target}"
    for commit in candidate.commits:
        yield f"    {commit.sha[:12]} {commit.subject}"
    for status, path in candidate.files[:FILES_SHOWN]:
        yield f"    {status} {path}"
    if len(candidate.files) > FILES_SHOWN:
        yield f"    and {len(candidate.files) - FILES_SHOWN} more files"


def change_lines(changes: Iterable[Change], verbose: bool = False) -> Iterator[str]:
    """One line for each object that changes, or that there is something to say about."""
    for change in changes:
        if change.action is Action.NONE and not change.detail and not verbose:
            continue
        detail = f": {change.detail}" if change.detail else ""
        yield f"{MARKS[change.action]} {change.kind} {change.key}{detail}"


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """What was done."""
    if not outcome.moved:
        yield f"production: {short(outcome.commit)} as before"
    else:
        checked = ", ".join(f"{count} {what}" for what, count in outcome.counts.items())
        yield f"production: {short(outcome.previous)} -> {short(outcome.commit)}" + (
            f" ({checked} validated)" if checked else ""
        )
    counts = Counter((change.action, change.kind) for change in outcome.done)
    for (action, kind), count in counts.items():
        yield f"{action} {kind}: {count}"
    for note in outcome.notes:
        yield f"? {note}"
    if outcome.record:
        yield f"recorded as {outcome.record}"


def refresh_lines(groups: Iterable[Refreshed], finished: datetime) -> Iterator[str]:
    """What was told to which datagroup."""
    for group in groups:
        words = "triggered" if group.triggered else "knows already"
        yield f"{group.name}: {words}, build of {finished:%Y-%m-%d %H:%M:%S} UTC"
        if group.trouble:
            yield f"? {group.name}: its own trigger fails: {group.trouble}"


def state(plan: Survey) -> dict[str, Any]:
    """What runs where, and what differs from what should be."""
    last = plan.records[-1] if plan.records else None
    running = next((one for one in reversed(plan.records) if one.commit == plan.instance.production), None)
    return {
        "looker": plan.looker.address,
        "release": plan.instance.release,
        "project": plan.instance.project,
        "production": plan.instance.production,
        "source": running.source if running else None,
        "deployed_at": running.at if running else None,
        "accepted_differences": running.accepted_differences if running else None,
        "last": f"{last.kind} {short(last.commit)}, {moment(last.at)}" if last else None,
        "branch": plan.instance.branch,
        "branch_head": plan.candidate.parent,
        "folder_source": plan.candidate.source.name,
        "folder_in_production": not plan.moves_production,
        "drift": [change.as_json() for change in plan.changes if change.action is not Action.NONE],
        "left_behind": left_behind(plan),
        "warnings": plan.warnings,
    }


def moment(at: str) -> str:
    """A record's UTC time as people read it."""
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M:%S} UTC"


def left_behind(plan: Survey) -> list[str]:
    """Branches of deployments that did not end, or that are at work now."""
    found = [
        f"branch {name}" for name in plan.repository.heads if name.startswith((PREFIX, "tmp-jde-deploy-"))
    ]
    if BRANCH in plan.repository.heads:
        held = holder(plan.repository)
        minutes = int((time.time() - float(held["since"])) / 60)
        found.append(f"lock of {held['who']}, {minutes} minutes old")
    return found


def state_lines(plan: Survey) -> Iterator[str]:
    """The state for people."""
    facts = state(plan)
    yield f"{facts['looker']} (Looker {facts['release']}), project {facts['project']}"
    if facts["production"] is None:
        yield "nothing is deployed"
    else:
        source = (
            f" from {facts['source']}, {moment(facts['deployed_at'])}" if facts["source"] else ", by others"
        )
        yield f"production    {short(facts['production'])}{source}"
    if facts["accepted_differences"]:
        yield f"              with differences accepted: {facts['accepted_differences']}"
    yield f"branch        {facts['branch']} at {short(facts['branch_head'])}"
    same = "in production" if facts["folder_in_production"] else "not in production"
    yield f"LookML folder {facts['folder_source']}, {same}"
    yield f"last          {facts['last'] or 'nothing on record'}"
    yield from (f"? {line}" for line in [*facts["left_behind"], *facts["warnings"]])
    drift = [change for change in plan.changes if change.action is not Action.NONE]
    yield "drift         none" if not drift else f"drift         {len(drift)} objects"
    yield from change_lines(drift)
