"""After a dbt build: tell Looker's datagroups, so that schedules go out and older answers are forgotten."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from looker_sdk.sdk.api40 import models

from lookml.errors import ConflictError
from lookml.looker.client import Looker, rows, sure


@dataclass(frozen=True)
class Refreshed:
    """A datagroup, whether it was triggered now, and what its own trigger complains about."""

    name: str
    triggered: bool
    trouble: str | None


def refresh(looker: Looker, model_names: Iterable[str], finished_at: datetime) -> list[Refreshed]:
    """Trigger each datagroup of the models once for the build that finished then (UTC).

    Answers cached before that moment are stale, later ones stay. A second call does nothing. Raises
    ConflictError when Looker has no datagroup of these models.
    """
    names = set(model_names)
    groups = [group for group in rows(looker.sdk.all_datagroups()) if group.model_name in names]
    if not groups:
        raise ConflictError(
            f"Looker has no datagroup of {', '.join(sorted(names))}, or the API user may not see it.",
            "Run `jde-lookml deploy` first; the API user needs see_datagroups and update_datagroups.",
        )
    # Looker refuses moments in its future: the warehouse's clock may be ahead
    moment = min(math.ceil(finished_at.timestamp()), int(time.time()))
    return [_one(looker, group, moment) for group in groups]


def _one(looker: Looker, group: models.Datagroup, moment: int) -> Refreshed:
    name = f"{group.model_name}::{group.name}"
    due = (group.triggered_at or 0) < moment or (group.stale_before or 0) < moment
    if due:
        body = models.WriteDatagroup(stale_before=moment, triggered_at=moment)
        group = sure(looker.sdk.update_datagroup(str(group.id), body), "id")
    return Refreshed(name, due, group.trigger_error or None)
