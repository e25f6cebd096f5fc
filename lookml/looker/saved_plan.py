"""A plan as a file, and whether it still holds: before deploying what it says, and under the lock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lookml.errors import ConfigurationError, ConflictError
from lookml.looker.instance import production_commit
from lookml.looker.plan import Survey
from lookml.looker.repository import short

FORMAT = 1


def as_json(plan: Survey, gate: str) -> dict[str, Any]:
    """The plan as it is saved and as `--json` prints it."""
    return {"format": FORMAT, **plan.as_json(), "gate": gate}


def load_plan(path: Path) -> dict[str, Any]:
    """A plan saved earlier. Raises ConfigurationError."""
    try:
        plan = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path} cannot be read as a plan: {error}", "Make it anew.") from error
    if not isinstance(plan, dict) or plan.get("format") != FORMAT:
        raise ConfigurationError(f"{path} is not a plan of this version.", "Make it anew.")
    return plan


def hold_to(plan: Survey, saved: Mapping[str, Any]) -> None:
    """Raise ConflictError when the plan would be another one by now."""
    now = json.loads(json.dumps(plan.as_json()))
    told = {
        "looker": "it was made for another instance",
        "project": "it was made for another project",
        "production": "production moved",
        "branch_head": f"the branch {plan.instance.branch} moved",
        "tree": "the LookML folder changed",
        "changes": "something on the instance changed",
    }
    moved = [words for key, words in told.items() if now[key] != saved.get(key)]
    if moved:
        raise ConflictError(
            f"The saved plan does not hold any more: {', '.join(moved)} since.",
            "Run `jde-lookml plan` again and read it.",
        )


def hold_still(plan: Survey) -> None:
    """Raise ConflictError when another deployment came between the look at the instance and the lock."""
    plan.repository.fetch()
    head = plan.repository.heads.get(plan.instance.branch)
    production = production_commit(plan.looker, plan.instance.project)
    if (head, production) != (plan.candidate.parent, plan.instance.production):
        raise ConflictError(
            f"Somebody else deployed since this run looked: {plan.instance.branch} is at {short(head)}, "
            f"production at {short(production)}.",
            "Run `jde-lookml plan` again and read it.",
        )
