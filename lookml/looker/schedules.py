"""Mail deliveries as desired state: each carries its key at the end of its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from looker_sdk.sdk.api40 import models

from lookml.looker.access_file import Schedule
from lookml.looker.changes import Action, Change, conflict, needed, unchanged
from lookml.looker.client import sure, visible
from lookml.looker.content import Shelf

KIND = "schedule"
NEEDED = ("schedule_look_emails",)


def name_of(schedule: Schedule) -> str:
    """The plan's name on Looker; the part in brackets is its identity."""
    return f"{schedule.title} [jde-looker:{schedule.key}]"


def survey_schedules(shelf: Shelf, wanted: Iterable[Schedule], model: str) -> Iterator[Change]:
    """Plans of the API user to create, change, and with --prune to switch off."""
    wanted = tuple(wanted)
    if not wanted and not (shelf.record and shelf.record.keys(KIND)):
        return
    there = visible(shelf.looker.sdk.all_scheduled_plans)
    for schedule in wanted:
        yield _schedule(shelf, schedule, there, model)
    keys = {schedule.key for schedule in wanted}
    for plan in there:
        key = _key(plan)
        if key is None or key in keys or plan.enabled is False:
            continue
        if shelf.prune:
            switch = partial(_switch_off, shelf, str(plan.id))
            yield Change(KIND, key, Action.REMOVE, f"id {plan.id} is switched off", NEEDED, switch)
        else:
            yield unchanged(KIND, key, f"id {plan.id} is wanted no longer; --prune switches it off")


def _key(plan: models.ScheduledPlan) -> str | None:
    _, mark, rest = (plan.name or "").rpartition(" [jde-looker:")
    return rest.removesuffix("]") if mark and rest.endswith("]") else None


def _schedule(shelf: Shelf, wanted: Schedule, there: list[models.ScheduledPlan], model: str) -> Change:
    own = next((plan for plan in there if _key(plan) == wanted.key), None)
    kind, key = ("dashboard", f"{model}::{wanted.board}") if wanted.board else ("look", str(wanted.look))
    target = shelf.learned.get(f"{kind}:{key}", {}).get("id") or shelf.known(kind, key).get("id")
    if own is None:
        return Change(
            KIND,
            wanted.key,
            Action.CREATE,
            wanted.title,
            NEEDED,
            partial(_create, shelf, wanted, kind, key, model),
        )
    if target is None:
        return conflict(KIND, wanted.key, f"its {kind} {key} is not deployed")
    body = _body(wanted, kind, str(target), model)
    differs = [name for name, value in body.items() if not _same(name, getattr(own, name), value)]
    if not differs:
        shelf.learn(KIND, wanted.key, id=str(own.id))
        return unchanged(KIND, wanted.key)
    detail = f"id {own.id}: {', '.join(differs)}"
    return Change(
        KIND, wanted.key, Action.UPDATE, detail, NEEDED, partial(_update, shelf, wanted, str(own.id), body)
    )


def _body(wanted: Schedule, kind: str, target: str, model: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "name": name_of(wanted),
        f"{kind}_id": target,
        "enabled": True,
        "scheduled_plan_destination": [
            models.ScheduledPlanDestination(type="email", format=wanted.format, address=address)
            for address in wanted.recipients
        ],
    }
    if kind == "look":
        # Looker wants all three said for a Look
        body |= {"require_results": False, "require_no_results": False, "require_change": False}
    if wanted.datagroup:
        body["datagroup"] = wanted.datagroup if "::" in wanted.datagroup else f"{model}::{wanted.datagroup}"
    else:
        body |= {"crontab": wanted.crontab, "timezone": wanted.timezone or "UTC"}
    return body | ({"filters_string": wanted.filters} if wanted.filters else {})


def _same(name: str, there: Any, wanted: Any) -> bool:
    if name == "scheduled_plan_destination":
        return _addresses(there or ()) == _addresses(wanted)
    return bool(str(there) == str(wanted) if name.endswith("_id") else there == wanted)


def _addresses(destinations: Iterable[models.ScheduledPlanDestination]) -> set[tuple[str | None, ...]]:
    return {(entry.type, entry.format, entry.address) for entry in destinations}


def _create(shelf: Shelf, wanted: Schedule, kind: str, key: str, model: str) -> None:
    target = needed(shelf.learned, f"{kind}:{key}", "content")["id"]
    plan = models.WriteScheduledPlan(**_body(wanted, kind, str(target), model))
    made = sure(shelf.looker.sdk.create_scheduled_plan(plan), "id")
    shelf.learn(KIND, wanted.key, id=str(made.id))


def _update(shelf: Shelf, wanted: Schedule, number: str, body: dict[str, Any]) -> None:
    sure(shelf.looker.sdk.update_scheduled_plan(number, models.WriteScheduledPlan(**body)), "id")
    shelf.learn(KIND, wanted.key, id=number)


def _switch_off(shelf: Shelf, number: str) -> None:
    # schedules have no trash: delete_scheduled_plan would be final
    sure(shelf.looker.sdk.update_scheduled_plan(number, models.WriteScheduledPlan(enabled=False)), "id")
