"""What a plan is made of: one line per object, with the write that would bring it about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from lookml.errors import DeployError

Value = TypeVar("Value")


class Action(StrEnum):
    """What would happen to an object."""

    CREATE = "create"
    UPDATE = "update"
    REMOVE = "remove"
    NONE = "no change"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Change:
    """An object by kind and key, what would happen to it and why.

    `permissions` are those that the write needs; `apply` does it and may be called once.
    """

    kind: str
    key: str
    action: Action
    detail: str = ""
    permissions: tuple[str, ...] = ()
    apply: Callable[[], object] | None = None

    @property
    def pending(self) -> bool:
        """Whether there is something to write."""
        return self.action in (Action.CREATE, Action.UPDATE, Action.REMOVE)

    def carry_out(self) -> None:
        """Write what there is to write."""
        if self.apply is not None:
            self.apply()

    def as_json(self) -> dict[str, Any]:
        """The line as it stands in a saved plan."""
        return {"kind": self.kind, "key": self.key, "action": str(self.action), "detail": self.detail}


def unchanged(kind: str, key: str, detail: str = "") -> Change:
    """An object that is as it should be."""
    return Change(kind, key, Action.NONE, detail)


def conflict(kind: str, key: str, detail: str) -> Change:
    """An object that somebody else must decide about."""
    return Change(kind, key, Action.CONFLICT, detail)


def needed(there: Mapping[str, Value], key: str, kind: str) -> Value:
    """What an earlier write should have brought about. Raises DeployError when it did not."""
    if key not in there:
        raise DeployError(f"the {kind} {key} is not there.", "It comes with the next deployment.")
    return there[key]


def pending(changes: Iterable[Change]) -> list[Change]:
    """The changes that write something."""
    return [change for change in changes if change.pending]
